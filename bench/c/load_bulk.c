/*
 * in, out: N connections that only send, or only receive, as fast as the server lets them. On loopback the sender also
 * does the receiver's share of TCP, so in `in` this process is the limit, and the server's CPU time is the figure.
 * sendfile(2) from memory does not change that: it cost more than the copy that it saves, here and in the server.
 */
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "connect.h"
#include "load.h"

enum {
    EVENTS = 512,
    TICK_MS = 10,
    PIECES = 4 /* of one connection before the next has its turn */
};

struct bulk {
    struct meter *meter;
    size_t size;
    unsigned char *piece;
    int alive;
};

static ssize_t send_piece(const struct bulk *run, int fd) {
    return send(fd, run->piece, run->size, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static ssize_t receive_piece(const struct bulk *run, int fd) {
    return recv(fd, run->piece, run->size, MSG_DONTWAIT);
}

/* A short count means that there is no more room, or no more data; epoll tells when that changes (level-triggered). */
static void move(struct bulk *run, int fd, ssize_t (*piece)(const struct bulk *, int)) {
    for (int i = 0; i < PIECES; i++) {
        ssize_t n = piece(run, fd);
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0) {
            run->meter->errors++;
            run->alive--;
            close(fd);
            return;
        }
        run->meter->bytes += (uint64_t) n;
        if ((size_t) n < run->size) return;
    }
}

static void connect_all(const struct plan *plan, int epoll, uint32_t interest) {
    for (int i = 0; i < plan->connections; i++) {
        int fd = connect_to(&plan->server);
        struct epoll_event event = {.events = interest, .data.fd = fd};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) err(1, "epoll_ctl");
    }
}

static void bulk(const struct plan *plan, struct meter *meter, uint32_t interest,
                 ssize_t (*piece)(const struct bulk *, int)) {
    struct bulk run = {.meter = meter, .size = (size_t) plan->size, .alive = plan->connections};
    struct epoll_event events[EVENTS];
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    /* Page-aligned: the kernel copies to and from such memory fastest. */
    if (epoll < 0 || (run.piece = aligned_alloc(4096, (run.size + 4095) / 4096 * 4096)) == NULL) err(1, "bulk");
    for (size_t i = 0; i < run.size; i++) run.piece[i] = (unsigned char) i;
    connect_all(plan, epoll, interest);
    meter_start(meter, plan->pid, plan->warmup, plan->seconds);
    while (run.alive > 0 && meter_running(meter)) {
        int n = epoll_wait(epoll, events, EVENTS, TICK_MS);
        for (int i = 0; i < n; i++) move(&run, events[i].data.fd, piece);
    }
    meter_stop(meter);
    meter->ops = meter->bytes / run.size;
}

void load_in(const struct plan *plan, struct meter *meter) {
    bulk(plan, meter, EPOLLOUT, send_piece);
}

void load_out(const struct plan *plan, struct meter *meter) {
    bulk(plan, meter, EPOLLIN, receive_piece);
}
