package dev.sockeye.net;

import dev.sockeye.poll.fd.Fd;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The open sockets and files of a {@link Network}: closes those that became unreachable without being closed, and
 * counts them. The last line of defence: a program that is right never needs it.
 *
 * <p>Any thread.
 */
final class Leaks {
    /** Set to {@code true}, a leaked socket is logged with the place where it was opened. */
    private static final boolean TELLING = Boolean.getBoolean("dev.sockeye.net.leaks");

    private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
    private final LongAdder count = new LongAdder();
    private @Nullable Entry first;
    private @Nullable Thread cleaner;
    private boolean closed;

    /** What is left of a socket or file that nobody can reach: its descriptor. */
    static final class Entry extends PhantomReference<Object> {
        private final Leaks leaks;
        private final Fd fd;
        private final @Nullable Throwable opened;
        private @Nullable Entry previous;
        private @Nullable Entry next;

        private Entry(Leaks leaks, Object owner, Fd fd) {
            super(owner, leaks.unreachable);
            this.leaks = leaks;
            this.fd = fd;
            this.opened =
                    TELLING
                            ? new Throwable(owner.getClass().getSimpleName() + " opened here")
                            : null;
        }

        /** It was closed or detached: there is nothing left to watch. */
        void forget() {
            clear();
            leaks.remove(this);
        }
    }

    /** Watches a socket or a file. A network that is closed closes it at once. */
    Entry watch(Object owner, Fd fd) {
        var entry = new Entry(this, owner, fd);
        if (!add(entry)) {
            fd.close();
            throw closed();
        }
        return entry;
    }

    synchronized void checkOpen() {
        if (closed) {
            throw closed();
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the network is closed");
    }

    private synchronized boolean add(Entry entry) {
        if (closed) {
            return false;
        }
        if (cleaner == null) {
            cleaner = Thread.ofPlatform().daemon().name("sockeye-cleaner").start(this::clean);
        }
        Entry second = first;
        entry.next = second;
        if (second != null) {
            second.previous = entry;
        }
        first = entry;
        return true;
    }

    private synchronized void remove(Entry entry) {
        Entry previous = entry.previous;
        Entry next = entry.next;
        if (previous != null) {
            previous.next = next;
        } else if (first == entry) {
            first = next;
        } else {
            return;
        }
        if (next != null) {
            next.previous = previous;
        }
        entry.previous = null;
        entry.next = null;
    }

    /** How many were never closed by the program. */
    long count() {
        return count.sum();
    }

    private void clean() {
        try {
            while (true) {
                if (unreachable.remove() instanceof Entry entry) {
                    remove(entry);
                    closeLeaked(entry);
                }
            }
        } catch (InterruptedException e) {
            // The network was closed, and with it all that was watched.
        }
    }

    private void closeLeaked(Entry entry) {
        if (!entry.fd.isOpen()) {
            return;
        }
        count.increment();
        if (entry.opened != null) {
            System.getLogger("dev.sockeye.net")
                    .log(
                            System.Logger.Level.WARNING,
                            "leaked descriptor " + entry.fd.number(),
                            entry.opened);
        }
        entry.fd.close();
    }

    /** Closes all, and ends the watching. */
    void closeAll() {
        List<Entry> open = new ArrayList<>();
        Thread running;
        synchronized (this) {
            closed = true;
            running = cleaner;
            for (Entry each = first; each != null; each = each.next) {
                open.add(each);
            }
            first = null;
        }
        for (Entry each : open) {
            each.clear();
            each.fd.close();
        }
        if (running != null) {
            running.interrupt();
        }
    }
}
