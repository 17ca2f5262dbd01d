/* churn: connect, one message there and back, close; N at a time. */
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "connect.h"
#include "load.h"
#include "talk.h"

enum { EVENTS = 512, TICK_MS = 10 };

struct churn {
    const struct plan *plan;
    struct meter *meter;
    int epoll;
    unsigned number; /* of connections begun */
    int refused;     /* in a row: the server is gone */
};

/*
 * The connection is closed plainly. A reset (SO_LINGER 0) would leave no TIME_WAIT here, but the server would see
 * ECONNRESET instead of the end of the stream, which is another path in it and on the JVM an exception.
 */
static void next(struct churn *run, struct talk *talk);

static void failed(struct churn *run, struct talk *talk) {
    run->meter->errors++;
    if (talk->fd >= 0) close(talk->fd);
    talk->fd = -1;
    if (++run->refused < run->plan->connections) next(run, talk);
}

static void next(struct churn *run, struct talk *talk) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = talk};
    uint64_t now = now_ns();
    talk->fd = connect_begin(&run->plan->server, run->number++);
    /* On loopback the connection is there when connect(2) returns, so the first send mostly succeeds. */
    if (talk->fd < 0 || talk_begin(talk, now) == TALK_BROKEN) {
        failed(run, talk);
        return;
    }
    if (epoll_ctl(run->epoll, EPOLL_CTL_ADD, talk->fd, &event) < 0) err(1, "epoll_ctl");
}

static void ready(struct churn *run, struct talk *talk) {
    switch (talk_advance(talk)) {
    case TALK_GOES_ON:
        return;
    case TALK_BROKEN:
        failed(run, talk);
        return;
    case TALK_DONE:
        meter_op(run->meter, talk->begun, now_ns(), (uint64_t) run->plan->size);
        run->refused = 0;
        close(talk->fd);
        next(run, talk);
    }
}

void load_churn(const struct plan *plan, struct meter *meter) {
    struct churn run = {.plan = plan, .meter = meter, .epoll = epoll_create1(EPOLL_CLOEXEC)};
    struct epoll_event events[EVENTS];
    struct talk *talks = calloc((size_t) plan->connections, sizeof *talks);
    if (run.epoll < 0 || talks == NULL) err(1, "churn");
    talk_prepare(plan->size);
    meter_start(meter, plan->pid, plan->warmup, plan->seconds);
    for (int i = 0; i < plan->connections; i++) next(&run, &talks[i]);
    while (run.refused < plan->connections && meter_running(meter)) {
        int n = epoll_wait(run.epoll, events, EVENTS, TICK_MS);
        for (int i = 0; i < n; i++) ready(&run, events[i].data.ptr);
    }
    meter_stop(meter);
}
