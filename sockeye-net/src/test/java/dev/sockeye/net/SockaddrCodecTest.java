package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.sys.SysSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class SockaddrCodecTest {
    private static final int MANY = 5_000;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment address = arena.allocate(SockaddrCodec.CAPACITY + 1, 8).asSlice(1);

    @AfterEach
    void free() {
        arena.close();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7007,             0200 1b5f 7f000001 0000000000000000",
        "[fe80::1%2]:80?flowinfo=0x1,"
                + " 0a00 0050 00000001 fe800000000000000000000000000001 02000000",
        "unix:,                      0100",
        "unix:/ab,                   0100 2f616200",
        "unix:@ab,                   0100 006162",
        "unix:@,                     0100 00",
        "unix:@a\\x00,               0100 006100",
        "vsock:3:1234,               2800 0000 d2040000 03000000 00 000000",
        "family:38:0102,             2600 0102",
        "family:38:,                 2600",
    })
    void writesWhatTheKernelReads(String text, String bytes) {
        address.fill((byte) 0xEE);

        int length = SockaddrCodec.encode(Endpoint.parse(text), address);

        assertThat(HexFormat.of().formatHex(bytes(length))).isEqualTo(bytes.replace(" ", ""));
        assertThat(SockaddrCodec.decode(address, length, 0)).hasToString(text);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.RandomEndpoints#seeds")
    void readsWhatItWrote(long seed) {
        var endpoints = new RandomEndpoints(seed);
        for (int i = 0; i < MANY; i++) {
            var endpoint = endpoints.next();
            address.fill((byte) endpoints.random().nextInt());

            int length = SockaddrCodec.encode(endpoint, address);

            assertThat(length).isBetween(2, SockaddrCodec.CAPACITY);
            assertThat(SockaddrCodec.decode(address, length, 0)).isEqualTo(endpoint);
        }
    }

    /** The segment ends where the bytes end: a read outside would throw. */
    @ParameterizedTest
    @MethodSource("dev.sockeye.net.RandomEndpoints#seeds")
    void readsAnyBytes(long seed) {
        var random = new RandomEndpoints(seed).random();
        int[] families = {SysSocket.AF_UNIX, SysSocket.AF_INET, SysSocket.AF_INET6, 40, 16, 99};
        for (int i = 0; i < MANY; i++) {
            int size = random.nextInt(SockaddrCodec.CAPACITY + 1);
            var bytes = new byte[size];
            if (random.nextBoolean()) {
                random.nextBytes(bytes);
            }
            var segment = MemorySegment.ofArray(bytes);
            if (size >= 2 && random.nextInt(8) > 0) {
                int family = families[random.nextInt(families.length)];
                segment.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) family);
            }
            int reported = random.nextInt(4) == 0 ? random.nextInt(-1, 300) : size;

            var endpoint = SockaddrCodec.decode(segment, reported, SysSocket.AF_INET);

            int length = SockaddrCodec.encode(endpoint, address);
            assertThat(SockaddrCodec.decode(address, length, SysSocket.AF_INET))
                    .isEqualTo(endpoint);
            assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
        }
    }

    @Test
    void noAddressIsThatOfAUnixPeerWithoutName() {
        assertThat(SockaddrCodec.decode(address, 0, SysSocket.AF_UNIX)).hasToString("unix:");
        assertThat(SockaddrCodec.decode(address, 1, SysSocket.AF_UNIX)).hasToString("unix:");
        assertThat(SockaddrCodec.decode(address, 0, SysSocket.AF_INET)).hasToString("family:2:");
    }

    @ParameterizedTest
    @CsvSource({
        "0200 1b5f 7f0000,                           family:2:1b5f7f0000",
        "0200 1b5f 7f000001,                         family:2:1b5f7f000001",
        "0a00 0050 00000000,                         family:10:005000000000",
        "2800 0100 d2040000 03000000 00000000,       family:40:0100d20400000300000000000000",
        "2800 0000 d2040000 03000000 00000001,       family:40:0000d20400000300000000000001",
        "2800 0000 d2040000 03000000 000000,         family:40:0000d204000003000000000000",
    })
    void whatIsOddForItsFamilyComesBackAsItWas(String hex, String printed) {
        comesBackAs(printed, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void aPathWithoutRoomForItsNulComesBackAsItWas() {
        var path = "78".repeat(108);

        comesBackAs("family:1:" + path, HexFormat.of().parseHex("0100" + path));
    }

    private void comesBackAs(String printed, byte[] bytes) {
        var endpoint = SockaddrCodec.decode(MemorySegment.ofArray(bytes), bytes.length, 0);

        assertThat(endpoint).isInstanceOf(Endpoint.Raw.class).hasToString(printed);
        int length = SockaddrCodec.encode(endpoint, address);
        assertThat(bytes(length)).isEqualTo(bytes);
    }

    @Test
    void aPathEndsAtItsNulOrWithTheBytes() {
        var ends = HexFormat.of().parseHex("01002f610062");
        var full = HexFormat.of().parseHex("01002f61");

        assertThat(SockaddrCodec.decode(MemorySegment.ofArray(ends), 6, 0)).hasToString("unix:/a");
        assertThat(SockaddrCodec.decode(MemorySegment.ofArray(full), 4, 0)).hasToString("unix:/a");
    }

    @Test
    void bytesOfOthersThatDoNotFitAreRefused() {
        var tooLong = new Strange(127);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SockaddrCodec.encode(tooLong, address))
                .withMessageContaining("127 bytes");
        assertThat(SockaddrCodec.encode(new Strange(126), address)).isEqualTo(128);
    }

    /** A family that this library does not know, of someone else. */
    private record Strange(int size) implements Endpoint.Other {
        @Override
        public int family() {
            return 99;
        }

        @Override
        public byte[] bytes() {
            return new byte[size];
        }
    }

    private byte[] bytes(int length) {
        return address.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
}
