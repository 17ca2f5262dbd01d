/*
 * rate: an open loop. Request number i is due at begin + i / rate, whatever the server does; a connection that is free
 * takes it, and where none is free it waits here. Its latency counts from when it was due, so a server that stalls pays
 * for each request that it kept waiting, not only for the one that saw it stall.
 */
#define _GNU_SOURCE
#include <err.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "load.h"
#include "talk.h"

enum { EVENTS = 512, TICK_NS = 10000000 };

struct rate {
    struct meter *meter;
    int size, alive;
    uint64_t begin, issued;
    double interval; /* ns */
    struct talk **free; /* a ring of `capacity` places: the connection that is free for longest is next */
    int capacity, first, count;
};

static uint64_t due(const struct rate *run) {
    return run->begin + (uint64_t) ((double) run->issued * run->interval);
}

static void drop(struct rate *run, struct talk *talk) {
    run->meter->errors++;
    run->alive--;
    close(talk->fd);
}

static void give_back(struct rate *run, struct talk *talk) {
    run->free[(run->first + run->count++) % run->capacity] = talk;
}

static struct talk *take(struct rate *run) {
    struct talk *talk = run->free[run->first];
    run->first = (run->first + 1) % run->capacity;
    run->count--;
    return talk;
}

static void send_what_is_due(struct rate *run) {
    for (uint64_t now = now_ns(), when; run->count > 0 && (when = due(run)) <= now;) {
        struct talk *talk = take(run);
        run->issued++;
        if (talk_begin(talk, when) == TALK_BROKEN) drop(run, talk);
    }
}

static void ready(struct rate *run, struct talk *talk) {
    enum progress progress = talk_advance(talk);
    if (progress == TALK_BROKEN) drop(run, talk);
    if (progress != TALK_DONE) return;
    meter_op(run->meter, talk->begun, now_ns(), (uint64_t) run->size);
    give_back(run, talk);
}

/* Until the next request is due; a tick where no connection is free for it. */
static struct timespec pause_of(const struct rate *run) {
    uint64_t now = now_ns(), when = due(run);
    long pause = run->count == 0 ? TICK_NS : when <= now ? 0 : (long) (when - now);
    return (struct timespec){.tv_nsec = pause < TICK_NS ? pause : TICK_NS};
}

void load_rate(const struct plan *plan, struct meter *meter) {
    struct rate run = {.meter = meter, .size = plan->size, .alive = plan->connections, .interval = 1e9 / plan->rate,
                       .capacity = plan->connections};
    struct epoll_event events[EVENTS];
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) err(1, "epoll_create1");
    /* The kernel may lengthen a sleep by the timer slack, 50 us by default: more than many a latency here. */
    prctl(PR_SET_TIMERSLACK, 1);
    talk_prepare(plan->size);
    struct talk *talks = talk_open_all(&plan->server, plan->connections, epoll);
    if ((run.free = calloc((size_t) plan->connections, sizeof *run.free)) == NULL) err(1, "calloc");
    for (int i = 0; i < plan->connections; i++) give_back(&run, &talks[i]);
    meter_start(meter, plan->pid, plan->warmup, plan->seconds);
    run.begin = now_ns();
    while (run.alive > 0 && meter_running(meter)) {
        send_what_is_due(&run);
        struct timespec pause = pause_of(&run);
        int n = epoll_pwait2(epoll, events, EVENTS, &pause, NULL);
        for (int i = 0; i < n; i++) ready(&run, events[i].data.ptr);
    }
    meter_stop(meter);
    meter->overdue = due(&run) < meter->after.at ? (uint64_t) ((double) (meter->after.at - due(&run)) / run.interval) : 0;
}
