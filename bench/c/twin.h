/* The C twins: what a server in C does for the same work, one file for each model. */
#ifndef TWIN_H
#define TWIN_H

#include "net.h"

enum work {
    ECHO,   /* what came goes back */
    SINK,   /* reads and throws away */
    SOURCE  /* sends as much as it can */
};

enum {
    ECHO_BUFFER = 16 << 10, /* bytes of one read */
    BULK_BUFFER = 64 << 10, /* the same for sink, and of one write for source */
    MAX_LISTENERS = 16
};

/* What one thread serves: the sockets of all addresses, bound, and listening where they are TCP. */
struct share {
    enum work work;
    int count;
    int fds[MAX_LISTENERS];
};

/* Each serves its share for ever. */
void twin_thread(const struct share *share);
void twin_epoll(const struct share *share);
void twin_uring(const struct share *share);
void twin_recvfrom(const struct share *share);
void twin_recvmmsg(const struct share *share);
void twin_gso(const struct share *share);

/* Runs `serve` on a thread of its own with this size of stack; ends the program where there is no thread to be had. */
void spawn(void *(*serve)(void *), void *argument, size_t stack);

/* Runs `serve` for each socket of the share: the first here, the others on threads. It never returns. */
void each_socket(const struct share *share, void (*serve)(int fd, enum work work));

#endif
