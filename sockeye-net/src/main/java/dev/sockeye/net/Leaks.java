package dev.sockeye.net;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.poll.fd.Parker;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final ReferenceQueue<@Nullable Object> unreachable = new ReferenceQueue<>();
    private final LongAdder count = new LongAdder();

    /** Where those that are open were opened, for telling. */
    private final Map<Entry, Throwable> opened = new HashMap<>();

    private @Nullable Entry first;
    private @Nullable Thread cleaner;
    private boolean closed;

    /** The descriptor of a socket or file: what is left of that when nobody can reach it. */
    static final class Entry extends Fd {
        private @Nullable Entry previous;
        private @Nullable Entry next;

        private Entry(Parker parker, int number, Leaks leaks, Object owner) {
            super(parker, number, owner, leaks.unreachable);
        }
    }

    /** Takes over the descriptor of a socket or a file. A network that is closed closes it at once. */
    Entry watch(Object owner, Parker parker, int number) {
        var entry = new Entry(parker, number, this, owner);
        if (!add(entry, owner)) {
            entry.close();
            throw closed();
        }
        return entry;
    }

    /** It is closed or detached now: there is nothing left to watch. */
    void forget(Entry entry) {
        entry.clear();
        var _ = remove(entry);
    }

    synchronized void checkOpen() {
        if (closed) {
            throw closed();
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the network is closed");
    }

    private synchronized boolean add(Entry entry, Object owner) {
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
        if (TELLING) {
            opened.put(entry, new Throwable(owner.getClass().getSimpleName() + " opened here"));
        }
        return true;
    }

    /** Answers where it was opened, if that is to be told. */
    private synchronized @Nullable Throwable remove(Entry entry) {
        Throwable where = TELLING ? opened.remove(entry) : null;
        Entry previous = entry.previous;
        Entry next = entry.next;
        if (previous != null) {
            previous.next = next;
        } else if (first == entry) {
            first = next;
        } else {
            return where;
        }
        if (next != null) {
            next.previous = previous;
        }
        entry.previous = null;
        entry.next = null;
        return where;
    }

    /** How many were never closed by the program. */
    long count() {
        return count.sum();
    }

    private void clean() {
        try {
            while (true) {
                if (unreachable.remove() instanceof Entry entry) {
                    closeLeaked(entry, remove(entry));
                }
            }
        } catch (InterruptedException e) {
            // The network was closed, and with it all that was watched.
        }
    }

    private void closeLeaked(Entry entry, @Nullable Throwable opened) {
        if (!entry.isOpen()) {
            return;
        }
        count.increment();
        if (opened != null) {
            System.getLogger("dev.sockeye.net")
                    .log(
                            System.Logger.Level.WARNING,
                            "leaked descriptor " + entry.number(),
                            opened);
        }
        entry.close();
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
            each.close();
        }
        if (running != null) {
            running.interrupt();
        }
    }
}
