package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EBADF;
import static dev.sockeye.sys.Fcntl.F_GETFD;
import static dev.sockeye.sys.PollH.POLLERR;
import static dev.sockeye.sys.PollH.POLLHUP;
import static dev.sockeye.sys.PollH.POLLIN;
import static dev.sockeye.sys.PollH.POLLNVAL;
import static dev.sockeye.sys.PollH.POLLOUT;
import static dev.sockeye.sys.PollH.POLLPRI;
import static dev.sockeye.sys.PollH.POLLRDHUP;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Pollfd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * poll(2): an array of descriptors and what is wanted of them, into which the kernel writes what it
 * found. A watch that is removed leaves a hole (a negative descriptor, which the kernel passes
 * over), so that nothing moves while a round is told; holes are closed when they are the half.
 */
final class PollPoller extends Mechanism {
    private static final int FEW = 64;

    private MemorySegment fds = Pollfd.allocate(Arena.ofAuto(), FEW);
    private @Nullable Watch[] places = new @Nullable Watch[FEW];
    private int used;
    private int holes;

    /** Where the next round begins: behind the last one that was told. */
    private int next;

    PollPoller(Kernel kernel, int batch) {
        super(kernel, batch);
    }

    @Override
    public String name() {
        return "poll";
    }

    @Override
    int interests() {
        return EVENTS;
    }

    @Override
    public int open() {
        return closed() ? -EBADF : 0;
    }

    @Override
    int add(Watch watch) {
        int open = kernel.fcntl(watch.fd, F_GETFD, 0);
        if (open < 0) {
            return open;
        }
        if (used == places.length) {
            grow();
        }
        put(watch, used++);
        return 0;
    }

    private void put(Watch watch, int place) {
        watch.place = place;
        places[place] = watch;
        Pollfd.set(fds, place, watch.fd, bits(watch.interest()));
    }

    private void grow() {
        MemorySegment more = Pollfd.allocate(Arena.ofAuto(), used * 2);
        MemorySegment.copy(fds, 0, more, 0, (long) used * Pollfd.SIZE);
        fds = more;
        places = Arrays.copyOf(places, used * 2);
    }

    @Override
    int change(Watch watch, int before) {
        Pollfd.events(fds, watch.place, bits(watch.interest()));
        return 0;
    }

    @Override
    int remove(Watch watch) {
        Pollfd.set(fds, watch.place, -1, 0);
        places[watch.place] = null;
        watch.place = -1;
        holes++;
        return 0;
    }

    @Override
    int collect(long timeout) {
        if (holes > FEW && holes > used / 2) {
            closeHoles();
        }
        int asked = used;
        int ready = kernel.poll(fds, asked, millis(timeout));
        int told = 0;
        int start = next < asked ? next : 0;
        for (int i = 0; i < asked && ready > 0 && told < batch; i++) {
            int place = start + i < asked ? start + i : start + i - asked;
            Watch watch = places[place];
            int found = Pollfd.revents(fds, place);
            if (watch != null && found != 0) {
                ready--;
                told += tell(watch, events(found));
                next = place + 1;
            }
        }
        return ready < 0 ? ready : told;
    }

    private void closeHoles() {
        int to = 0;
        for (int from = 0; from < used; from++) {
            Watch watch = places[from];
            if (watch != null) {
                put(watch, to++);
            }
        }
        Arrays.fill(places, to, used, null);
        used = to;
        holes = 0;
    }

    private static int bits(int interest) {
        return ((interest & IN) != 0 ? POLLIN : 0)
                | ((interest & OUT) != 0 ? POLLOUT : 0)
                | ((interest & PRI) != 0 ? POLLPRI : 0)
                | ((interest & RDHUP) != 0 ? POLLRDHUP : 0);
    }

    private static int events(int found) {
        return ((found & POLLIN) != 0 ? IN : 0)
                | ((found & POLLOUT) != 0 ? OUT : 0)
                | ((found & POLLPRI) != 0 ? PRI : 0)
                | ((found & POLLRDHUP) != 0 ? RDHUP : 0)
                | ((found & (POLLERR | POLLNVAL)) != 0 ? ERR : 0)
                | ((found & POLLHUP) != 0 ? HUP : 0);
    }

    @Override
    void release() {
        Arrays.fill(places, 0, used, null);
        used = 0;
        holes = 0;
    }
}
