package dev.sockeye.server;

import static dev.sockeye.sys.FaultKernel.errno;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.ForwardingKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 8 of the design: what accept(2) may fail with, and what follows. */
@Timeout(60)
class AcceptTroubleTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Target ANY_PORT = Target.parse("127.0.0.1:0");

    private final Recorder events = new Recorder();
    private final FaultKernel kernel = new FaultKernel(Kernel.host());
    private final Network network = Network.on(kernel);

    @AfterEach
    void closeNetwork() {
        network.close();
    }

    private Server start(Model model) throws Exception {
        return start(model, network);
    }

    private Server start(Model model, Network network) throws Exception {
        return Server.on(ANY_PORT).model(model).network(network).events(events).start(new Echo());
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void livesShedsAndRecoversWithoutDescriptors(Model model) throws Exception {
        var scarce = new ScarceKernel(Kernel.host());
        try (var network = Network.on(scarce);
                var server = start(model, network)) {
            try (var before = Client.connect(server)) {
                before.send("x").expect("x");
                scarce.free(0);
                // On the iterative model nobody is accepted while there is a session.
                int others = model.equals(Model.iterative()) ? 0 : 3;
                for (int number = 1; number <= others; number++) {
                    try (var shed = Client.connect(server)) {
                        shed.expectEnd();
                        before.send("y").expect("y");
                    }
                }
                before.end().expectEnd();
            }
            // The descriptor of the session that has ended serves the next one.
            awaitService(server);
            assertThat(server.stop(LONG)).isEqualTo(Server.Stop.GRACEFUL);
        }
    }

    /** A client may still be shed by a try that began when there were no descriptors. */
    private static void awaitService(Server server) throws Exception {
        while (true) {
            try (var client = Client.connect(server)) {
                client.send("z").end();
                if (client.readText().equals("z")) {
                    return;
                }
            } catch (SocketException e) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#KINDS")
    void tellsATroubleOnce(Model model) throws Exception {
        var scarce = new ScarceKernel(Kernel.host());
        try (var network = Network.on(scarce);
                var server = start(model, network)) {
            for (int trouble = 1; trouble <= 2; trouble++) {
                scarce.free(0);
                for (int number = 1; number <= 3; number++) {
                    try (var shed = Client.connect(server)) {
                        shed.expectEnd();
                    }
                }
                scarce.free(100);
                awaitService(server);
                // Trouble that comes again within a second is the same trouble.
                scarce.free(0);
                try (var shed = Client.connect(server)) {
                    shed.expectEnd();
                }
                scarce.free(100);
                awaitService(server);
                var told = Recorder.next(events.shed);
                assertThat(told.where()).isEqualTo(server.targets().getFirst());
                assertThat(((ErrnoException) told.what()).errno()).isEqualTo(Errno.EMFILE);
                assertThat(Recorder.next(events.recovered).count())
                        .isGreaterThanOrEqualTo(4L * trouble);
                assertThat(events.shed).as("told once").isEmpty();
            }
            assertThat(server.counts().shed()).isGreaterThanOrEqualTo(8);
            assertThat(server.counts().opened()).isEqualTo(4);
            assertThat(server.stop(LONG)).isEqualTo(Server.Stop.GRACEFUL);
        }
        assertThat(events.failed).isEmpty();
    }

    /** Pauses of 5 ms, doubled up to a second: 1.2 seconds have room for eight tries. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#KINDS")
    void doesNotSpinWithoutDescriptors(Model model) throws Exception {
        try (var server = start(model, network)) {
            kernel.from("accept4", 1, errno(Errno.EMFILE));
            try (var client = Client.connect(server)) {
                long start = System.nanoTime();
                client.channel().socket().setSoTimeout(1200);
                assertThatExceptionOfType(java.net.SocketTimeoutException.class)
                        .isThrownBy(() -> client.channel().socket().getInputStream().read());
                assertThat(System.nanoTime() - start).isGreaterThan(1_100_000_000L);
                assertThat(server.counts().troubles()).isBetween(5L, 10L);
                // Each is one try, and one more by means of the spare.
                assertThat(kernel.hits("accept4")).isLessThanOrEqualTo(2 * 10);
                kernel.clear();
                client.send("x").end().expect("x");
                assertThat(Recorder.next(events.recovered).count()).isZero();
            }
        }
    }

    /** What a session leaves behind is used at once, not after the pause. */
    @Test
    void theEndOfASessionEndsThePause() throws Exception {
        var scarce = new ScarceKernel(Kernel.host());
        try (var network = Network.on(scarce);
                var server = start(Model.virtual(), network);
                var first = Client.connect(server)) {
            first.send("1").expect("1");
            scarce.free(0);
            for (int pause = 5; pause <= 640; pause *= 2) {
                try (var shed = Client.connect(server)) {
                    shed.expectEnd();
                }
            }
            // The pause that has begun now lasts for 640 ms.
            long start = System.nanoTime();
            first.end().expectEnd();
            try (var second = Client.connect(server)) {
                second.send("2").expect("2");
                assertThat(System.nanoTime() - start).isLessThan(400_000_000L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENOBUFS", "ENOMEM"})
    void waitsForMemory(String name) throws Exception {
        try (var server = start(Model.virtual())) {
            kernel.at("accept4", 1, errno(Errno.class.getField(name).getInt(null)));
            try (var client = Client.connect(server)) {
                client.send("x").expect("x");
            }
            assertThat(server.counts().shed()).as("nobody had to go").isZero();
            assertThat(Recorder.next(events.recovered).count()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EPROTO",
                "ENETDOWN",
                "EHOSTUNREACH",
                "ENOPROTOOPT",
                "EHOSTDOWN",
                "ENONET",
                "EOPNOTSUPP",
                "ENETUNREACH",
                "EPERM",
                "ETIMEDOUT",
                "ECONNABORTED"
            })
    void passesOverTheErrorOfOneConnection(String name) throws Exception {
        try (var server = start(Model.virtual())) {
            kernel.at("accept4", 1, errno(Errno.class.getField(name).getInt(null)));
            try (var client = Client.connect(server)) {
                client.send("x").expect("x");
            }
            assertThat(kernel.hits("accept4")).isEqualTo(1);
        }
        assertThat(events.shed).isEmpty();
    }

    @Test
    void doesNotSpinOnErrorsOfSingleConnections() throws Exception {
        try (var server = start(Model.virtual())) {
            kernel.from("accept4", 1, errno(Errno.EPERM));
            try (var client = Client.connect(server)) {
                client.channel().socket().setSoTimeout(1000);
                assertThatExceptionOfType(java.net.SocketTimeoutException.class)
                        .isThrownBy(() -> client.channel().socket().getInputStream().read());
                assertThat(server.counts().troubles()).isLessThan(40);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void givesUpAnAddressThatCannotWork(Model model) throws Exception {
        try (var server = start(model)) {
            awaitService(server);
            kernel.from("accept4", 1, errno(Errno.EINVAL));
            try (var _ = connectUnlessLost(server)) {
                assertThat(((ErrnoException) Recorder.next(events.lost).what()).errno())
                        .isEqualTo(Errno.EINVAL);
                assertThatExceptionOfType(ErrnoException.class)
                        .isThrownBy(server::await)
                        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
            }
            assertThat(events.stopped).containsExactly(Server.Stop.GRACEFUL);
        }
    }

    /** The acceptor may already have made the call that fails. */
    private static AutoCloseable connectUnlessLost(Server server) {
        try {
            return Client.connect(server);
        } catch (IOException e) {
            return () -> {};
        }
    }

    @Test
    void theOtherAddressesGoOn() throws Exception {
        var setup = Server.on(ANY_PORT).also(ANY_PORT).network(network).events(events);
        try (var server = setup.start(new Echo());
                var first = Client.connect(server.locals().get(0));
                var second = Client.connect(server.locals().get(1))) {
            // Both have begun to wait for the next one when their first is served.
            first.send("1").end().expect("1");
            second.send("2").end().expect("2");
            Recorder.next(events.closed);
            Recorder.next(events.closed);
            kernel.at("accept4", 1, errno(Errno.EINVAL));
            try (var _ = Client.connect(server.locals().get(0))) {
                Recorder.next(events.lost);
            }
            try (var client = Client.connect(server.locals().get(1))) {
                client.send("x").expect("x");
            }
            assertThat(server.stop(Duration.ofSeconds(5))).isEqualTo(Server.Stop.GRACEFUL);
            assertThatExceptionOfType(ErrnoException.class).isThrownBy(server::await);
        }
    }

    /** A class that lies in a directory cannot be loaded when descriptors are used up. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void survivesFaultsOfItsOwn(Model model) throws Exception {
        var faults = new AtomicInteger(3);
        var faulty =
                new ForwardingKernel(Kernel.host()) {
                    @Override
                    protected long intercept(Invocation call) {
                        if (call.name().equals("accept4") && faults.getAndDecrement() > 0) {
                            throw new NoClassDefFoundError("as planned");
                        }
                        return super.intercept(call);
                    }
                };
        try (var network = Network.on(faulty);
                var server = start(model, network)) {
            awaitService(server);
            assertThat(Recorder.next(events.shed).what()).isInstanceOf(NoClassDefFoundError.class);
            assertThat(server.counts().troubles()).isEqualTo(3);
        }
    }

    /** Even what follows an error may fail, and the acceptor lives. */
    @Test
    void survivesFaultsOfItsRecovery() throws Exception {
        var faults = new AtomicInteger(3);
        var faulty =
                new ForwardingKernel(Kernel.host()) {
                    @Override
                    protected long intercept(Invocation call) {
                        if (faults.get() > 0) {
                            if (call.name().equals("clock_gettime")) {
                                throw new NoClassDefFoundError("as planned");
                            }
                            if (call.name().equals("accept4")) {
                                faults.getAndDecrement();
                                return -Errno.ENOMEM;
                            }
                        }
                        return super.intercept(call);
                    }
                };
        try (var network = Network.on(faulty);
                var server = start(Model.virtual(), network)) {
            awaitService(server);
            assertThat(faults).hasValue(0);
        }
    }

    /** What the thread model meets when the limit of processes is reached. */
    @Test
    void shedsWhenThereIsNoThreadForASession() throws Exception {
        var room = new Room(Plan.DEFAULT.also(ANY_PORT, List.of()).events(events), network, 10);
        var sessions = new AtomicInteger();
        var spare = new Spare(kernel);
        var door =
                new Doors(Plan.DEFAULT.network(network).backlog(10), spare)
                        .open(room.plan().places())
                        .getFirst();
        var loop =
                new AcceptLoop(
                        room,
                        (Door.Stream) door,
                        Sessions.blocking(room, new Echo()),
                        session -> {
                            if (sessions.incrementAndGet() <= 3) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            Threads.virtual("test-session").start(session);
                        },
                        false);
        loop.start(Threads.virtual("test-accept"));
        for (int failed = 1; failed <= 3; failed++) {
            try (var client = StreamSocket.connect(door.address().endpoint())) {
                assertThat(client.read(new byte[1])).isEqualTo(-1);
            }
        }
        try (var client = Client.connect(door.address().endpoint())) {
            client.send("x").end().expect("x");
            client.expectEnd();
        }
        assertThat(Recorder.next(events.shed).what()).isInstanceOf(OutOfMemoryError.class);
        assertThat(Recorder.next(events.recovered).count()).isEqualTo(3);
        assertThat(events.shed).isEmpty();
        room.admission().close();
        room.works().stop();
        assertThat(room.works().awaitEmpty(5_000_000_000L)).isTrue();
        spare.close();
    }
}
