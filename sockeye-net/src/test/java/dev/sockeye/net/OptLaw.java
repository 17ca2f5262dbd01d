package dev.sockeye.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every option that can be set and read; the cases are the subclass's. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OptLaw {
    @AutoClose private final PythonJudge python = new PythonJudge();

    @ParameterizedTest
    @MethodSource("cases")
    void changesAndIsReadBackHereAndByPython(OptCase one) throws IOException {
        try (var socket = one.on().open()) {
            change(socket, one, one.option());
        }
    }

    private <T> void change(Socket socket, OptCase one, Opt<T> option) throws IOException {
        T before = socket.get(option);
        T value = one.other(socket, option);
        assertThat(value).isNotNull();
        Object told = one.told() == null ? value : one.told();
        assertThat((Object) before).as("initially").isNotIn(value, told);

        socket.set(option, value);
        assertThat((Object) socket.get(option)).isEqualTo(told);
        assertThat(python.getsockopt(socket.fd.number(), option))
                .startsWith(hex(option, option.type().cast(told)));

        Opt.Setting<?> read = Opt.parse(option.to(value).toString());
        assertThat(read.value()).isEqualTo(value);
        socket.set(read);
        assertThat((Object) socket.get(option)).as("set as text").isEqualTo(told);
    }

    private static <T> String hex(Opt<T> option, T value) {
        var memory = MemorySegment.ofArray(new long[option.codec().size() / Long.BYTES + 1]);
        int length = option.codec().encode(value, memory);
        return HexFormat.of().formatHex(memory.asSlice(0, length).toArray(JAVA_BYTE));
    }
}
