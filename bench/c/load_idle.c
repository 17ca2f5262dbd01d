/*
 * idle: N connections that echo once, one after another, and then stay open and silent until the end of standard
 * input, while somebody else looks at the server's memory.
 */
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include <sys/epoll.h>

#include "load.h"
#include "talk.h"

enum { PATIENCE_MS = 10000 };

static void echo_once(struct talk *talk, const struct plan *plan, struct meter *meter) {
    struct pollfd ready = {.fd = talk->fd, .events = POLLIN};
    enum progress progress = talk_begin(talk, now_ns());
    while (progress == TALK_GOES_ON && poll(&ready, 1, PATIENCE_MS) > 0) progress = talk_advance(talk);
    if (progress == TALK_DONE)
        meter_op(meter, talk->begun, now_ns(), (uint64_t) plan->size);
    else
        meter->errors++;
}

static void wait_for_end_of_input(void) {
    char buffer[256];
    while (read(STDIN_FILENO, buffer, sizeof buffer) > 0) { }
}

/* What was held is still there: no end of the stream, no reset, no byte that nobody asked for. */
static bool still_idle(const struct talk *talk) {
    char byte;
    return recv(talk->fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK) < 0 && errno == EAGAIN;
}

void load_idle(const struct plan *plan, struct meter *meter) {
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) err(1, "epoll_create1");
    talk_prepare(plan->size);
    struct talk *talks = talk_open_all(&plan->server, plan->connections, epoll);
    meter_start(meter, plan->pid, 0, 0);
    meter_running(meter);
    for (int i = 0; i < plan->connections; i++) echo_once(&talks[i], plan, meter);
    meter_stop(meter);
    puts("idle");
    fflush(stdout);
    wait_for_end_of_input();
    for (int i = 0; i < plan->connections; i++)
        if (!still_idle(&talks[i])) meter->errors++;
}
