package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.Target;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SignalH;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers of processes when the kernel refuses: they tell it, and go on. */
@Timeout(60)
class ProcessTroubleTest {
    private final Recorder events = new Recorder();
    private final FaultKernel kernel = new FaultKernel(Kernel.host());

    @BeforeEach
    @AfterEach
    void noChildIsLeft() {
        assertThat(Processes.children()).isEmpty();
    }

    private Server.Setup setup(Network network, Model model) {
        return Server.on(Target.parse("127.0.0.1:0")).model(model).network(network).events(events);
    }

    private ErrnoException failure() throws InterruptedException {
        return (ErrnoException) Recorder.next(events.failed).what();
    }

    @Test
    void withoutADescriptorForTheProgramItsSessionAloneFails() throws Exception {
        try (var network = Network.on(kernel);
                var server = setup(network, Model.virtual()).start("exec:cat")) {
            for (int nth : new int[] {1, 4}) {
                // The first is Socket.duplicate, the fourth the copy for posix_spawn.
                kernel.at("fcntl", nth, FaultKernel.errno(Errno.EMFILE));
                try (var client = Client.connect(server)) {
                    client.expectEnd();
                    assertThat(failure().errno()).isEqualTo(Errno.EMFILE);
                }
                kernel.clear();
                try (var client = Client.connect(server)) {
                    client.send("a").expect("a").end().expectEnd();
                }
                assertThat(Recorder.next(events.closed).cause()).isNotNull();
                assertThat(Recorder.next(events.closed).cause()).isNull();
            }
            assertThat(kernel.hits("fcntl")).isEqualTo(2);
        }
    }

    @Test
    void withoutADescriptorAfterTheProgramItsSessionEndsAllTheSame() throws Exception {
        try (var network = Network.on(kernel);
                var server = setup(network, Model.virtual()).start("exec:echo done; read line");
                var client = Client.connect(server)) {
            client.expect("done\n");
            kernel.from("fcntl", 1, FaultKernel.errno(Errno.EMFILE));
            client.send("go on\n").expectEnd();
            assertThat(Recorder.next(events.closed).cause()).isNull();
            assertThat(kernel.hits("fcntl")).isEqualTo(1);
        }
    }

    @Test
    void aWaitThatIsInterruptedGoesOn() throws Exception {
        kernel.every("waitid", 2, FaultKernel.interruptedBefore());
        try (var network = Network.on(kernel);
                var server = setup(network, Model.process()).start("exec:exit 5");
                var client = Client.connect(server)) {
            client.expectEnd();
            var exit = (ExitException) Recorder.next(events.failed).what();
            assertThat(exit.exit()).isEqualTo(new Exit(5, 0));
            assertThat(kernel.hits("waitid")).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"echo, socketpair", "exec:cat, fcntl"})
    void withoutADescriptorForItsProcessASessionIsShed(String handler, String call)
            throws Exception {
        kernel.at(call, 1, FaultKernel.errno(Errno.EMFILE));
        try (var network = Network.on(kernel);
                var server = setup(network, Model.process()).start(handler)) {
            try (var client = Client.connect(server)) {
                client.expectEnd();
                var told = Recorder.next(events.shed);
                assertThat(told.what()).extracting(Object::toString).asString().contains(call);
                assertThat(told.count()).isEqualTo(1);
            }
            try (var client = Client.connect(server)) {
                client.send("a").expect("a");
            }
            assertThat(Recorder.next(events.recovered).count()).isEqualTo(1);
            assertThat(events.failed).isEmpty();
            assertThat(server.counts().opened()).isEqualTo(1);
        }
    }

    @Test
    void aWorkerThatCannotBeReplacedIsTriedForAgain() throws Exception {
        try (var network = Network.on(kernel);
                var server = setup(network, Model.prefork(1)).start("echo")) {
            kernel.at("socketpair", 1, FaultKernel.errno(Errno.ENFILE));
            kernel.at("socketpair", 2, FaultKernel.errno(Errno.ENFILE));
            long worker = Recorder.next(events.workersStarted);
            assertThat(Kernel.host().kill((int) worker, SignalH.SIGKILL)).isZero();
            for (int i = 0; i < 2; i++) {
                assertThat(Recorder.next(events.workersFailed))
                        .isInstanceOf(ErrnoException.class)
                        .hasMessageContaining("ENFILE");
            }
            assertThat(Recorder.next(events.workersStarted)).isNotEqualTo(worker);
            try (var client = Client.connect(server)) {
                client.send("a").expect("a");
            }
        }
        assertThat(events.workersFailed).isEmpty();
    }
}
