package dev.sockeye.server;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.ECONNABORTED;
import static dev.sockeye.sys.Errno.ECONNREFUSED;
import static dev.sockeye.sys.Errno.ECONNRESET;
import static dev.sockeye.sys.Errno.EHOSTDOWN;
import static dev.sockeye.sys.Errno.EHOSTUNREACH;
import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.Errno.EMFILE;
import static dev.sockeye.sys.Errno.EMSGSIZE;
import static dev.sockeye.sys.Errno.ENETDOWN;
import static dev.sockeye.sys.Errno.ENETUNREACH;
import static dev.sockeye.sys.Errno.ENFILE;
import static dev.sockeye.sys.Errno.ENOBUFS;
import static dev.sockeye.sys.Errno.ENOMEM;
import static dev.sockeye.sys.Errno.ENONET;
import static dev.sockeye.sys.Errno.ENOPROTOOPT;
import static dev.sockeye.sys.Errno.ENOSPC;
import static dev.sockeye.sys.Errno.EOPNOTSUPP;
import static dev.sockeye.sys.Errno.EPERM;
import static dev.sockeye.sys.Errno.EPROTO;
import static dev.sockeye.sys.Errno.ETIMEDOUT;

import dev.sockeye.net.DeadlineException;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.Socket;
import dev.sockeye.net.Target;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What follows an error of accept(2), or of receiving: the one place that decides whether to try
 * again, to wait first, or to give the address up. It never spins and never ends a server that could
 * go on. See accept(2), "RETURN VALUE": Linux hands the errors of a new connection to accept.
 *
 * <p>Belongs to one acceptor, on its thread.
 */
final class Recovery {
    /** The error of one connection or one peer: the next try is about another one. */
    private static final Set<Integer> RETRY =
            Set.of(
                    EAGAIN,
                    EINTR,
                    ECONNABORTED,
                    ECONNREFUSED,
                    ECONNRESET,
                    EHOSTDOWN,
                    EHOSTUNREACH,
                    EMSGSIZE,
                    ENETDOWN,
                    ENETUNREACH,
                    ENONET,
                    ENOPROTOOPT,
                    EOPNOTSUPP,
                    EPERM,
                    EPROTO,
                    ETIMEDOUT);

    /** Something is used up, and may come back; ENOSPC is epoll_ctl(2)'s, at the most watches of a user. */
    private static final Set<Integer> SHED = Set.of(EMFILE, ENFILE, ENOBUFS, ENOMEM, ENOSPC);

    /** Those of {@link #SHED} in which closing the spare descriptor helps. */
    private static final Set<Integer> DESCRIPTORS = Set.of(EMFILE, ENFILE);

    /** How many errors of single connections in a row are taken without a pause. */
    private static final int AT_ONCE = 16;

    /** There is no next try. */
    static final long NEVER = -1;

    private static final long FIRST_PAUSE = 5_000_000;
    private static final long LAST_PAUSE = 1_000_000_000;

    /** How long nothing may fail until a trouble is over. */
    static final Duration CALM = Duration.ofSeconds(1);

    private final Room room;
    private final Target address;
    private final BooleanSupplier shed;
    private int inRow;
    private long pause = FIRST_PAUSE;
    private boolean told;
    private long lastFailure;
    private long departures;

    /**
     * A recovery that has nothing to recover from yet.
     *
     * @param shed accepts and closes one connection by means of the spare descriptor
     */
    Recovery(Room room, Target address, BooleanSupplier shed) {
        this.room = room;
        this.address = address;
        this.shed = shed;
    }

    /**
     * Plays a trouble through, so that every class it needs is loaded: when descriptors are used up, a
     * class that lies in a directory cannot be.
     */
    static void rehearse(Network network) {
        var room = new Room(Plan.DEFAULT, network, 1);
        var address = new Target.Descriptor(0);
        var recovery = new Recovery(room, address, () -> false);
        var _ = recovery.decide(new ErrnoException("accept4", EMFILE, null, null, 0));
        recovery.recovered();
    }

    /**
     * Begins a try.
     *
     * @return how long to wait for a connection or datagram: in trouble, until that would be over
     */
    Duration begin() {
        departures = room.works().departures();
        return told ? CALM : Socket.FOREVER;
    }

    /** Whether a trouble was told of that is not over. */
    boolean isTold() {
        return told;
    }

    /** Nothing has failed in the time that {@link #begin} gave. */
    void calm() {
        if (told) {
            recovered();
        }
    }

    /** Whether something was left behind since the try began, so that no pause is needed. */
    boolean isRelieved() {
        return room.works().departures() != departures;
    }

    /** A session began, or a datagram arrived. */
    void worked() {
        inRow = 0;
        pause = FIRST_PAUSE;
        if (told && room.nanoTime() - lastFailure >= CALM.toNanos()) {
            recovered();
        }
    }

    private void recovered() {
        told = false;
        room.events().recovered(address, room.tally().shed.get());
    }

    /**
     * Deals with a failure, and answers when it is time for the next try.
     *
     * @return false if there is none: the server stops, or the socket will never work again
     */
    boolean goOn(Throwable why) {
        long wait = decide(why);
        if (wait > 0) {
            room.works().pause(wait, departures);
        }
        return wait >= 0 && !room.works().isStopping();
    }

    /**
     * Deals with a failure, without waiting.
     *
     * @return how many nanoseconds to wait until the next try, unless something is left behind before,
     *     or {@link #NEVER}
     */
    long decide(Throwable why) {
        if (room.works().isStopping()) {
            return NEVER;
        }
        try {
            return dealWith(why);
        } catch (Throwable ofOurs) {
            // Without memory or descriptors even this may fail; an acceptor does not end by it.
            return nextPause();
        }
    }

    private long dealWith(Throwable why) {
        if (why instanceof DeadlineException) {
            calm();
            return 0;
        }
        if (why instanceof InterruptedIOException) {
            // Somebody's stray interrupt: the server's own comes with the stop.
            var _ = Thread.interrupted();
            return 0;
        }
        room.tally().troubles.increment();
        if (why instanceof ErrnoException e && RETRY.contains(e.errno())) {
            return ++inRow > AT_ONCE ? nextPause() : 0;
        }
        if (why instanceof ErrnoException e && SHED.contains(e.errno())) {
            return shed(why, DESCRIPTORS.contains(e.errno()));
        }
        if (why instanceof IOException e) {
            room.lose(address, e);
            return NEVER;
        }
        // No process for a session, whose connection and address are sound; or no thread, no
        // memory, or a
        // fault of ours: none of them ends a server.
        return shed(
                why instanceof UncheckedIOException e ? Objects.requireNonNull(e.getCause()) : why,
                false);
    }

    private long shed(Throwable why, boolean spareHelps) {
        if (spareHelps && shed.getAsBoolean()) {
            room.tally().shed.incrementAndGet();
        }
        lastFailure = room.nanoTime();
        if (!told) {
            told = true;
            room.events().shed(address, why, room.tally().shed.get());
        }
        return nextPause();
    }

    private long nextPause() {
        long now = pause;
        pause = Math.min(LAST_PAUSE, pause * 2);
        return now;
    }

    /** Whether something was used up that may come back; threads and memory too. */
    static boolean isShortage(Throwable why) {
        return why instanceof ErrnoException e
                ? SHED.contains(e.errno())
                : !(why instanceof IOException);
    }

    /** Whether it is the error of one connection or one peer, and says nothing of the socket. */
    static boolean isOfPeer(Throwable why) {
        return why instanceof ErrnoException e
                && (RETRY.contains(e.errno()) || SHED.contains(e.errno()));
    }
}
