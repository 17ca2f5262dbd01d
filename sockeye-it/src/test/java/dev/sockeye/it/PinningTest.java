package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * No blocking call of {@code dev.sockeye.net} holds a carrier thread. JFR does not report a virtual
 * thread that blocks in a native call, so this is shown from outside: see {@link OneCarrier}.
 */
@Timeout(120)
class PinningTest {
    private static Run oneCarrier(String... words) {
        return Run.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "--enable-native-access=dev.sockeye.sys",
                        "--illegal-native-access=deny",
                        "-XX:+UseSerialGC",
                        "-p",
                        System.getProperty("jdk.module.path"),
                        "--add-modules",
                        "dev.sockeye.net",
                        "-cp",
                        testClasses(),
                        OneCarrier.class.getName())
                .and(words);
    }

    private static String testClasses() {
        URI self = URI.create(OneCarrier.class.getResource("OneCarrier.class").toString());
        return Path.of(self).getParent().resolve("../../..").normalize().toString();
    }

    @Test
    void everyBlockingCallLeavesTheCarrier() {
        Ended ended = oneCarrier("waits").in().end();
        assertThat(ended.status()).as("%s", ended).isZero();
        assertThat(ended.text().lines()).hasSize(Waits.all().size() + 2);
        ended.text()
                .lines()
                .forEach(line -> Figures.print("longest pause of a ticker beside %s", line));
    }

    /** The judge can say no. */
    @Test
    void plantedBlockingCallIsSeen() {
        Ended ended = oneCarrier("planted").in().end();
        assertThat(ended.status()).as("%s", ended).isEqualTo(1);
        assertThat(ended.err()).matches("planted held the carrier for \\d{3,} ms");
    }

    /** getaddrinfo has no way not to block: it has threads of its own. */
    @Test
    void resolvingANameLeavesTheCarrier(@TempDir Path folder) throws IOException {
        Tools.need("unshare", "mount");
        Path config = folder.resolve("resolv.conf");
        String server = "127.53.53.53";
        Files.writeString(config, "nameserver " + server + "\noptions timeout:20 attempts:1\n");
        Run resolve =
                oneCarrier("resolve", "slow.invalid")
                        .under(
                                "unshare",
                                "--mount",
                                "sh",
                                "-c",
                                "mount --bind \"$0\" /etc/resolv.conf || exit 99; exec \"$@\"",
                                config.toString());
        try (var _ = blackHole(server)) {
            Ended ended = resolve.in().end();
            assumeTrue(
                    ended.status() != 99 && !ended.err().startsWith("unshare:"),
                    "no right to a mount namespace: " + ended.err());
            assertThat(ended.status()).as("%s", ended).isZero();
            Figures.print("longest pause of a ticker beside %s", ended.text().strip());
        }
    }

    /** Takes questions, and never answers. */
    private static DatagramSocket blackHole(String address) {
        try {
            return new DatagramSocket(new InetSocketAddress(address, 53));
        } catch (SocketException e) {
            assumeTrue(false, "no right to port 53: " + e.getMessage());
            throw new AssertionError(e);
        }
    }
}
