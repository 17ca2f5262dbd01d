package dev.sockeye.server;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.DeadlineException;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.MessageBatch;
import dev.sockeye.net.Udp;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Receives many datagrams at once on one of the sockets of an address, serves one after another, and
 * sends their answers at once. Holds up to 8 MiB and one more message, as much of it as was ever used.
 */
final class BatchLoop extends DatagramLoop {
    /** What the datagrams of a batch may take, and what their answers may take. */
    private static final int MEMORY = 4 << 20;

    /**
     * What comes in messages of this size or more, in trains mostly, is received and answered one by one:
     * another call costs little of what such a message does, it stays in the cache from its arrival to its
     * answer, and the peer works on that while the next one is received.
     */
    private static final int LARGE = 16 << 10;

    /** How many answers, or trains of them, are sent at once. */
    private static final int ANSWERS = 256;

    private final Door.Datagram door;
    private final DatagramSocket socket;
    private final AtomicInteger left;
    private final MessageBatch many;
    private final MessageBatch one;
    private final MessageBatch answers;
    private final BatchAnswer answer;

    /** The handler, where it takes trains whole. */
    private final @Nullable TrainHandler trains;

    private final int longestInTrain;

    /** What was received last: either {@link #many} or {@link #one}. */
    private MessageBatch questions;

    private boolean toldOfTrains;
    private boolean ended;

    /**
     * A loop that has not begun.
     *
     * @param left how many loops of this address have not ended
     */
    BatchLoop(
            Room room,
            Door.Datagram door,
            DatagramSocket socket,
            AtomicInteger left,
            DatagramHandler handler) {
        super(room, door, handler);
        this.door = door;
        this.socket = socket;
        this.left = left;
        this.longestInTrain = socket.longestInTrain();
        this.trains = handler instanceof TrainHandler whole ? whole : null;
        boolean unix = door.address().transport().isUnix();
        int each = unix ? UNIX_ROOM : UDP_ROOM;
        boolean joins =
                !unix && room.plan().offload() && !DatagramDoors.sets(door.options(), Udp.SEGMENT);
        this.many = MessageBatch.allocate(MEMORY / each, each);
        this.one = MessageBatch.allocate(1, each);
        this.questions = many;
        this.answers = MessageBatch.allocate(ANSWERS, MEMORY / ANSWERS).trains(joins);
        this.answer = new BatchAnswer(this, door, questions, answers);
    }

    @Override
    void receive(Duration wait) throws IOException {
        int last = questions.count() - 1;
        if (last >= 0) {
            questions = questions.size(last) >= LARGE ? one : many;
        }
        socket.timeout(wait);
        var _ = socket.receive(questions);
    }

    @Override
    void serve() {
        room.tally().datagrams.add(datagrams(questions, 0, questions.count()));
        for (int index = 0; index < questions.count(); index++) {
            answer.to(questions, index);
            serve(questions.data(index), questions.segmentSize(index));
        }
        flush();
    }

    /** One datagram, or the datagrams of a train. */
    private void serve(MemorySegment data, int size) {
        if (size == 0) {
            handle(answer, data);
        } else if (trains != null) {
            handle(trains, answer, data, size);
        } else {
            for (long at = 0; at < data.byteSize(); at += size) {
                handle(answer, data.asSlice(at, Math.min(size, data.byteSize() - at)));
            }
        }
    }

    /** Sends all answers that were collected. */
    void flush() {
        // A handler's; a cut closes the socket too.
        var _ = Thread.interrupted();
        while (answers.sent() < answers.count()) {
            try {
                socket.timeout(WayBack.PATIENCE);
                socket.send(answers);
            } catch (DeadlineException e) {
                unanswered(datagrams(answers, answers.sent(), answers.sent() + 1));
                answers.skip();
            } catch (Throwable why) {
                failed(answers.peer(answers.sent()).orElse(BatchWayBack.NAMELESS), why);
                answers.skip();
            }
        }
        var _ = answers.clear();
        tellOfTrains();
    }

    /** Once, when the kernel has refused a train that was sent datagram by datagram then. */
    private void tellOfTrains() {
        int longest = socket.longestInTrain();
        if (longest < longestInTrain && !toldOfTrains) {
            toldOfTrains = true;
            room.events().trainsRefused(door.address(), longest);
        }
    }

    /** How many datagrams some messages of a batch are. */
    private static long datagrams(MessageBatch batch, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            int size = batch.segmentSize(i);
            sum += size == 0 ? 1 : Math.ceilDiv(batch.data(i).byteSize(), size);
        }
        return sum;
    }

    void unanswered(long count) {
        room.tally().unanswered.add(count);
    }

    /** One answer that is too long to wait for others. */
    boolean sendNow(MemorySegment data, Endpoint peer) throws IOException {
        socket.timeout(WayBack.PATIENCE);
        try {
            socket.send(data, peer);
            return true;
        } catch (DeadlineException e) {
            unanswered(1);
            return false;
        }
    }

    /** An address that lost one of its sockets is lost; at a stop each loop ends by itself. */
    @Override
    synchronized void close() {
        socket.close();
        boolean last = !ended && left.decrementAndGet() == 0;
        ended = true;
        if (last || !isStopping()) {
            door.close();
        }
    }
}
