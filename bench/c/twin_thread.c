/* thread: each connection has a thread and blocking calls. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "twin.h"

/* Room for one buffer and the calls. Unused pages cost nothing, but 10,000 stacks of 8 MiB are 80 GB of addresses. */
enum { SMALL_STACK = 256 << 10 };

static void echo(int fd) {
    char buffer[ECHO_BUFFER];
    for (ssize_t n; (n = recv(fd, buffer, sizeof buffer, 0)) > 0;) {
        for (ssize_t at = 0, sent; at < n; at += sent)
            if ((sent = send(fd, buffer + at, (size_t) (n - at), MSG_NOSIGNAL)) < 0) return;
    }
}

static void sink(int fd) {
    char buffer[BULK_BUFFER] __attribute__((aligned(64)));
    while (recv(fd, buffer, sizeof buffer, 0) > 0) { }
}

static void source(int fd) {
    static const char buffer[BULK_BUFFER] __attribute__((aligned(4096)));
    while (send(fd, buffer, sizeof buffer, MSG_NOSIGNAL) > 0) { }
}

/* The descriptor travels as the pointer. */
static void *serve_echo(void *fd) {
    echo((int) (intptr_t) fd);
    close((int) (intptr_t) fd);
    return NULL;
}

static void *serve_sink(void *fd) {
    sink((int) (intptr_t) fd);
    close((int) (intptr_t) fd);
    return NULL;
}

static void *serve_source(void *fd) {
    source((int) (intptr_t) fd);
    close((int) (intptr_t) fd);
    return NULL;
}

struct acceptor {
    int fd;
    void *(*serve)(void *);
};

static void *accept_all(void *argument) {
    const struct acceptor *acceptor = argument;
    for (;;) {
        int fd = accept4(acceptor->fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd >= 0) spawn(acceptor->serve, (void *) (intptr_t) fd, SMALL_STACK);
        else if (errno != ECONNABORTED && errno != EINTR) err(1, "accept4");
    }
}

void twin_thread(const struct share *share) {
    static void *(*const SERVE[])(void *) = {[ECHO] = serve_echo, [SINK] = serve_sink, [SOURCE] = serve_source};
    struct acceptor *acceptors = calloc((size_t) share->count, sizeof *acceptors);
    if (acceptors == NULL) err(1, "calloc");
    for (int i = 0; i < share->count; i++) acceptors[i] = (struct acceptor){share->fds[i], SERVE[share->work]};
    for (int i = 1; i < share->count; i++) spawn(accept_all, &acceptors[i], SMALL_STACK);
    accept_all(&acceptors[0]);
}
