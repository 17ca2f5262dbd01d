/*
 * udp-echo, train-echo: sockets with a window of trains in flight on each; a plain datagram is a train of one. A train
 * that has come back whole is sent again; what has not come back after 100 ms is counted as dropped and replaced.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "load.h"
#include "train.h"

enum {
    EVENTS = 64,
    TICK_MS = 10,
    LOST_NS = 100000000,
    DATAGRAMS = 64, /* of one sendmmsg or recvmmsg */
    TRAINS = 8,     /* the same for trains: they are large, and shall stay in the cache */
    COMPARED = 64   /* bytes of each datagram that are compared */
};

/* The first bytes of each datagram: which one it is. */
struct mark {
    uint16_t slot, place; /* in the window, in the train */
    uint32_t generation;
};

struct slot {
    uint32_t generation;
    int missing; /* datagrams of the train that are still on their way */
    uint64_t begun;
};

struct flow {
    int fd; /* -1: broken */
    struct slot *slots;
};

/* Headers and buffers of one system call. */
struct batch {
    int count;
    size_t room; /* bytes of each buffer */
    unsigned char *bytes;
    struct mmsghdr headers[DATAGRAMS];
    struct iovec vectors[DATAGRAMS];
    union train_control controls[DATAGRAMS];
};

struct udp {
    const struct plan *plan;
    struct meter *meter;
    int alive, largest;     /* largest: headers of one call */
    unsigned char *pattern; /* what a datagram carries behind its mark */
    struct batch out, in;
};

static void prepare(struct batch *batch, int count, size_t room) {
    batch->count = count;
    batch->room = room;
    if ((batch->bytes = calloc((size_t) count, room)) == NULL) err(1, "calloc");
    for (int i = 0; i < count; i++) {
        batch->vectors[i] = (struct iovec){.iov_base = batch->bytes + (size_t) i * room, .iov_len = room};
        batch->headers[i].msg_hdr = (struct msghdr){.msg_iov = &batch->vectors[i], .msg_iovlen = 1};
    }
}

static void prepare_sending(struct udp *run) {
    size_t size = (size_t) run->plan->size, length = size * (size_t) run->plan->train;
    prepare(&run->out, run->largest, length);
    for (int i = 0; i < run->largest; i++) {
        for (size_t at = 0; at < length; at += size) memcpy(run->out.bytes + (size_t) i * length + at, run->pattern, size);
        if (run->plan->train > 1) train_cut(&run->out.headers[i].msg_hdr, &run->out.controls[i], (uint16_t) size);
    }
}

static void prepare_receiving(struct udp *run) {
    /* One byte more than a datagram, so that one that is too long shows. */
    prepare(&run->in, run->largest, run->plan->train > 1 ? TRAIN_BYTES : (size_t) run->plan->size + 1);
}

static void drop_flow(struct udp *run, struct flow *flow) {
    run->meter->errors++;
    run->alive--;
    close(flow->fd);
    flow->fd = -1;
}

static void mark_train(const struct udp *run, unsigned char *train, uint16_t slot, uint32_t generation) {
    for (int place = 0; place < run->plan->train; place++) {
        struct mark mark = {.slot = slot, .place = (uint16_t) place, .generation = generation};
        memcpy(train + (size_t) place * (size_t) run->plan->size, &mark, sizeof mark);
    }
}

/* What the kernel does not take for want of memory counts as lost in 100 ms. */
static void send_marked(struct udp *run, struct flow *flow, int count) {
    for (int sent = 0; sent < count;) {
        int n = sendmmsg(flow->fd, run->out.headers + sent, (unsigned) (count - sent), MSG_DONTWAIT);
        if (n < 0 && errno == ECONNREFUSED) drop_flow(run, flow);
        else if (n < 0 && errno != EAGAIN && errno != ENOBUFS) err(1, "sendmmsg");
        if (n < 0) return;
        sent += n;
    }
}

static void send_slots(struct udp *run, struct flow *flow, const uint16_t *slots, int count, uint64_t now) {
    for (int i = 0; i < count; i++) {
        struct slot *slot = &flow->slots[slots[i]];
        *slot = (struct slot){.generation = slot->generation + 1, .missing = run->plan->train, .begun = now};
        mark_train(run, run->out.bytes + (size_t) i * run->out.room, slots[i], slot->generation);
    }
    send_marked(run, flow, count);
}

/* True where this datagram completes its train. */
static bool arrived(struct udp *run, struct flow *flow, const unsigned char *bytes, size_t length, uint64_t now) {
    struct mark mark;
    size_t size = (size_t) run->plan->size;
    memcpy(&mark, bytes, sizeof mark);
    if (length != size || mark.slot >= run->plan->window || mark.place >= run->plan->train ||
        memcmp(bytes + sizeof mark, run->pattern + sizeof mark, (size < COMPARED ? size : COMPARED) - sizeof mark) != 0) {
        run->meter->errors++;
        return false;
    }
    struct slot *slot = &flow->slots[mark.slot];
    if (mark.generation != slot->generation || slot->missing == 0) return false; /* late: it was counted as dropped */
    run->meter->ops++;
    run->meter->bytes += length;
    if (--slot->missing > 0) return false;
    histogram_add(&run->meter->latencies, now - slot->begun);
    return true;
}

/* Takes one message apart, datagram by datagram; answers the number of trains that it completed. */
static int take_apart(struct udp *run, struct flow *flow, int index, uint64_t now, uint16_t *slots) {
    unsigned char *bytes = run->in.bytes + (size_t) index * run->in.room;
    size_t length = run->in.headers[index].msg_len, step = train_size(&run->in.headers[index].msg_hdr);
    int complete = 0;
    if (step == 0) step = length;
    for (size_t at = 0; at < length; at += step) {
        if (!arrived(run, flow, bytes + at, length - at < step ? length - at : step, now)) continue;
        struct mark mark;
        memcpy(&mark, bytes + at, sizeof mark);
        slots[complete++] = mark.slot;
    }
    return complete;
}

static void ready(struct udp *run, struct flow *flow) {
    uint16_t slots[DATAGRAMS * LONGEST_TRAIN];
    int complete = 0;
    for (int i = 0; i < run->largest && run->plan->train > 1; i++) {
        run->in.headers[i].msg_hdr.msg_control = run->in.controls[i].room;
        run->in.headers[i].msg_hdr.msg_controllen = sizeof run->in.controls[i].room;
    }
    int n = recvmmsg(flow->fd, run->in.headers, (unsigned) run->largest, MSG_DONTWAIT, NULL);
    if (n < 0 && errno == EAGAIN) return;
    if (n < 0) {
        drop_flow(run, flow);
        return;
    }
    uint64_t now = now_ns();
    for (int i = 0; i < n; i++) complete += take_apart(run, flow, i, now, slots + complete);
    for (int at = 0; at < complete && flow->fd >= 0; at += run->largest)
        send_slots(run, flow, slots + at, complete - at < run->largest ? complete - at : run->largest, now);
}

static void replace_lost(struct udp *run, struct flow *flow) {
    uint64_t now = now_ns();
    for (int i = 0; i < run->plan->window && flow->fd >= 0; i++) {
        struct slot *slot = &flow->slots[i];
        if (now - slot->begun < LOST_NS) continue;
        run->meter->drops += (uint64_t) slot->missing;
        send_slots(run, flow, (uint16_t[]){(uint16_t) i}, 1, now);
    }
}

static void open_flow(struct udp *run, struct flow *flow, int epoll) {
    static const int room = 4 << 20; /* the kernel cuts it to net.core.rmem_max; what we lose is not the server's fault */
    *flow = (struct flow){.fd = socket(run->plan->server.address.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    if (flow->fd < 0 || (flow->slots = calloc((size_t) run->plan->window, sizeof *flow->slots)) == NULL) err(1, "socket");
    if (setsockopt(flow->fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room) < 0) err(1, "setsockopt SO_RCVBUF");
    if (connect(flow->fd, &run->plan->server.address.any, run->plan->server.length) < 0) err(1, "connect");
    if (run->plan->train > 1) train_receive(flow->fd);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = flow};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, flow->fd, &event) < 0) err(1, "epoll_ctl");
}

static struct flow *open_flows(struct udp *run, int epoll) {
    struct flow *flows = calloc((size_t) run->plan->connections, sizeof *flows);
    if (flows == NULL) err(1, "calloc");
    for (int i = 0; i < run->plan->connections; i++) open_flow(run, &flows[i], epoll);
    return flows;
}

static unsigned char *make_pattern(int size) {
    unsigned char *pattern = malloc((size_t) size);
    if (pattern == NULL) err(1, "malloc");
    for (int i = 0; i < size; i++) pattern[i] = (unsigned char) (i * 7 + i / 256);
    return pattern;
}

static void go_round(struct udp *run, struct flow *flows, int epoll) {
    struct epoll_event events[EVENTS];
    uint64_t next_search = 0;
    while (run->alive > 0 && meter_running(run->meter)) {
        int n = epoll_wait(epoll, events, EVENTS, TICK_MS);
        for (int i = 0; i < n; i++) ready(run, events[i].data.ptr);
        if (now_ns() < next_search) continue;
        /* Also sends the first trains: their time of sending is 0. */
        for (int i = 0; i < run->plan->connections; i++) replace_lost(run, &flows[i]);
        next_search = now_ns() + TICK_MS * 1000000;
    }
}

void load_udp_echo(const struct plan *plan, struct meter *meter) {
    static struct udp run;
    run = (struct udp){.plan = plan, .meter = meter, .alive = plan->connections,
                       .largest = plan->train > 1 ? TRAINS : DATAGRAMS, .pattern = make_pattern(plan->size)};
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) err(1, "epoll_create1");
    prepare_sending(&run);
    prepare_receiving(&run);
    struct flow *flows = open_flows(&run, epoll);
    meter_start(meter, plan->pid, plan->warmup, plan->seconds);
    go_round(&run, flows, epoll);
    meter_stop(meter);
}
