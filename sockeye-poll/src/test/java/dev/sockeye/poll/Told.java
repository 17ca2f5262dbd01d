package dev.sockeye.poll;

import java.util.ArrayList;
import java.util.List;

/** What a poller told, in its order. */
final class Told implements Ready {
    record Event(int fd, int events) {
        @Override
        public String toString() {
            return fd + ":" + Mechanism.text(events);
        }
    }

    private final List<Event> told = new ArrayList<>();

    @Override
    public void ready(Watch watch, int events) {
        told.add(new Event(watch.fd(), events));
    }

    /** What was told since the last time. */
    List<Event> take() {
        var taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** What one dispatch without waiting tells, or with waiting until something is told. */
    List<Event> now(Poller poller) {
        return after(poller, 0);
    }

    List<Event> soon(Poller poller) {
        return after(poller, 10_000_000_000L);
    }

    List<Event> after(Poller poller, long timeout) {
        int count = poller.dispatch(timeout);
        var taken = take();
        if (count != taken.size()) {
            throw new AssertionError(count + " answered, told " + taken);
        }
        return taken;
    }

    static Event event(int fd, int events) {
        return new Event(fd, events);
    }
}
