package dev.sockeye.poll;

import dev.sockeye.sys.Kernel;

/** The mechanisms, epoll in both its ways; and watches on a ring. */
enum On {
    SELECT("select"),
    POLL("poll"),
    EPOLL("epoll_wait"),
    EPOLL_EDGE("epoll_wait"),
    RING("io_uring_enter");

    /** The call that waits. */
    final String call;

    On(String call) {
        this.call = call;
    }

    Poller open(Kernel kernel) {
        return open(kernel, Poller.BATCH);
    }

    Poller open(Kernel kernel, int batch) {
        return switch (this) {
            case SELECT -> Poller.select(kernel, batch);
            case POLL -> Poller.poll(kernel, batch);
            case EPOLL, EPOLL_EDGE -> Poller.epoll(kernel, batch);
            case RING -> new Ring(kernel, 64, 128, batch).poller();
        };
    }

    /** An interest in the way of this mechanism. */
    int way(int interest) {
        return edge() ? interest | Poller.EDGE : interest;
    }

    boolean edge() {
        return this == EPOLL_EDGE;
    }

    /** Whether an eventfd can be told each time and never be read. */
    boolean canEdge() {
        return isEpoll() || this == RING;
    }

    boolean isEpoll() {
        return this == EPOLL || this == EPOLL_EDGE;
    }
}
