package dev.sockeye.server;

import static dev.sockeye.sys.SysSocket.SCM_RIGHTS;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Control;
import dev.sockeye.net.Message;
import dev.sockeye.net.StreamSocket;
import java.lang.foreign.MemorySegment;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What {@link LoopHandler} and {@link LoopSession} promise of input, on every model. */
class ReactiveInputTest extends ReactiveBattery {
    /** The peer has sent everything and its end before the session begins. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void dataAndEndAtOnce(Model model) throws Exception {
        var sent = new CountDownLatch(1);
        var handler =
                new LoopCalls() {
                    @Override
                    public void opened(LoopSession session) throws Exception {
                        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
                    }

                    @Override
                    public long received(LoopSession session, MemorySegment data) throws Exception {
                        return super.received(session, data) - 1;
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            client.send("hello").end();
            sent.countDown();
            client.expectEnd();
            expect(handler, "received hello", "ended o", "closed");
        }
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void whatIsNotConsumedIsOfferedAgain(Model model) throws Exception {
        var handler =
                new LoopCalls() {
                    @Override
                    public long received(LoopSession session, MemorySegment data) throws Exception {
                        super.received(session, data);
                        return text(data).lastIndexOf('\n') + 1L;
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            client.send("a");
            expect(handler, "opened", "received a");
            client.send("b");
            expect(handler, "received ab");
            client.send("\nc");
            expect(handler, "received ab\nc");
            client.send("d\n");
            expect(handler, "received cd\n");
            client.send("rest");
            expect(handler, "received rest");
            client.end().expectEnd();
            expect(handler, "ended rest", "closed");
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void whoeverConsumesNothingOfTooMuchEnds(Model model) throws Exception {
        try (var server = start(model, (_, _) -> 0);
                var client = Client.connect(server)) {
            client.send(new byte[LoopSession.INPUT_LIMIT]);
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("consumed nothing of 65536 bytes");
            assertThat(Recorder.next(events.failed).what())
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void whoeverConsumesMoreThanThereIsEnds(Model model) throws Exception {
        try (var server = start(model, (_, data) -> data.byteSize() + 1);
                var client = Client.connect(server)) {
            client.send("x").expectEnd();
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("received answered 2 of 1");
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void aPausedSessionIsNotRead(Model model) throws Exception {
        var sessions = new LinkedBlockingQueue<LoopSession>();
        var handler =
                new LoopCalls() {
                    @Override
                    public long received(LoopSession session, MemorySegment data) throws Exception {
                        long all = super.received(session, data);
                        if (session.bytesRead() > 2 || all == 1) {
                            return all;
                        }
                        session.pause();
                        sessions.add(session);
                        return 1;
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            client.send("ab");
            expect(handler, "opened", "received ab");
            var session = Recorder.next(sessions);
            client.send("c").end();
            var turn = new CountDownLatch(1);
            session.execute(turn::countDown);
            assertThat(turn.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(handler.calls).isEmpty();
            assertThat(session.bytesRead()).isEqualTo(2);
            session.execute(session::resume);
            // What was kept comes first.
            expect(handler, "received b", "received c", "ended", "closed");
        }
    }

    /** An urgent mark cuts reads short, and its byte is in no read. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void urgentDataHoldsNothingUp(Model model) throws Exception {
        try (var server = start(model, (session, data) -> session.send(data));
                var client = new Socket()) {
            client.connect(server.local().toSocketAddress());
            client.setSoTimeout(20_000);
            for (int round = 0; round < 20; round++) {
                client.getOutputStream().write("ab".getBytes(US_ASCII));
                client.sendUrgentData('!');
                client.getOutputStream().write("cd".getBytes(US_ASCII));
                assertThat(client.getInputStream().readNBytes(4))
                        .isEqualTo("abcd".getBytes(US_ASCII));
                client.getOutputStream().write("ef".getBytes(US_ASCII));
                client.sendUrgentData('!');
                assertThat(client.getInputStream().readNBytes(2))
                        .isEqualTo("ef".getBytes(US_ASCII));
            }
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** A passed descriptor that nobody takes is closed by the kernel, and holds nothing up. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void passedDescriptorsHoldNothingUp(Model model) throws Exception {
        try (var server = start(model, Place.UNIX, (session, data) -> session.send(data));
                var client = StreamSocket.connect(server.local())) {
            byte[] rights = new byte[4]; // descriptor 0
            client.timeout(Duration.ofSeconds(20));
            for (int round = 0; round < 20; round++) {
                client.writeAll("ab".getBytes(US_ASCII));
                client.send(
                        Message.of(ByteBuffer.wrap("cd".getBytes(US_ASCII)))
                                .with(new Control.Unknown(SOL_SOCKET, SCM_RIGHTS, rights)));
                client.writeAll("ef".getBytes(US_ASCII));
                byte[] back = new byte[6];
                for (int at = 0; at < back.length; ) {
                    at += client.read(back, at, back.length - at);
                }
                assertThat(back).isEqualTo("abcdef".getBytes(US_ASCII));
            }
        }
    }
}
