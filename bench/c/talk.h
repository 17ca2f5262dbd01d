/*
 * One message there and back over one connection: the unit of pingpong, rate, churn and idle. The message is the same
 * for all but for its first byte, which changes each time. What comes back is compared with what went.
 */
#ifndef TALK_H
#define TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net.h"

struct talk {
    int fd;
    unsigned char first; /* first byte of the message that is on its way */
    bool busy;
    size_t sent, received;
    uint64_t begun; /* for the latency */
};

enum progress {
    TALK_GOES_ON,
    TALK_DONE,
    TALK_BROKEN /* reset, ended, or a wrong byte came back */
};

/* Makes the message of this size that all talks of this process use. */
void talk_prepare(int size);

/* Opens connection number `index` and registers it (edge-triggered, both directions) with its talk as the data. */
void talk_open(struct talk *talk, const struct target *server, int index, int epoll);

/* Opens `count` talks. */
struct talk *talk_open_all(const struct target *server, int count, int epoll);

/* Sends a new message, or as much of it as there is room for. */
enum progress talk_begin(struct talk *talk, uint64_t begun);

/* Goes on with sending and receiving after an event. */
enum progress talk_advance(struct talk *talk);

#endif
