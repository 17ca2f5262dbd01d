package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A descriptor of ours stands in for an inherited one: non-blocking, which is the harder case. */
@Timeout(30)
class FdChannelTest {
    private final FaultKernel kernel = new FaultKernel(Kernel.host());
    private StreamSocket inherited;
    private StreamSocket other;
    private int fd;

    @BeforeEach
    void open() throws IOException {
        StreamSocket[] pair = StreamSocket.pair();
        inherited = pair[0];
        other = pair[1];
        fd = inherited.detach();
    }

    @AfterEach
    void close() {
        kernel.clear();
        kernel.close(fd);
        other.close();
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Memory.buffer(bytes.length).put(bytes).flip();
    }

    private String read() throws IOException {
        ByteBuffer buffer = Memory.buffer(64);
        int count = new FdChannel(kernel, fd).read(buffer);
        assertThat(count).isEqualTo(buffer.position());
        return UTF_8.decode(buffer.flip()).toString();
    }

    @Test
    void readsWhatIsThere() throws IOException {
        other.writeAll("hello".getBytes(UTF_8));

        assertThat(read()).isEqualTo("hello");
    }

    @Test
    void waitsWhereTheDescriptorIsNonBlocking() throws IOException {
        kernel.at("poll", 1, FaultKernel.interruptedBefore());
        var later = Background.start(this::read);
        awaitHit("poll");

        other.writeAll("late".getBytes(UTF_8));

        assertThat(later.await()).isEqualTo("late");
    }

    private void awaitHit(String call) {
        while (kernel.hits(call) == 0 && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void readsOnAfterASignal() throws IOException {
        kernel.at("read", 1, FaultKernel.interruptedBefore());
        other.writeAll("hello".getBytes(UTF_8));

        assertThat(read()).isEqualTo("hello");
        assertThat(kernel.hits("read")).isEqualTo(1);
    }

    @Test
    void theEndIsTheEnd() throws IOException {
        other.close();

        assertThat(new FdChannel(kernel, fd).read(Memory.buffer(8))).isEqualTo(-1);
    }

    @Test
    void writesAllInPieces() throws IOException {
        kernel.at("write", 2, FaultKernel.interruptedBefore());
        kernel.every("write", 1, FaultKernel.shortCount(2));

        new RawOutput(new FdChannel(kernel, fd)).put(direct("hello"));

        assertThat(other.in().readNBytes(5)).isEqualTo("hello".getBytes(UTF_8));
        assertThat(kernel.hits("write")).isEqualTo(4);
    }

    @Test
    void tellsThatTheReaderIsGone() {
        other.close();

        var failure =
                catchThrowableOfType(
                        StreamException.class, () -> new FdChannel(kernel, fd).write(direct("x")));

        assertThat(failure.isReaderGone()).isTrue();
        assertThat(failure).hasMessage("write: EPIPE (Broken pipe)");
    }

    @Test
    void tellsOtherErrors() {
        kernel.at("write", 1, FaultKernel.errno(Errno.ENOSPC));
        kernel.at("read", 1, FaultKernel.errno(Errno.EISDIR));
        var channel = new FdChannel(kernel, fd);

        var written = catchThrowableOfType(StreamException.class, () -> channel.write(direct("x")));
        var read = catchThrowableOfType(StreamException.class, () -> channel.read(direct("x")));

        assertThat(written.isReaderGone()).isFalse();
        assertThat(written).hasMessage("write: ENOSPC (No space left on device)");
        assertThat(read).hasMessage("read: EISDIR (Is a directory)");
    }

    @Test
    void closingLeavesTheDescriptorOpen() throws IOException {
        new FdChannel(kernel, fd).close();
        other.writeAll("hello".getBytes(UTF_8));

        assertThat(read()).isEqualTo("hello");
    }

    @Test
    void nothingIsThereInTheNullChannel() {
        var channel = new NullChannel();
        ByteBuffer data = direct("hello");

        assertThat(channel.write(data)).isEqualTo(5);
        assertThat(data.hasRemaining()).isFalse();
        assertThat(channel.read(Memory.buffer(8))).isEqualTo(-1);
    }
}
