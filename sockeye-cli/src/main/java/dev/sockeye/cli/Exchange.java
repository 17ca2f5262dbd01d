package dev.sockeye.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The talk of {@code connect}: one thread takes from the input and sends, one receives and puts to
 * the output, and the thread that called decides when it is over. Both threads are daemons, since a
 * read of standard input cannot be broken off: they do not hold up the end of the JVM.
 */
final class Exchange {
    /** How long the input may be silent after the peer has ended, before we end too. */
    private static final long AFTER_PEER = TimeUnit.MILLISECONDS.toNanos(500);

    /** How long to wait for datagrams after the last one, where nothing else is asked for. */
    static final Duration REPLY_WAIT = Duration.ofSeconds(1);

    /** After {@code --eof close}: how many pieces that have arrived already are still taken. */
    private static final int DRAIN = 64;

    private final ConnectPlan plan;
    private final Wire wire;
    private final Input input;
    private final Output output;
    private final Clock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All below are guarded by the lock.
    private boolean sending = true;
    private boolean receiving = true;
    private boolean waitsForInput;
    private boolean putsOut;
    private boolean outputGone;
    private boolean over;
    private long moved;
    private long inputAsked;
    private long sent;
    private long received;
    private long pieces;
    private @Nullable IOException sendFailure;
    private @Nullable Throwable failure;

    Exchange(ConnectPlan plan, Wire wire, Input input, Output output, Clock clock) {
        this.plan = plan;
        this.wire = wire;
        this.input = input;
        this.output = output;
        this.clock = clock;
    }

    /** Bytes that were sent. */
    long sent() {
        lock.lock();
        try {
            return sent;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that were received. */
    long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs the talk to its end.
     *
     * @return DONE, however much was said
     * @throws Trouble if it did not end well
     */
    ExitCode run() throws Trouble, InterruptedException {
        moved = clock.nanos();
        Thread.ofPlatform().daemon().name("sockeye-stdin").start(this::send);
        Thread.ofPlatform().daemon().name("sockeye-stdout").start(this::receive);
        lock.lock();
        try {
            while (!isOver()) {
                long left = left(clock.nanos());
                if (left <= 0) {
                    return timeIsUp();
                }
                var _ = changed.awaitNanos(left);
            }
            return result();
        } finally {
            over = true;
            lock.unlock();
            wire.close();
        }
    }

    private boolean isOver() {
        if (failure != null || outputGone) {
            return true;
        }
        if (sending) {
            return false;
        }
        return !receiving || (!wire.hasEnd() && plan.eof() == ConnectPlan.Eof.CLOSE);
    }

    /** How long until {@link #timeIsUp}, if nothing moves. */
    private long left(long now) {
        long left = Long.MAX_VALUE;
        if (plan.timeout().isPresent() && !putsOut) {
            left = moved + plan.timeout().get().toNanos() - now;
        }
        if (!receiving && waitsForInput) {
            left = Math.min(left, inputAsked + AFTER_PEER - now);
        }
        if (waitsForReplies() && !putsOut) {
            left = Math.min(left, moved + replyWait().toNanos() - now);
        }
        return left;
    }

    private boolean waitsForReplies() {
        return !sending && !wire.hasEnd() && plan.eof() == ConnectPlan.Eof.HALF;
    }

    private Duration replyWait() {
        return plan.timeout().orElse(REPLY_WAIT);
    }

    /** The input says nothing more to a peer that has ended, or nobody says anything. */
    private ExitCode timeIsUp() throws Trouble {
        if (!receiving) {
            return result();
        }
        if (waitsForReplies()) {
            if (pieces > 0) {
                return ExitCode.DONE;
            }
            throw new Trouble(
                    plan.timeout().isPresent() ? ExitCode.TIME : ExitCode.NO,
                    Text.NO_REPLY.of(wire.peer(), Values.text(replyWait())),
                    Text.NO_REPLY_WHY.of(),
                    Text.NO_REPLY_TRY.of());
        }
        throw new Trouble(
                ExitCode.TIME,
                Text.SILENT.of(wire.peer(), Values.text(replyWait())),
                Text.SILENT_WHY.of(sent, received),
                "");
    }

    private ExitCode result() throws Trouble {
        if (failure != null) {
            throw trouble(failure);
        }
        if (sendFailure != null && !outputGone) {
            throw Causes.talk(wire.peer(), sent, received, sendFailure);
        }
        return ExitCode.DONE;
    }

    private Trouble trouble(Throwable thrown) {
        return switch (thrown) {
            case Trouble trouble -> trouble;
            case IOException e -> Causes.talk(wire.peer(), sent, received, e);
            case RuntimeException bug -> throw bug;
            case Error bug -> throw bug;
            default -> throw new IllegalStateException(thrown);
        };
    }

    private void send() {
        try {
            while (true) {
                ByteBuffer piece = ask();
                if (piece == null) {
                    break;
                }
                int size = piece.remaining();
                wire.send(piece);
                note(size, -1);
            }
            endOutput();
        } catch (IOException e) {
            sendFailed(e);
        } catch (Throwable e) {
            fail(e);
        }
        lock.lock();
        try {
            sending = false;
            moved = clock.nanos();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next piece of input; null at its end. */
    private @Nullable ByteBuffer ask() throws Trouble {
        waitsForInput(true);
        try {
            return input.next();
        } catch (IOException e) {
            throw Causes.standard(Text.CANNOT_READ_INPUT.of(), e);
        } finally {
            waitsForInput(false);
        }
    }

    private void waitsForInput(boolean waits) {
        lock.lock();
        try {
            waitsForInput = waits;
            inputAsked = clock.nanos();
            if (!receiving) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void endOutput() throws IOException {
        if (plan.eof() == ConnectPlan.Eof.IGNORE) {
            return;
        }
        wire.endOutput();
        if (plan.eof() == ConnectPlan.Eof.CLOSE && wire.hasEnd()) {
            try {
                wire.endInput();
            } catch (IOException _) {
                // ENOTCONN: the peer had ended before, so the receiver has seen that.
            }
        }
    }

    private void receive() {
        ByteBuffer buffer = Memory.buffer(wire.room());
        boolean gone = false;
        try {
            int drained = 0;
            for (int count; (count = wire.receive(buffer.clear())) >= 0; ) {
                gone = !put(buffer.flip());
                note(0, count);
                if (gone || (isClosing() && ++drained == DRAIN)) {
                    break;
                }
            }
        } catch (Throwable e) {
            fail(e);
        }
        lock.lock();
        try {
            outputGone = gone;
            receiving = false;
            inputAsked = clock.nanos();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** False if nobody reads our output any more, which is no failure: so ends {@code | head}. */
    private boolean put(ByteBuffer piece) throws Trouble {
        putsOut(true);
        try {
            output.put(piece);
            return true;
        } catch (IOException e) {
            if (e instanceof StreamException failed && failed.isReaderGone()) {
                return false;
            }
            throw Causes.standard(Text.CANNOT_WRITE_OUTPUT.of(), e);
        } finally {
            putsOut(false);
        }
    }

    private void putsOut(boolean puts) {
        lock.lock();
        try {
            putsOut = puts;
            if (!puts) {
                moved = clock.nanos();
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return !sending && plan.eof() == ConnectPlan.Eof.CLOSE;
        } finally {
            lock.unlock();
        }
    }

    /** What went, in bytes; a count below zero is no piece. */
    private void note(int out, int in) {
        lock.lock();
        try {
            sent += out;
            received += Math.max(0, in);
            pieces += in < 0 ? 0 : 1;
            moved = clock.nanos();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A stream that takes no more may still have something to say, such as why: its end is waited
     * for. Datagrams have no end.
     */
    private void sendFailed(IOException e) {
        if (!wire.hasEnd()) {
            fail(e);
            return;
        }
        lock.lock();
        try {
            sendFailure = e;
        } finally {
            lock.unlock();
        }
    }

    /** The first failure ends the talk; those that its end brings about are none. */
    private void fail(Throwable e) {
        lock.lock();
        try {
            if (!over && failure == null) {
                failure = e;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
