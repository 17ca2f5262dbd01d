package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Network;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.ForwardingKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Rlimit;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class LimitTest {
    private final Recorder events = new Recorder();

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#concurrent")
    void theTotalLimitDefers(Model model, Place place) throws Exception {
        try (var server =
                        Server.on(place.target(folder))
                                .model(model)
                                .limit(2)
                                .events(events)
                                .start(new Echo());
                var first = Client.connect(server);
                var second = Client.connect(server);
                var third = Client.connect(server)) {
            first.send("1").expect("1");
            second.send("2").expect("2");
            third.send("3");
            third.channel().configureBlocking(false);
            // The others go on; it waits in the kernel's queue, and nothing was accepted for it.
            for (int round = 0; round < 200; round++) {
                first.send("x").expect("x");
                assertThat(third.channel().read(ByteBuffer.allocate(1))).isZero();
            }
            assertThat(server.counts().opened()).isEqualTo(2);
            second.end().expectEnd();
            third.channel().configureBlocking(true);
            third.expect("3");
            assertThat(server.counts().rejected()).isZero();
        }
    }

    /** 68 descriptors less 64 leave four sessions, or two that need two each. */
    @ParameterizedTest
    @CsvSource({"virtual, 4", "thread, 2"})
    void theDefaultLimitLeavesDescriptors(String model, int sessions) throws Exception {
        var kernel =
                new ForwardingKernel(Kernel.host()) {
                    @Override
                    protected long intercept(Invocation call) {
                        if (!call.name().equals("getrlimit")) {
                            return super.intercept(call);
                        }
                        Rlimit.cur((MemorySegment) call.argument(1), 68);
                        return 0;
                    }
                };
        var clients = new ArrayList<Client>();
        try (var network = Network.on(kernel);
                var server =
                        Server.on(Place.TCP4.target(folder))
                                .model(Model.parse(model))
                                .network(network)
                                .start(new Echo())) {
            for (int number = 0; number < sessions; number++) {
                clients.add(Client.connect(server));
                clients.getLast().send("x").expect("x");
            }
            try (var beyond = Client.connect(server)) {
                beyond.send("y");
                for (int round = 0; round < 200; round++) {
                    clients.getFirst().send("z").expect("z");
                }
                assertThat(server.counts().opened()).isEqualTo(sessions);
                clients.getFirst().end().expectEnd();
                beyond.expect("y");
            }
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @Test
    void theLimitHoldsOverSeveralAddressesAndStarvesNone() throws Exception {
        try (var server =
                Server.on(Place.TCP4.target(folder))
                        .also(Place.UNIX.target(folder))
                        .limit(1)
                        .events(events)
                        .start(new Echo())) {
            for (int round = 0; round < 20; round++) {
                for (Endpoint endpoint : server.locals()) {
                    try (var client = Client.connect(endpoint)) {
                        client.send("x").end().expect("x");
                        client.expectEnd();
                    }
                }
            }
            try (var first = Client.connect(server.locals().get(0))) {
                first.send("1").expect("1");
                // Not before the first is served: either of two that wait may be the next.
                try (var second = Client.connect(server.locals().get(1))) {
                    second.send("2");
                    assertThat(server.counts().open()).isEqualTo(1);
                    first.end().expectEnd();
                    second.expect("2");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#concurrent")
    void theLimitPerPeerRejects(Model model, Place place) throws Exception {
        try (var server =
                        Server.on(place.target(folder))
                                .model(model)
                                .limit(100, 2)
                                .events(events)
                                .start(new Echo());
                var first = Client.connect(server);
                var second = Client.connect(server);
                var third = Client.connect(server)) {
            first.send("1").expect("1");
            second.send("2").expect("2");
            if (place == Place.UNIX) {
                // They have no address, and no such limit.
                third.send("3").expect("3");
                return;
            }
            third.expectEnd();
            var told = Recorder.next(events.rejected);
            assertThat(told.where()).isEqualTo(Endpoint.of(third.channel().getLocalAddress()));
            assertThat(told.what()).isEqualTo("it has 2 sessions, its limit");
            assertThat(server.counts().rejected()).isEqualTo(1);
            first.end().expectEnd();
            Recorder.next(events.closed);
            try (var fourth = Client.connect(server)) {
                fourth.send("4").expect("4");
            }
        }
        assertThat(events.failed).isEmpty();
    }

    @Test
    void aRejectedPeerTakesNoPlace() throws Exception {
        try (var server =
                        Server.on(Place.TCP4.target(folder))
                                .limit(2, 1)
                                .events(events)
                                .start(new Echo());
                var first = Client.connect(server)) {
            first.send("1").expect("1");
            for (int number = 1; number <= 10; number++) {
                try (var rejected = Client.connect(server)) {
                    rejected.expectEnd();
                }
            }
            assertThat(server.counts().rejected()).isEqualTo(10);
            first.send("2").expect("2");
        }
    }

    @Test
    void aMappedPeerCountsAsIpv4() {
        var admission = new Admission(10, 1);
        var four = Endpoint.parse("192.0.2.1:1");
        var mapped = Endpoint.parse("[::ffff:192.0.2.1]:2");
        assertThat(admission.enter(four)).isTrue();
        assertThat(admission.enter(mapped)).isFalse();
        assertThat(admission.enter(Endpoint.parse("192.0.2.2:1"))).isTrue();
        admission.leave(four);
        assertThat(admission.enter(mapped)).isTrue();
        assertThat(admission.enter(four)).isFalse();
    }

    @Test
    void peersOfOneLinkLocalAddressAreToldApartByTheirLink() {
        var admission = new Admission(10, 1);
        assertThat(admission.enter(Endpoint.parse("[fe80::1%1]:1"))).isTrue();
        assertThat(admission.enter(Endpoint.parse("[fe80::1%2]:1"))).isTrue();
        assertThat(admission.enter(Endpoint.parse("[fe80::1%2]:2"))).isFalse();
        assertThat(admission.enter(Endpoint.parse("[2001:db8::1]:1"))).isTrue();
        assertThat(admission.enter(Endpoint.parse("[2001:db8::1]:2"))).isFalse();
    }

    @Test
    void bothVersionsOfOnePeerShareItsLimitOnADualAddress() throws Exception {
        try (var server =
                Server.on(Target.parse(":0")).limit(10, 1).events(events).start(new Echo())) {
            int port = ((Endpoint.Inet6) server.local()).port();
            try (var mapped = Client.connect(Endpoint.parse("127.0.0.1:" + port));
                    var six = Client.connect(Endpoint.parse("[::1]:" + port));
                    var again = Client.connect(Endpoint.parse("127.0.0.1:" + port))) {
                mapped.send("4").expect("4");
                six.send("6").expect("6");
                again.expectEnd();
            }
        }
    }

    @Test
    void anIdleSessionEnds() throws Exception {
        try (var server =
                        Server.on(Place.TCP4.target(folder))
                                .timeout(Duration.ofMillis(200))
                                .events(events)
                                .start(new Echo());
                var client = Client.connect(server)) {
            client.send("x").expect("x");
            client.expectEnd();
            var closed = Recorder.next(events.closed);
            assertThat(closed.cause()).isInstanceOf(java.net.SocketTimeoutException.class);
            assertThat(closed.session().bytesRead()).isEqualTo(1);
        }
        assertThat(events.failed).isEmpty();
        assertThat(events.stopped).containsExactly(Server.Stop.GRACEFUL);
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#KINDS")
    void aBusySessionOutlivesTheIdleTime(Model model) throws Exception {
        try (var server =
                        Server.on(Place.TCP4.target(folder))
                                .model(model)
                                .timeout(Duration.ofMillis(250))
                                .events(events)
                                .start(new Echo());
                var client = Client.connect(server)) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < Duration.ofMillis(700).toNanos()) {
                client.send("x").expect("x");
            }
            client.expectEnd();
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }
}
