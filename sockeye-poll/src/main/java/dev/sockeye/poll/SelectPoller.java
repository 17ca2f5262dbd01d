package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EBADF;
import static dev.sockeye.sys.Fcntl.F_GETFD;
import static dev.sockeye.sys.SysSelect.FD_SETSIZE;

import dev.sockeye.sys.FdSet;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Timeval;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * select(2): three sets with a bit for each descriptor, which the kernel overwrites with what it
 * found, so each round works on a copy.
 */
final class SelectPoller extends Mechanism {
    /** The read, the write and the except set, one after the other. */
    private final MemorySegment wanted = Arena.ofAuto().allocate(3L * FdSet.SIZE, 8);

    private final MemorySegment found = Arena.ofAuto().allocate(3L * FdSet.SIZE, 8);
    private final MemorySegment[] wants = slices(wanted);
    private final MemorySegment[] finds = slices(found);
    private final MemorySegment time = Timeval.of(Arena.ofAuto(), 0, 0);

    /** No descriptor from here on is in the sets. */
    private int end;

    /** Where the next round begins: behind the last one that was told. */
    private int next;

    /** The round; a watch that came in during it was not asked about. */
    private int round;

    SelectPoller(Kernel kernel, int batch) {
        super(kernel, batch);
    }

    private static MemorySegment[] slices(MemorySegment sets) {
        var slices = new MemorySegment[3];
        for (int i = 0; i < 3; i++) {
            slices[i] = sets.asSlice((long) i * FdSet.SIZE, FdSet.SIZE);
        }
        return slices;
    }

    @Override
    public String name() {
        return "select";
    }

    @Override
    int interests() {
        return IN | OUT | PRI;
    }

    @Override
    public int open() {
        return closed() ? -EBADF : 0;
    }

    @Override
    int add(Watch watch) {
        if (watch.fd >= FD_SETSIZE) {
            return FD_TOO_HIGH;
        }
        int open = kernel.fcntl(watch.fd, F_GETFD, 0);
        if (open < 0) {
            return open;
        }
        watch.place = round;
        end = Math.max(end, watch.fd + 1);
        return change(watch, 0);
    }

    @Override
    int change(Watch watch, int before) {
        put(0, watch.fd, (watch.interest() & IN) != 0);
        put(1, watch.fd, (watch.interest() & OUT) != 0);
        put(2, watch.fd, (watch.interest() & PRI) != 0);
        return 0;
    }

    @Override
    int remove(Watch watch) {
        int result = change(watch, 0);
        while (end > 0 && at(end - 1) == null) {
            end--;
        }
        return result;
    }

    private void put(int set, int fd, boolean in) {
        if (in) {
            FdSet.set(wants[set], fd);
        } else {
            FdSet.clear(wants[set], fd);
        }
    }

    @Override
    int collect(long timeout) {
        round++;
        int asked = end;
        found.copyFrom(wanted);
        int bits = kernel.select(asked, finds[0], finds[1], finds[2], timeval(timeout));
        if (bits == -EBADF) {
            return tellClosed(asked);
        }
        int told = 0;
        int start = next < asked ? next : 0;
        for (int i = 0; i < asked && bits > 0 && told < batch; i++) {
            int fd = start + i < asked ? start + i : start + i - asked;
            Watch watch = at(fd);
            if (watch != null && watch.place != round) {
                int events = found(fd);
                bits -= Integer.bitCount(events);
                told += tell(watch, events);
                next = fd + 1;
            }
        }
        return bits < 0 ? bits : told;
    }

    private int found(int fd) {
        return (FdSet.isSet(finds[0], fd) ? IN : 0)
                | (FdSet.isSet(finds[1], fd) ? OUT : 0)
                | (FdSet.isSet(finds[2], fd) ? PRI : 0);
    }

    /** One descriptor that is not open makes select useless for all: each is asked about by itself. */
    private int tellClosed(int asked) {
        int told = 0;
        for (int fd = 0; fd < asked && told < batch; fd++) {
            Watch watch = at(fd);
            if (watch != null && kernel.fcntl(fd, F_GETFD, 0) == -EBADF) {
                told += tell(watch, ERR);
            }
        }
        return told;
    }

    /** Rounded up to microseconds. */
    private MemorySegment timeval(long timeout) {
        if (timeout == FOREVER) {
            return MemorySegment.NULL;
        }
        long micros = timeout <= 0 ? 0 : (timeout - 1) / 1_000 + 1;
        Timeval.sec(time, micros / 1_000_000);
        Timeval.usec(time, micros % 1_000_000);
        return time;
    }

    @Override
    void release() {
        wanted.fill((byte) 0);
        end = 0;
    }
}
