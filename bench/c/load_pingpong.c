/* pingpong: N connections, one message in flight on each, the next one as soon as the answer is there. */
#include <err.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "load.h"
#include "talk.h"

enum { EVENTS = 512, TICK_MS = 10 };

struct pingpong {
    struct meter *meter;
    int size, alive;
};

static void drop(struct pingpong *run, struct talk *talk) {
    run->meter->errors++;
    run->alive--;
    close(talk->fd);
}

static void ready(struct pingpong *run, struct talk *talk) {
    enum progress progress = talk_advance(talk);
    if (progress == TALK_DONE) {
        /* One reading of the clock ends this exchange and begins the next. */
        uint64_t now = now_ns();
        meter_op(run->meter, talk->begun, now, (uint64_t) run->size);
        progress = talk_begin(talk, now);
    }
    if (progress == TALK_BROKEN) drop(run, talk);
}

void load_pingpong(const struct plan *plan, struct meter *meter) {
    struct pingpong run = {.meter = meter, .size = plan->size, .alive = plan->connections};
    struct epoll_event events[EVENTS];
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) err(1, "epoll_create1");
    talk_prepare(plan->size);
    struct talk *talks = talk_open_all(&plan->server, plan->connections, epoll);
    meter_start(meter, plan->pid, plan->warmup, plan->seconds);
    for (int i = 0; i < plan->connections; i++)
        if (talk_begin(&talks[i], now_ns()) == TALK_BROKEN) drop(&run, &talks[i]);
    while (run.alive > 0 && meter_running(meter)) {
        int n = epoll_wait(epoll, events, EVENTS, TICK_MS);
        for (int i = 0; i < n; i++) ready(&run, events[i].data.ptr);
    }
    meter_stop(meter);
}
