/* What the load generator was asked for, and the scenarios that do it: one file each. */
#ifndef LOAD_H
#define LOAD_H

#include <sys/types.h>

#include "meter.h"
#include "net.h"

enum {
    LARGEST_DATAGRAM = 65507, /* bytes that IPv4 and UDP leave of 65,535 */
    LONGEST_TRAIN = 128       /* UDP_MAX_SEGMENTS of the kernel */
};

struct plan {
    struct target server;
    pid_t pid; /* of the server, 0 where it was not named */
    int connections;
    int size;     /* bytes of a message, a piece or a datagram */
    double seconds, warmup;
    double rate;  /* requests per second of the open loop */
    int window;   /* datagrams or trains in flight on each socket */
    int train;    /* datagrams of one UDP_SEGMENT send; 1 is a plain send */
};

void load_pingpong(const struct plan *plan, struct meter *meter);
void load_rate(const struct plan *plan, struct meter *meter);
void load_churn(const struct plan *plan, struct meter *meter);
void load_in(const struct plan *plan, struct meter *meter);
void load_out(const struct plan *plan, struct meter *meter);
void load_idle(const struct plan *plan, struct meter *meter);
void load_udp_echo(const struct plan *plan, struct meter *meter);
void load_udp_sink(const struct plan *plan, struct meter *meter);

#endif
