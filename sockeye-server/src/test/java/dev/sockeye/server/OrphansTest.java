package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Target;
import dev.sockeye.server.child.Jvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a server's processes when the server is killed, by SIGKILL. */
@Timeout(60)
class OrphansTest {
    /** A server in a JVM of its own. */
    static final class Parent {
        private Parent() {}

        /**
         * Serves.
         *
         * @param args a model and a handler
         */
        public static void main(String[] args) throws Exception {
            var server =
                    Server.on(Target.parse("127.0.0.1:0"))
                            .model(Model.parse(args[0]))
                            .start(args[1]);
            System.out.println(server.local());
            var _ = server.await();
        }
    }

    @ParameterizedTest
    @CsvSource({"prefork:2, echo", "process, echo", "process, exec:cat", "virtual, exec:cat"})
    void noneOutlivesItsServer(String model, String handler) throws Exception {
        var options = List.of(Processes.TEST_CLASSES);
        var arguments = List.of(model, handler);
        var program = Jvm.program(Parent.class, Parent.class, options, arguments, List.of());
        Process parent =
                new ProcessBuilder(program.argv())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var said =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), US_ASCII))) {
            try (var client = Client.connect(Endpoint.parse(said.readLine()))) {
                client.send("a").expect("a");
                List<Long> children = parent.children().map(ProcessHandle::pid).toList();
                assertThat(children).hasSize(model.equals("prefork:2") ? 2 : 1);

                parent.destroyForcibly().waitFor();
                if (handler.equals("echo")) {
                    client.expectEnd();
                } else {
                    // The program has a connection of its own, and goes on as long as the peer
                    // does.
                    client.send("b").expect("b").end();
                    client.expectEnd();
                }
                for (long child : children) {
                    Processes.await("process " + child + " is gone", () -> Processes.isGone(child));
                }
            }
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }
}
