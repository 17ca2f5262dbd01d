package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that systemd and inetd hand down, and what they are told; Python plays both. */
@Timeout(60)
class ActivationTest {
    @TempDir private Path folder;

    private Path script;

    @BeforeEach
    void unpack() throws IOException {
        Tools.need("python3");
        script = folder.resolve("manager.py");
        try (InputStream text = ActivationTest.class.getResourceAsStream("manager.py")) {
            Files.copy(text, script);
        }
    }

    private Ended manager(String way, String... words) {
        Ended ended =
                Run.of("python3", script.toString(), Sockeye.launcher(), way).and(words).in().end();
        assertThat(ended.status()).as("%s", ended).isZero();
        return ended;
    }

    @Test
    void everySocketOfTheManagerIsServed() {
        Ended ended = manager("systemd");
        assertThat(ended.text())
                .isEqualTo(
                        """
                        ready b'\\n' b''
                        notify b'READY=1'
                        tcp b'one'
                        udp b'two'
                        notify b'STOPPING=1'
                        status 0
                        blocks True
                        """);
        assertThat(ended.err())
                .containsPattern(
                        "listening on tcp:127.0.0.1:\\d+ \\(model virtual, handler echo\\)")
                .containsPattern("listening on udp:127.0.0.1:\\d+ \\(model iterative,");
    }

    @Test
    void oneOfThemIsServedByItsName() {
        Ended ended = manager("systemd", "fd:web", "--model", "thread");
        assertThat(ended.text())
                .contains("tcp b'one'\n", "notify b'STOPPING=1'\nstatus 0\nblocks True\n");
        assertThat(ended.err()).contains("(model thread, handler echo)").doesNotContain("udp");
    }

    /** Standard error is the connection too, and nothing but the handler's bytes may come there. */
    @Test
    void theConnectionOfInetdIsTheOneSession() {
        assertThat(manager("nowait").text()).isEqualTo("all b'three'\nstatus 0\n");
    }

    @Test
    void theListenerOfInetdIsServed() {
        assertThat(manager("wait").text()).isEqualTo("tcp b'four'\nstatus 0\n");
    }
}
