package dev.sockeye.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerProcessTest {
    private static Contestant shell(String script) {
        return new Contestant(
                "c-shell",
                "/bin/sh",
                List.of("/bin/sh", "-c", script),
                Map.of("WORD", "environment"));
    }

    @Test
    void isStoppedByItsPid() throws Exception {
        var script =
                "echo starting; echo 'listening on tcp:127.0.0.1:7 (model x)' >&2; exec sleep 50";
        long pid;
        try (var server = ServerProcess.start(shell(script), -1)) {
            pid = server.pid();
            assertThat(server.address()).isEqualTo("tcp:127.0.0.1:7");
            assertThat(server.timeToReady()).isPositive();
            assertThat(ProcessHandle.of(pid)).isPresent();
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void whoIsNotReadyIsQuoted() {
        assertThatThrownBy(() -> ServerProcess.start(shell("echo no $WORD >&2; exit 3"), -1))
                .isInstanceOf(Broken.class)
                .hasMessage("was not ready, ended with status 3: no environment");
    }

    @Test
    void whoIsNotBuiltIsNamed() {
        var absent = new Contestant("c-absent", "no/such/file", List.of("no/such/file"), Map.of());
        assertThatThrownBy(() -> ServerProcess.start(absent, -1))
                .isInstanceOf(Broken.class)
                .hasMessage("was not built: no no/such/file");
    }

    /** taskset(1) replaces itself, so the pid is the server's, and so is its CPU clock. */
    @Test
    void isPinnedToOneCpu() throws Exception {
        int cpu = Machine.cpus().getLast();
        var script = "echo 'listening on tcp:127.0.0.1:7 (x)' >&2; exec sleep 50";
        try (var server = ServerProcess.start(shell(script), cpu)) {
            var status = java.nio.file.Path.of("/proc/" + server.pid() + "/status");
            assertThat(Machine.field(status, "Cpus_allowed_list")).isEqualTo(Integer.toString(cpu));
        }
    }
}
