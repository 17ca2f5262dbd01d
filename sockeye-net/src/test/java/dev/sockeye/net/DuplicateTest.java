package dev.sockeye.net;

import static dev.sockeye.sys.Fcntl.FD_CLOEXEC;
import static dev.sockeye.sys.Fcntl.F_GETFD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sockeye.sys.Kernel;
import org.junit.jupiter.api.Test;

/** A second descriptor of a socket. */
class DuplicateTest {
    @Test
    void outlivesTheFirst() throws Exception {
        StreamSocket[] pair = StreamSocket.pair();
        try (StreamSocket other = pair[1]) {
            int copy;
            try (StreamSocket socket = pair[0]) {
                copy = socket.duplicate();
            }
            assertThat(copy).isGreaterThan(2);
            assertThat(Kernel.host().fcntl(copy, F_GETFD, 0)).isEqualTo(FD_CLOEXEC);
            try (StreamSocket again = StreamSocket.adopt(copy)) {
                again.writeAll(new byte[] {7});
                var read = new byte[2];
                assertThat(other.read(read)).isEqualTo(1);
                assertThat(read[0]).isEqualTo((byte) 7);
            }
            assertThat(other.read(new byte[1])).as("both are closed").isEqualTo(-1);
        }
    }

    @Test
    void isRefusedAfterTheClose() throws Exception {
        StreamSocket[] pair = StreamSocket.pair();
        pair[1].close();
        pair[0].close();
        assertThatExceptionOfType(SocketClosedException.class).isThrownBy(pair[0]::duplicate);
    }
}
