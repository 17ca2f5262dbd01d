package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the machine refuses: the exit code says of which kind it is, three lines say what, why and what to do. */
@Timeout(60)
class RefusalsTest {
    private static final int NO = 1;
    private static final int USAGE = 2;
    private static final int NOT_HERE = 3;

    /** Of TEST-NET-1, which no machine has. */
    private static final String ELSEWHERE = "192.0.2.77";

    @TempDir private static Path folder;

    private static Ended sockeye(String... words) {
        return Sockeye.run(words).in().end();
    }

    private static void assertRefused(Ended ended, int status, String... words) {
        assertThat(ended.status()).as("%s", ended).isEqualTo(status);
        assertThat(ended.out()).as("stdout is for data").isEmpty();
        assertThat(ended.err()).startsWith("sockeye: ").contains(words).doesNotContain("Exception");
        assertThat(ended.err().lines().count()).as(ended.err()).isBetween(2L, 3L);
    }

    @Test
    void portInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertRefused(
                    sockeye("serve", address),
                    NO,
                    address,
                    "bind: EADDRINUSE (Address already in use)");
            assertRefused(sockeye("serve", "udp:127.0.0.1:0", address), NO, address, "EADDRINUSE");
        }
    }

    @Test
    void secondServerOnTheSamePort() {
        try (var first = Sockeye.serve("127.0.0.1:0")) {
            assertRefused(sockeye("serve", first.target()), NO, "EADDRINUSE");
            first.stop();
        }
        try (var first = Sockeye.serve("udp:127.0.0.1:0")) {
            assertRefused(sockeye("serve", first.target()), NO, "EADDRINUSE");
            first.stop();
        }
    }

    @Test
    void portsOfTheSystemNeedARight() {
        int first = Proc.setting("net/ipv4/ip_unprivileged_port_start");
        assumeTrue(first > 80, "on this machine port 80 is for everybody");
        var serve = Sockeye.run("serve", "127.0.0.1:80");
        if (Tools.isRoot()) {
            Tools.need("setpriv");
            serve =
                    serve.under(
                            "setpriv",
                            "--inh-caps=-net_bind_service",
                            "--bounding-set=-net_bind_service");
        }
        assertRefused(
                serve.in().end(), NOT_HERE, "127.0.0.1:80", "bind: EACCES", "CAP_NET_BIND_SERVICE");
    }

    @Test
    void addressOfAnotherMachine() {
        assertRefused(sockeye("serve", ELSEWHERE + ":0"), NO, ELSEWHERE, "bind: EADDRNOTAVAIL");
        assertRefused(
                sockeye("connect", "127.0.0.1:9", "--source", ELSEWHERE + ":0"),
                NO,
                ELSEWHERE,
                "EADDRNOTAVAIL");
    }

    @Test
    void nameThatDoesNotResolve() {
        String name = "no-such-host.invalid";
        for (String verb : new String[] {"connect", "serve"}) {
            Ended ended =
                    Sockeye.run(verb, name + ":7")
                            .with("RES_OPTIONS", "timeout:1 attempts:1")
                            .in()
                            .end();
            assertRefused(ended, NO, name, "getaddrinfo");
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int free;
        try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = once.getLocalPort();
        }
        assertRefused(
                sockeye("connect", "127.0.0.1:" + free),
                NO,
                "127.0.0.1:" + free,
                "connect: ECONNREFUSED");
        assertRefused(
                sockeye("connect", "unix:" + folder.resolve("none")),
                NO,
                "none",
                "connect: ENOENT");
        assertRefused(sockeye("connect", "unix:@sockeye-nobody-has-this"), NO, "ECONNREFUSED");
    }

    @Test
    void pathThatIsTooLong() {
        String path = "/" + "x".repeat(107);
        assertRefused(sockeye("serve", "unix:" + path), USAGE, "107");
        assertRefused(sockeye("connect", "unix:" + path), USAGE, "107");
    }

    @Test
    void folderThatIsNotThere() {
        assertRefused(
                sockeye("serve", "unix:" + folder.resolve("no/such/socket")), NO, "bind: ENOENT");
        assertRefused(
                sockeye("serve", "127.0.0.1:0", "--handler", "files:" + folder.resolve("no")),
                NO,
                "no");
    }

    @Test
    void folderWithoutTheRightToWrite() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertRefused(
                withoutOverride(Sockeye.run("serve", "unix:" + closed.resolve("s"))).in().end(),
                NOT_HERE,
                "bind: EACCES");
    }

    @Test
    void socketWithoutTheRightToConnect() throws IOException {
        Path path = folder.resolve("locked");
        try (var server = Sockeye.serve("unix:" + path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
            assertRefused(
                    withoutOverride(Sockeye.run("connect", "unix:" + path)).in().end(),
                    NOT_HERE,
                    "connect: EACCES");
            server.stop();
        }
    }

    /** Root may do everything with files unless it has given that right away. */
    private static Run withoutOverride(Run run) {
        if (!Tools.isRoot()) {
            return run;
        }
        Tools.need("setpriv");
        return run.under("setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override");
    }

    @Test
    void broadcastWithoutItsOption() {
        Ended refused =
                sockeye("connect", "udp:127.255.255.255:9", "--send", "x", "--timeout", "1s");
        assertRefused(refused, NOT_HERE, "EACCES", "SO_BROADCAST");
    }
}
