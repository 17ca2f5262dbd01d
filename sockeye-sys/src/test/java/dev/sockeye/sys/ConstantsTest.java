package dev.sockeye.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classes of constants show their header's table, all of it, and as no compile-time constants.
 */
@Timeout(60)
class ConstantsTest {
    private static final List<Class<?>> STRUCTS =
            List.of(
                    Cmsghdr.class,
                    EpollEvent.class,
                    FdSet.class,
                    In6Pktinfo.class,
                    InPktinfo.class,
                    IoUringBufReg.class,
                    IoUringBufRing.class,
                    IoUringCqe.class,
                    IoUringGeteventsArg.class,
                    IoUringParams.class,
                    IoUringSqe.class,
                    Iovec.class,
                    Itimerspec.class,
                    Linger.class,
                    Msghdr.class,
                    Pollfd.class,
                    PosixSpawnFileActions.class,
                    PosixSpawnattr.class,
                    Rlimit.class,
                    Siginfo.class,
                    Sigset.class,
                    SockaddrIn.class,
                    SockaddrIn6.class,
                    SockaddrStorage.class,
                    SockaddrUn.class,
                    Statx.class,
                    Timespec.class,
                    Timeval.class);

    static Stream<Headers> headers() {
        return Headers.ALL.stream();
    }

    static Stream<Class<?>> classes() {
        return Stream.concat(STRUCTS.stream(), headers().map(Headers::shownBy));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void fieldsAreTheTable(Headers header) throws IllegalAccessException {
        var table = header.table();
        var fields = constants(header.shownBy());

        assertThat(fields)
                .extracting(Field::getName)
                .containsExactlyInAnyOrderElementsOf(table.names());
        for (var field : fields) {
            long value = ((Number) field.get(null)).longValue();
            if (field.getType() == int.class) {
                assertThat(value).as(field.getName()).isEqualTo(table.value(field.getName()));
            } else {
                assertThat(value).as(field.getName()).isEqualTo(table.longValue(field.getName()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("classes")
    void noneIsCompiledIntoOthers(Class<?> type) throws IOException {
        var fields = constants(type);
        assertThat(fields).isNotEmpty();
        try (var file = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            var compiled = ClassFile.of().parse(Objects.requireNonNull(file).readAllBytes());
            for (var field : compiled.fields()) {
                if (field.flags().has(AccessFlag.PUBLIC)) {
                    assertThat(field.findAttribute(Attributes.constantValue()))
                            .as(field.fieldName().stringValue())
                            .isEmpty();
                }
            }
        }
    }

    private static List<Field> constants(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isPublic(field.getModifiers()))
                .toList();
    }

    @Test
    void everyHeaderOfThePlatformIsShown() {
        assertThat(Headers.ALL)
                .allSatisfy(header -> assertThat(header.table().names()).isNotEmpty());
        assertThatThrownBy(() -> Platform.constants("no/such.h"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void numbersAreReadAsInC() {
        var table =
                new Constants("t", "A 10\nB 0x1f\nC 0755\nD -100\nE 0xffffffff\nF 0x100000000\n");

        assertThat(table.value("A")).isEqualTo(10);
        assertThat(table.value("B")).isEqualTo(0x1f);
        assertThat(table.value("C")).isEqualTo(493);
        assertThat(table.value("D")).isEqualTo(-100);
        assertThat(table.value("E")).isEqualTo(-1);
        assertThat(table.longValue("F")).isEqualTo(0x100000000L);
        assertThatThrownBy(() -> table.value("F")).hasMessage("t F is no int: 4294967296");
        assertThatThrownBy(() -> table.value("G")).hasMessage("t has no G on this platform");
        assertThatThrownBy(() -> new Constants("t", "A 1\nA 2\n")).hasMessage("t twice: A 2");
    }

    @Test
    void anotherPlatformIsRefusedByName() {
        assertThatThrownBy(() -> Platform.of("Mac OS X", "aarch64"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Sockeye knows Linux on x86-64; this is Mac OS X on aarch64");
    }
}
