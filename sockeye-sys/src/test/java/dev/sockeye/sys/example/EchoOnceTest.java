package dev.sockeye.sys.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of this layer runs, and its loops are right where the kernel is unkind. */
@Timeout(20)
class EchoOnceTest {
    private static void echo(Kernel kernel) throws Exception {
        var port = new CompletableFuture<Integer>();
        Callable<Void> server =
                () -> {
                    EchoOnce.run(kernel, 0, port::complete);
                    return null;
                };
        var running = new FutureTask<>(server);
        Thread.ofPlatform().daemon().start(running);
        var sent = new byte[100_000];
        new SplittableRandom(1).nextBytes(sent);
        try (var client = new Socket(InetAddress.getLoopbackAddress(), port.get())) {
            var writer = Thread.ofVirtual().start(() -> write(client, sent));
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
            writer.join();
        }
        running.get();
    }

    private static void write(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itEchoes() throws Exception {
        echo(Kernel.host());
    }

    @Test
    void itEchoesThroughInterruptsAndShortCounts() throws Exception {
        var kernel =
                new FaultKernel(Kernel.host())
                        .at("accept4", 1, FaultKernel.interruptedBefore())
                        .every("recv", 2, FaultKernel.interruptedBefore())
                        .every("recv", 3, FaultKernel.shortCount(7))
                        .every("send", 1, FaultKernel.shortCount(1000));
        echo(kernel);

        assertThat(kernel.hits("accept4")).isEqualTo(1);
        assertThat(kernel.hits("recv")).isGreaterThan(10);
        assertThat(kernel.hits("send")).isGreaterThan(100);
    }

    @Test
    void itSaysWhichCallFailed() {
        var kernel =
                new FaultKernel(Kernel.host()).at("socket", 1, FaultKernel.errno(Errno.EMFILE));

        assertThatThrownBy(() -> EchoOnce.run(kernel, 0, _ -> {}))
                .isInstanceOf(SocketException.class)
                .hasMessage("socket: EMFILE (Too many open files)");
    }
}
