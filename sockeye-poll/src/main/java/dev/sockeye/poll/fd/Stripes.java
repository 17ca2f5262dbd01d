package dev.sockeye.poll.fd;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A free list for scratch memory and buffers, striped by thread so that two cores seldom meet.
 *
 * <p>It takes the place of a {@code ThreadLocal}: with virtual threads nobody knows how many
 * threads there are, and what a thread keeps while it waits is memory that an idle connection
 * holds. Take when there is work, give back before waiting.
 *
 * <p>Any thread; never blocks. An object that finds no free place is left to the garbage
 * collector, so native memory in it belongs to {@code Arena.ofAuto()}.
 *
 * @param <T> what is lent
 */
public final class Stripes<T> {
    private static final int PLACES = 64;
    private static final int PROBES = 8;

    private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(PLACES);
    private final Supplier<? extends T> make;

    /**
     * An empty list.
     *
     * @param make makes an object where none is free
     */
    public Stripes(Supplier<? extends T> make) {
        this.make = make;
    }

    /**
     * Takes a free object, or makes one.
     *
     * @return an object that nobody else has until it is {@linkplain #give given back}
     */
    public T take() {
        int start = start();
        for (int probe = 0; probe < PROBES; probe++) {
            int place = (start + probe) & (PLACES - 1);
            if (places.getPlain(place) != null) {
                T free = places.getAndSet(place, null);
                if (free != null) {
                    return free;
                }
            }
        }
        return make.get();
    }

    /**
     * Gives an object back.
     *
     * @param object what {@link #take} answered; the caller must not use it any more
     */
    public void give(T object) {
        int start = start();
        for (int probe = 0; probe < PROBES; probe++) {
            int place = (start + probe) & (PLACES - 1);
            if (places.getPlain(place) == null && places.compareAndSet(place, null, object)) {
                return;
            }
        }
    }

    private static int start() {
        return (int) Thread.currentThread().threadId();
    }
}
