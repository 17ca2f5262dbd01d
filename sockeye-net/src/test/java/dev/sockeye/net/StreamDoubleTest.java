package dev.sockeye.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a {@link Stream} that is no socket gets from the interface alone. */
@Timeout(60)
class StreamDoubleTest {
    /** Gives prepared bytes and keeps what is written, at most three bytes at a time. */
    private static final class Doubled implements Stream {
        private final ByteBuffer input;
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();
        private boolean open = true;

        Doubled(String input) {
            this.input = ByteBuffer.wrap(input.getBytes(US_ASCII));
        }

        String written() {
            return output.toString(US_ASCII);
        }

        @Override
        public long read(MemorySegment into) {
            if (!input.hasRemaining()) {
                return -1;
            }
            int count = (int) Math.min(Math.min(3, input.remaining()), into.byteSize());
            MemorySegment.copy(
                    input.array(), input.position(), into, ValueLayout.JAVA_BYTE, 0, count);
            var _ = input.position(input.position() + count);
            return count;
        }

        @Override
        public long tryRead(MemorySegment into) {
            return input.hasRemaining() ? read(into) : WOULD_BLOCK;
        }

        @Override
        public long write(MemorySegment data) throws IOException {
            byte[] bytes =
                    data.asSlice(0, Math.min(3, data.byteSize())).toArray(ValueLayout.JAVA_BYTE);
            output.write(bytes);
            return bytes.length;
        }

        @Override
        public long tryWrite(MemorySegment data) {
            return WOULD_BLOCK;
        }

        @Override
        public void shutdownInput() {}

        @Override
        public void shutdownOutput() {}

        @Override
        public Endpoint local() {
            return Endpoint.parse("127.0.0.1:1");
        }

        @Override
        public Endpoint peer() {
            return Endpoint.parse("127.0.0.1:2");
        }

        @Override
        public void timeout(Duration each) {}

        @Override
        public void deadline(Duration whole) {}

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    @Test
    void readsEveryKindOfBuffer() throws IOException {
        var stream = new Doubled("abcdefgh");
        var buffer = ByteBuffer.allocate(9);
        assertThat(stream.read(buffer)).isEqualTo(3);
        assertThat(stream.tryRead(buffer)).isEqualTo(3);
        assertThat(buffer.position()).isEqualTo(6);
        byte[] bytes = new byte[4];
        assertThat(stream.read(bytes, 3, 1)).isEqualTo(1);
        assertThat(stream.read(bytes)).isEqualTo(1);
        assertThat(new String(bytes, US_ASCII)).isEqualTo("h\0\0g");
        assertThat(stream.read(bytes)).isEqualTo(-1);
        assertThat(stream.tryRead(buffer)).isEqualTo(Stream.WOULD_BLOCK);
        assertThat(buffer.position()).isEqualTo(6);
        assertThatThrownBy(() -> stream.read(buffer.asReadOnlyBuffer()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesEverythingThoughEachWriteIsShort() throws IOException {
        var stream = new Doubled("");
        var buffer = ByteBuffer.wrap(Talk.bytes("abcdefgh"));
        assertThat(stream.write(buffer)).isEqualTo(3);
        assertThat(stream.tryWrite(buffer)).isEqualTo(Stream.WOULD_BLOCK);
        assertThat(buffer.position()).isEqualTo(3);
        stream.writeAll(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        stream.writeAll(Talk.bytes("ijklm"));
        stream.writeAll(Talk.bytes("xxnopqxx"), 2, 4);
        assertThat(stream.write(Talk.bytes("rstu"), 0, 4)).isEqualTo(3);
        assertThat(stream.written()).isEqualTo("abcdefghijklmnopqrst");
    }

    @Test
    void isSeenAsJavaIoAndNio() throws IOException {
        var stream = new Doubled("0123456789".repeat(500));
        assertThat(stream.in().read()).isEqualTo('0');
        var sink = new ByteArrayOutputStream();
        assertThat(stream.in().transferTo(sink)).isEqualTo(4999);
        assertThat(sink.toString(US_ASCII)).isEqualTo("0123456789".repeat(500).substring(1));
        assertThat(stream.in().read()).isEqualTo(-1);
        stream.out().write('!');
        assertThat(stream.channel().write(ByteBuffer.wrap(Talk.bytes("abcdef")))).isEqualTo(6);
        assertThat(stream.written()).isEqualTo("!abcdef");
        assertThat(Channels.newInputStream(new Doubled("xyz").channel()).readAllBytes())
                .asString(US_ASCII)
                .isEqualTo("xyz");
        stream.in().close();
        assertThat(stream.channel().isOpen()).isFalse();
    }

    @Test
    void isCopiedToAnother() throws IOException {
        var from = new Doubled("0123456789".repeat(50));
        var to = new Doubled("");
        assertThat(from.transferTo(to)).isEqualTo(500);
        assertThat(to.written()).isEqualTo("0123456789".repeat(50));
    }

    @Test
    void itFillsAndEmptiesAPipe() throws Exception {
        String text = "0123456789".repeat(30_000);
        var source = new Doubled(text);
        var sink = new Doubled("");
        try (var in = Talk.on(Family.INET4);
                var pipe = Network.host().pipe()) {
            var writer =
                    On.VIRTUAL.start(() -> {
                        while (source.read(pipe) >= 0) {
                            in.client().write(pipe);
                        }
                        in.client().shutdownOutput();
                        return true;
                    });
            // A pipe of its own: this one is the other thread's.
            try (var out = Network.host().pipe()) {
                while (in.server().read(out) >= 0) {
                    while (!out.isEmpty()) {
                        sink.write(out);
                    }
                }
            }
            assertThat(writer.get()).isTrue();
        }
        assertThat(sink.written()).isEqualTo(text);
    }

    @Test
    void itTakesPartsOfFiles(@TempDir Path folder) throws Exception {
        Path path = Files.writeString(folder.resolve("f"), "0123456789".repeat(10_000));
        var sink = new Doubled("");
        try (var file = OpenFile.open(path)) {
            assertThat(sink.transferFrom(file, 5, 90_000)).isEqualTo(90_000);
            assertThat(sink.transferFrom(file, 99_998, 5)).isEqualTo(2);
        }
        assertThat(sink.written()).isEqualTo("5678901234".repeat(9_000) + "89");
    }
}
