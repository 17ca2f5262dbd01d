package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EBADF;
import static dev.sockeye.sys.Errno.EPERM;
import static dev.sockeye.sys.SysEpoll.EPOLLERR;
import static dev.sockeye.sys.SysEpoll.EPOLLET;
import static dev.sockeye.sys.SysEpoll.EPOLLEXCLUSIVE;
import static dev.sockeye.sys.SysEpoll.EPOLLHUP;
import static dev.sockeye.sys.SysEpoll.EPOLLIN;
import static dev.sockeye.sys.SysEpoll.EPOLLONESHOT;
import static dev.sockeye.sys.SysEpoll.EPOLLOUT;
import static dev.sockeye.sys.SysEpoll.EPOLLPRI;
import static dev.sockeye.sys.SysEpoll.EPOLLRDHUP;
import static dev.sockeye.sys.SysEpoll.EPOLL_CLOEXEC;
import static dev.sockeye.sys.SysEpoll.EPOLL_CTL_ADD;
import static dev.sockeye.sys.SysEpoll.EPOLL_CTL_DEL;
import static dev.sockeye.sys.SysEpoll.EPOLL_CTL_MOD;

import dev.sockeye.sys.EpollEvent;
import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * epoll: a set in the kernel, which tells those that are ready. With each descriptor goes its
 * number and the generation of its watch, so that an event of an earlier watch finds nobody.
 *
 * <p>What epoll cannot wait for (EPERM: regular files, directories) is always ready and is kept
 * here, outside the set; edge-triggered it is told once for each {@link Watch#want}.
 */
final class EpollPoller extends Mechanism {
    private final MemorySegment events;
    private final MemorySegment event = EpollEvent.allocate(Arena.ofAuto(), 1);
    private final List<Watch> files = new ArrayList<>();
    private int nextFile;
    private int epoll = -1;

    EpollPoller(Kernel kernel, int batch) {
        super(kernel, batch);
        this.events = EpollEvent.allocate(Arena.ofAuto(), batch);
    }

    @Override
    public String name() {
        return "epoll";
    }

    @Override
    int interests() {
        return EVENTS | FLAGS;
    }

    @Override
    public int open() {
        if (closed()) {
            return -EBADF;
        }
        if (epoll < 0) {
            epoll = kernel.epoll_create1(EPOLL_CLOEXEC);
        }
        return Math.min(0, epoll);
    }

    @Override
    int add(Watch watch) {
        int opened = open();
        int result = opened < 0 ? opened : control(EPOLL_CTL_ADD, watch);
        if (result == -EPERM) {
            watch.place = files.size();
            files.add(watch);
            return 0;
        }
        return result;
    }

    @Override
    int change(Watch watch, int before) {
        return watch.place >= 0 ? 0 : control(EPOLL_CTL_MOD, watch);
    }

    @Override
    int remove(Watch watch) {
        if (watch.place >= 0) {
            Watch last = files.removeLast();
            if (watch.place < files.size()) {
                files.set(watch.place, last);
                last.place = watch.place;
            }
            watch.place = -1;
            return 0;
        }
        return kernel.epoll_ctl(epoll, EPOLL_CTL_DEL, watch.fd, MemorySegment.NULL);
    }

    private int control(int operation, Watch watch) {
        long key = (long) watch.generation << 32 | watch.fd;
        EpollEvent.set(event, 0, bits(watch.interest()), key);
        return kernel.epoll_ctl(epoll, operation, watch.fd, event);
    }

    @Override
    int collect(long timeout) {
        int opened = open();
        if (opened < 0) {
            return opened;
        }
        int count = kernel.epoll_wait(epoll, events, batch, millis(fileReady() ? 0 : timeout));
        int told = 0;
        for (int i = 0; i < count; i++) {
            long key = EpollEvent.data(events, i);
            Watch watch = at((int) key);
            if (watch != null && watch.generation == (int) (key >>> 32)) {
                told += tell(watch, events(EpollEvent.events(events, i)));
            }
        }
        told += tellFiles();
        return told == 0 ? Math.min(0, count) : told;
    }

    private boolean fileReady() {
        for (int i = 0; i < files.size(); i++) {
            Watch file = files.get(i);
            if (!file.spent && (file.interest() & (IN | OUT)) != 0) {
                return true;
            }
        }
        return false;
    }

    private int tellFiles() {
        int told = 0;
        for (int i = Math.min(files.size(), batch); i > 0 && !files.isEmpty(); i--) {
            nextFile = nextFile < files.size() ? nextFile : 0;
            Watch file = files.get(nextFile++);
            told += tell(file, IN | OUT, ONESHOT | EDGE);
        }
        return told;
    }

    private static int bits(int interest) {
        return ((interest & IN) != 0 ? EPOLLIN : 0)
                | ((interest & OUT) != 0 ? EPOLLOUT : 0)
                | ((interest & PRI) != 0 ? EPOLLPRI : 0)
                | ((interest & RDHUP) != 0 ? EPOLLRDHUP : 0)
                | ((interest & EDGE) != 0 ? EPOLLET : 0)
                | ((interest & ONESHOT) != 0 ? EPOLLONESHOT : 0)
                | ((interest & EXCLUSIVE) != 0 ? EPOLLEXCLUSIVE : 0);
    }

    private static int events(int found) {
        return ((found & EPOLLIN) != 0 ? IN : 0)
                | ((found & EPOLLOUT) != 0 ? OUT : 0)
                | ((found & EPOLLPRI) != 0 ? PRI : 0)
                | ((found & EPOLLRDHUP) != 0 ? RDHUP : 0)
                | ((found & EPOLLERR) != 0 ? ERR : 0)
                | ((found & EPOLLHUP) != 0 ? HUP : 0);
    }

    @Override
    void release() {
        files.clear();
        if (epoll >= 0) {
            var _ = kernel.close(epoll);
        }
    }
}
