package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that end before their time, in a real process: by SIGSTOP and SIGCONT, and by the hand of strace. */
@Timeout(90)
class InterruptionsTest {
    private static final int TALKS = 20;

    /** After SIGCONT epoll_wait(2) and others answer EINTR, without any handler: see signal(7). */
    @ParameterizedTest
    @ValueSource(strings = {"virtual", "thread", "iterative", "select", "poll", "epoll:2"})
    void stopAndContinueHarmNobody(String model) throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", model);
                var client = Clients.connect(server.address())) {
            for (int i = 0; i < TALKS; i++) {
                Clients.echo(client, Bytes.random(i, 1000));
                server.program().signal("STOP");
                // What comes meanwhile waits in the kernel.
                client.getOutputStream().write(Bytes.random(i, 3000));
                server.program().signal("CONT");
                assertThat(client.getInputStream().readNBytes(3000))
                        .isEqualTo(Bytes.random(i, 3000));
            }
            Clients.end(client);
            server.stop();
        }
    }

    @Test
    void stoppedClientGoesOn() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0");
                var connect = Sockeye.run("connect", server.target()).start()) {
            int sent = 0;
            for (int i = 0; i < TALKS; i++) {
                connect.write(Bytes.random(i, 100));
                sent += 100;
                assertThat(connect.out(sent)).hasSize(sent);
                connect.signal("STOP");
                connect.signal("CONT");
            }
            connect.closeInput();
            assertThat(connect.end().status()).isZero();
            server.stop();
        }
    }

    /** Each rule is of strace: which call answers which error, and when. */
    @ParameterizedTest
    @CsvSource({
        "virtual, recvfrom:error=EINTR:when=1+2",
        "virtual, sendto:error=EINTR:when=1+2",
        "virtual, accept4:error=ECONNABORTED:when=1+2",
        "virtual, accept4:error=ENOMEM:when=2+5",
        "virtual, epoll_wait:error=EINTR:when=1+3",
        "virtual, epoll_ctl:error=EINTR:when=2+20",
        "virtual, shutdown:error=ENOTCONN:when=1+2",
        "thread, recvfrom:error=EINTR:when=1+2",
        "thread, sendto:error=EINTR:when=1+2",
        "thread, poll:error=EINTR:when=1+2",
    })
    void injectedErrorIsNobodysEnd(String model, String rule) throws IOException {
        Tools.need("strace");
        String call = rule.substring(0, rule.indexOf(':'));
        // -D: the process that was started is the server, and strace a stranger.
        Run run =
                Sockeye.run("serve", "127.0.0.1:0", "--model", model)
                        .under("-e", "trace=" + call, "-e", "inject=" + rule)
                        .under("strace", "-D", "-f", "-qq", "-o", "/dev/null");
        try (var server = Sockeye.serve(run, 1)) {
            for (int i = 0; i < TALKS; i++) {
                try (Socket client = Clients.connect(server.address())) {
                    Clients.echo(client, Bytes.random(i, 1 + 500 * i));
                    Clients.echo(client, Bytes.random(-i, 64));
                    client.shutdownOutput();
                    assertThat(client.getInputStream().read()).as("the end").isEqualTo(-1);
                }
            }
            assertThat(server.stop().err()).doesNotContain("\tat ");
        }
    }
}
