package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that misbehave: the server lives, serves the others, and keeps nothing of them. */
@Timeout(90)
class PeersTest {
    private static Served server;
    private static int sockets;

    @BeforeAll
    static void serve() throws IOException {
        server = Sockeye.serve("127.0.0.1:0");
        try (var first = Clients.connect(server.address())) {
            Clients.echo(first, utf8("warm"));
        }
        Await.until(() -> server.proc().sockets() == 1, () -> "more than the listener is open");
        sockets = server.proc().sockets();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            assertThat(server.stop().err()).doesNotContain("\tat ");
            server.close();
        }
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (var another = Clients.connect(server.address())) {
            Clients.echo(another, utf8("still there?"));
        }
        Await.until(
                () -> server.proc().sockets() == sockets,
                () -> server.proc().sockets() + " sockets are open, and " + sockets + " before");
    }

    @Test
    void peerThatResets() throws IOException {
        for (int i = 0; i < 500; i++) {
            var client = Clients.connect(server.address());
            client.getOutputStream().write(Bytes.random(i, 1 + i * 97 % 30_000));
            if (i % 2 == 0) {
                assertThat(client.getInputStream().read()).isNotEqualTo(-1);
            }
            Clients.reset(client);
        }
    }

    @Test
    void peersThatNeverRead() throws IOException {
        int count = 100;
        long before = server.proc().resident();
        List<SocketChannel> deaf = new ArrayList<>();
        try {
            long sent = 0;
            for (int i = 0; i < count; i++) {
                var channel = SocketChannel.open(server.address());
                channel.configureBlocking(false);
                deaf.add(channel);
            }
            // As much as the kernel and the server take: until, for long enough, nobody takes any
            // more.
            ByteBuffer piece = ByteBuffer.allocateDirect(1 << 16);
            for (int idle = 0; idle < 20; ) {
                long taken = 0;
                for (var channel : deaf) {
                    taken += channel.write(piece.clear());
                }
                sent += taken;
                idle = taken == 0 ? idle + 1 : 0;
                LockSupport.parkNanos(5_000_000);
            }
            long grown = server.proc().resident() - before;
            Figures.print(
                    "%d peers that never read: %d MiB sent by them, the server's memory grew by %d MiB",
                    count, sent >> 20, grown >> 20);
            assertThat(sent).as("bytes sent").isGreaterThan(64L << 20);
            assertThat(grown).as("bytes that the server grew by").isLessThan(64L << 20);
            try (var other = Clients.connect(server.address())) {
                Clients.echo(other, Bytes.random(5, 50_000));
            }
        } finally {
            for (var channel : deaf) {
                channel.close();
            }
        }
    }

    @Test
    void oneByteAtATime() throws IOException {
        byte[] bytes = Bytes.random(11, 3000);
        try (var client = Clients.connect(server.address())) {
            for (byte each : bytes) {
                client.getOutputStream().write(each);
            }
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes);
        }
    }

    /** Three bytes a tenth of a second apart, each answered before the next: nobody waits for a full buffer. */
    @Test
    void slowPeerIsAnsweredByteByByte() throws IOException {
        try (var client = Clients.connect(server.address())) {
            var drops = new Drops(client, utf8("slow"));
            for (char each : "slow".toCharArray()) {
                assertThat(client.getInputStream().read()).isEqualTo(each);
            }
            drops.end();
        }
    }

    /** The last bytes and the end often arrive together; both must be seen. */
    @Test
    void dataAndEndInOneEvent() throws IOException {
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = Bytes.random(i, 1 + i % 1500);
            try (var client = Clients.connect(server.address())) {
                if (i % 3 == 0) {
                    Clients.echo(client, utf8("first"));
                }
                client.getOutputStream().write(bytes);
                client.shutdownOutput();
                assertThat(client.getInputStream().readAllBytes())
                        .as("talk %d", i)
                        .isEqualTo(bytes);
            }
        }
    }

    /** MSG_OOB: the urgent byte is no part of the stream, and its mark hides neither a byte nor the end. */
    @Test
    void urgentMarkInMidStream() throws IOException {
        var random = new SplittableRandom(17);
        for (int i = 0; i < 200; i++) {
            byte[] before = Bytes.random(i, 1 + random.nextInt(3000));
            byte[] after = Bytes.random(-i, random.nextInt(3000));
            try (var client = Clients.connect(server.address())) {
                client.getOutputStream().write(before);
                client.sendUrgentData('!');
                client.getOutputStream().write(after);
                client.shutdownOutput();
                byte[] expected = Arrays.copyOf(before, before.length + after.length);
                System.arraycopy(after, 0, expected, before.length, after.length);
                assertThat(client.getInputStream().readAllBytes())
                        .as("talk %d", i)
                        .isEqualTo(expected);
            }
        }
    }

    /** An urgent byte and nothing else wakes the session for nothing; what follows is not lost. */
    @Test
    void urgentByteAlone() throws IOException {
        try (var client = Clients.connect(server.address())) {
            for (int i = 0; i < 50; i++) {
                client.sendUrgentData('!');
                Clients.echo(client, Bytes.random(i, 100));
            }
            client.sendUrgentData('!');
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void tenThousandConnectsAndCloses() throws IOException {
        int count = 10_000;
        Duration cpu = server.proc().cpu();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            var client = Clients.connect(server.address());
            if (i % 2 == 0) {
                client.close();
            } else {
                Clients.reset(client);
            }
        }
        Await.until(
                () -> server.proc().sockets() == sockets,
                () -> server.proc().sockets() + " sockets are open, and " + sockets + " before");
        Figures.print(
                "%,d connects and closes: %d ms, %d ms CPU of the server, sockets left: %d",
                count,
                (System.nanoTime() - start) / 1_000_000,
                server.proc().cpu().minus(cpu).toMillis(),
                server.proc().sockets() - sockets);
    }

    @Test
    void peerThatSendsAfterItWasCut() throws IOException {
        try (var daytime = Sockeye.serve("127.0.0.1:0", "--handler", "daytime")) {
            for (int i = 0; i < 50; i++) {
                try (Socket client = Clients.connect(daytime.address())) {
                    client.getOutputStream().write(Bytes.random(i, 40_000));
                    // Unread input must not turn the answer into a reset.
                    String answer = new String(client.getInputStream().readAllBytes(), US_ASCII);
                    assertThat(answer)
                            .matches("\\w+, \\w+ \\d+, \\d{4} \\d\\d:\\d\\d:\\d\\d-\\S+\\r\\n");
                } catch (SocketException e) {
                    throw new AssertionError("talk " + i, e);
                }
            }
            daytime.stop();
        }
    }
}
