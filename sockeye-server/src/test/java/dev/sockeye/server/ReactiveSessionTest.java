package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Network;
import dev.sockeye.net.StreamSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state machine alone, on a link that does as it is told: what a kernel does when it likes. */
class ReactiveSessionTest {
    private final Recorder events = new Recorder();
    private final Room room = new Room(Plan.DEFAULT.events(events), Network.host(), 10);
    private final LoopCalls calls = new LoopCalls();
    private final FakeLink link = new FakeLink();
    private StreamSocket[] pair;

    @BeforeEach
    void open() throws IOException {
        pair = StreamSocket.pair();
    }

    @AfterEach
    void close() {
        pair[0].close();
        pair[1].close();
    }

    private ReactiveSession session(LoopHandler handler) {
        assertThat(room.admission().tryReserve()).isTrue();
        link.handler = handler;
        var session = new ReactiveSession(link, 1);
        room.works().enter(session);
        return session;
    }

    /** Takes as many bytes as it has room for, and remembers what it was told. */
    private final class FakeLink implements Link {
        private final StringBuilder sent = new StringBuilder();
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private long capacity = Long.MAX_VALUE;
        private boolean input;
        private boolean space;
        private boolean shutdown;
        private boolean closed;
        private boolean own = true;
        private Runnable meanwhile = () -> {};
        private long timer = FOREVER;
        private LoopHandler handler = (_, data) -> data.byteSize();

        @Override
        public Room room() {
            return room;
        }

        @Override
        public LoopHandler handler() {
            return handler;
        }

        @Override
        public StreamSocket socket() {
            return pair[0];
        }

        @Override
        public Blocks blocks() {
            return new Blocks();
        }

        @Override
        public void open() {
            input = true;
        }

        @Override
        public long send(MemorySegment data) {
            own = false;
            meanwhile.run();
            own = true;
            long count = Math.min(capacity, data.byteSize());
            capacity -= count;
            sent.append(LoopCalls.text(data.asSlice(0, count)));
            return count;
        }

        @Override
        public void shutdownOutput() {
            shutdown = true;
        }

        @Override
        public void want(boolean input, boolean room) {
            this.input = input;
            this.space = room;
        }

        @Override
        public void timer(long nanos) {
            timer = nanos;
        }

        @Override
        public long time() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
            pair[0].close();
        }

        @Override
        public boolean isOwn() {
            return own;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void runTasks() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        @Override
        public void cut() {
            pair[0].close();
        }

        @Override
        public @Nullable Thread thread() {
            return null;
        }
    }

    private static MemorySegment bytes(String text) {
        return MemorySegment.ofArray(text.getBytes(US_ASCII));
    }

    private void expect(String... expected) {
        var all = List.copyOf(calls.calls);
        calls.calls.clear();
        assertThat(all).containsExactly(expected);
    }

    @Test
    void inputThatComesUnwantedIsKept() throws Exception {
        var session = session(calls);
        session.begin();
        session.pause();
        link.runTasks();
        assertThat(link.input).isFalse();
        session.received(bytes("on its way "));
        session.received(bytes("already"));
        session.inputEnded();
        expect("opened");
        session.resume();
        link.runTasks();
        expect("received on its way already", "ended", "closed");
        assertThat(link.closed).isTrue();
    }

    @Test
    void asMuchAsTheLimitIsKeptWhereItComesUnwanted() {
        var session = session(calls);
        session.begin();
        session.pause();
        String chunk = "x".repeat(LoopSession.INPUT_LIMIT / 4);
        for (int count = 0; count < 4; count++) {
            session.received(bytes(chunk));
        }
        assertThat(session.isOver()).isFalse();
        session.resume();
        link.runTasks();
        expect("opened", "received " + chunk.repeat(4));
        assertThat(link.input).isTrue();
    }

    @Test
    void outputThatWaitsStopsTheReading() throws Exception {
        var session = session((each, data) -> each.send(data));
        session.begin();
        link.capacity = 3;
        session.received(bytes("abcdef"));
        assertThat(link.sent).hasToString("abc");
        assertThat(session.queued()).isEqualTo(3);
        assertThat(link.input).isFalse();
        assertThat(link.space).isTrue();
        session.received(bytes("ghi"));
        link.capacity = 2;
        session.roomCame();
        assertThat(link.sent).hasToString("abcde");
        link.capacity = Long.MAX_VALUE;
        session.roomCame();
        assertThat(link.sent).hasToString("abcdefghi");
        assertThat(link.input).isTrue();
        assertThat(link.space).isFalse();
    }

    /** A send from elsewhere meanwhile does not get between the halves of the session's own. */
    @Test
    void whatOneCallTakesStaysTogether() throws Exception {
        var session = session(calls);
        session.begin();
        link.capacity = 2;
        link.meanwhile =
                () -> {
                    link.meanwhile = () -> {};
                    try {
                        assertThat(session.send(bytes("1234"))).isEqualTo(4);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                };
        assertThat(session.send(bytes("abcd"))).isEqualTo(4);
        link.capacity = Long.MAX_VALUE;
        session.roomCame();
        link.runTasks();
        assertThat(link.sent).hasToString("abcd1234");
    }

    @Test
    void theEndComesAfterWhatWaits() throws Exception {
        var session = session(calls);
        session.begin();
        link.capacity = 1;
        session.send(bytes("bye"));
        session.end();
        link.runTasks();
        assertThat(link.shutdown).isFalse();
        session.received(bytes("nobody wants it"));
        link.capacity = Long.MAX_VALUE;
        session.roomCame();
        assertThat(link.sent).hasToString("bye");
        assertThat(link.shutdown).isTrue();
        assertThat(link.closed).as("lingers").isFalse();
        assertThat(link.timer).isEqualTo(Lingering.QUIET.toNanos());
        session.timeUp();
        expect("opened", "closed");
        assertThat(link.closed).isTrue();
        assertThat(events.failed).isEmpty();
    }

    @Test
    void bothEndsEndTheSession() throws Exception {
        var handler =
                new LoopCalls() {
                    @Override
                    public void ended(LoopSession session, MemorySegment rest) {
                        calls.add("ended");
                        session.shutdownOutput();
                    }
                };
        var session = session(handler);
        session.begin();
        session.send(bytes("x"));
        session.inputEnded();
        assertThat(handler.calls).containsExactly("opened", "ended", "closed");
        assertThat(link.shutdown).isTrue();
        assertThat(session.isOver()).isTrue();
    }

    @Test
    void theLastOfPauseAndResumeHolds() {
        var session = session(calls);
        session.begin();
        link.own = false;
        session.resume();
        session.pause();
        link.own = true;
        link.runTasks();
        assertThat(link.input).isFalse();
        session.received(bytes("x"));
        expect("opened");
    }

    /** What is told is in order, though the cut comes before the session has begun. */
    @Test
    void aCutMayComeFirst() throws Exception {
        room.works().stop();
        room.works().cut(() -> {});
        var session = session(calls);
        session.closedElsewhere();
        assertThat(events.closed).isEmpty();
        session.begin();
        assertThat(Recorder.next(events.opened)).isSameAs(session);
        assertThat(Recorder.next(events.closed).session()).isSameAs(session);
        expect();
        assertThat(room.works().isEmpty()).isTrue();
        assertThat(room.tally().counts().open()).isZero();
    }

    /** After an error nothing is sent, and the error is told once. */
    @Test
    void anErrorWhileOutputWaitsIsToldToTheHandler() throws Exception {
        var session = session(calls);
        session.begin();
        link.capacity = 0;
        session.send(bytes("x"));
        session.broke(new IOException("as planned"));
        expect("opened", "failed", "closed by IOException");
        assertThat(link.sent).hasToString("");
        assertThat(Recorder.next(events.failed).what())
                .hasToString("java.io.IOException: as planned");
        assertThat(events.failed).isEmpty();
    }
}
