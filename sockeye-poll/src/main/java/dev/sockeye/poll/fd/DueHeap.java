package dev.sockeye.poll.fd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order in which they want to be looked at: a binary heap whose entries know their
 * places. It is made for deadlines that move on again and again before they come: the deadline is a
 * field of the entry's owner, the heap keeps only the time of the next look, and {@link #lookBy}
 * does nothing where that comes early enough. Whoever looks puts an entry back whose deadline has
 * moved on.
 *
 * <p>Not for several threads at a time: {@code Deadlines} has it behind a lock, a loop for itself.
 *
 * @param <E> what is kept
 */
public final class DueHeap<E extends DueHeap.Entry> {
    /** The time that does not come. */
    public static final long NEVER = Long.MAX_VALUE;

    /** What a heap keeps; an entry is in one heap at most. */
    public abstract static class Entry {
        /** When to look; never later than the owner's deadline. */
        long due;

        /** The place in the heap, or -1. */
        int place = -1;

        /** An entry that is in no heap. */
        protected Entry() {}

        /** Whether it is in a heap. */
        final boolean waits() {
            return place >= 0;
        }
    }

    private @Nullable Entry[] heap = new @Nullable Entry[16];
    private int size;
    private long moves;

    /** An empty heap. */
    public DueHeap() {}

    /**
     * Sees to it that an entry is looked at by a time: puts it in, or forward. An entry that comes
     * early enough stays where it is.
     *
     * @param entry the entry
     * @param when the latest time to look at it
     * @return whether the entry comes earlier than before
     */
    public boolean lookBy(E entry, long when) {
        if (entry.place >= 0) {
            if (entry.due <= when) {
                return false;
            }
            entry.due = when;
            up(entry, entry.place);
        } else {
            entry.due = when;
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            up(entry, size++);
        }
        return true;
    }

    /**
     * Forgets an entry.
     *
     * @param entry an entry, in this heap or in none
     */
    public void remove(E entry) {
        if (entry.place >= 0) {
            take(entry.place);
        }
    }

    /**
     * Takes out an entry whose time to be looked at has come.
     *
     * @param now the time
     * @return the one whose time came first, or null
     */
    @SuppressWarnings("unchecked") // only lookBy puts entries in
    public @Nullable E due(long now) {
        return first() <= now && size > 0 ? (E) take(0) : null;
    }

    /**
     * When the next entry is to be looked at.
     *
     * @return a time, {@link #NEVER} where there is no entry
     */
    public long first() {
        return size > 0 ? at(0).due : NEVER;
    }

    /**
     * How many entries there are.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }

    /**
     * What the heap has cost: how often an entry was put to a place.
     *
     * @return a count that only grows
     */
    public long moves() {
        return moves;
    }

    private Entry take(int place) {
        Entry taken = at(place);
        taken.place = -1;
        Entry last = at(--size);
        heap[size] = null;
        if (place < size) {
            up(last, place);
            down(last, last.place);
        }
        return taken;
    }

    private void up(Entry entry, int from) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (at(parent).due <= entry.due) {
                break;
            }
            put(at(parent), place);
            place = parent;
        }
        put(entry, place);
    }

    private void down(Entry entry, int from) {
        int place = from;
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && at(child + 1).due < at(child).due) {
                child++;
            }
            if (at(child).due >= entry.due) {
                break;
            }
            put(at(child), place);
            place = child;
        }
        put(entry, place);
    }

    @SuppressWarnings("NullAway") // only places below the size are asked for
    private Entry at(int place) {
        return heap[place];
    }

    private void put(Entry entry, int place) {
        heap[place] = entry;
        entry.place = place;
        moves++;
    }
}
