/*
 * uring: one ring for each loop. Accept and receive are armed once and complete many times; the kernel takes the buffer
 * of each receive from a ring that is shared by all connections, and the answer is sent from that very buffer.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <liburing.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "twin.h"

enum {
    SUBMISSIONS = 1024,
    COMPLETIONS = 8192,
    BUFFERS = 256, /* a power of two; 1,024 were not faster with 1,000 connections, 64 were slower with 64 */
    GROUP = 0,
    NONE = -1
};

/* What a completion belongs to: the low bits of its user data, the connection is the rest. */
enum operation { ACCEPT, RECEIVE, SEND, IGNORED, OPERATIONS };

struct connection {
    int fd;
    bool receiving, sending, broken;
    int first, last; /* buffers that wait to be sent back, the first is the one being sent; NONE: none */
    struct connection *next_starved;
};

struct loop {
    struct io_uring ring;
    enum work work;
    struct io_uring_buf_ring *free;
    char *buffers;
    size_t size;                /* of a buffer */
    unsigned lengths[BUFFERS];  /* bytes in it */
    int followers[BUFFERS];     /* the buffer behind it in its connection's queue */
    struct connection *starved; /* found no buffer */
};

static struct io_uring_sqe *submission(struct loop *loop) {
    struct io_uring_sqe *sqe = io_uring_get_sqe(&loop->ring);
    if (sqe != NULL) return sqe;
    io_uring_submit(&loop->ring);
    if ((sqe = io_uring_get_sqe(&loop->ring)) == NULL) errx(1, "the submission queue stays full");
    return sqe;
}

static void tag(struct io_uring_sqe *sqe, struct connection *connection, enum operation operation) {
    io_uring_sqe_set_data64(sqe, (uint64_t) (uintptr_t) connection | operation);
}

static void give_back(struct loop *loop, int buffer) {
    io_uring_buf_ring_add(loop->free, loop->buffers + (size_t) buffer * loop->size, (unsigned) loop->size,
                          (unsigned short) buffer, io_uring_buf_ring_mask(BUFFERS), 0);
    io_uring_buf_ring_advance(loop->free, 1);
}

static void arm_accept(struct loop *loop, struct connection *listener) {
    struct io_uring_sqe *sqe = submission(loop);
    io_uring_prep_multishot_accept(sqe, listener->fd, NULL, NULL, SOCK_CLOEXEC);
    tag(sqe, listener, ACCEPT);
}

static void arm_receive(struct loop *loop, struct connection *connection) {
    struct io_uring_sqe *sqe = submission(loop);
    io_uring_prep_recv_multishot(sqe, connection->fd, NULL, 0, 0);
    sqe->flags |= IOSQE_BUFFER_SELECT;
    sqe->buf_group = GROUP;
    tag(sqe, connection, RECEIVE);
    connection->receiving = true;
}

/* MSG_WAITALL: the kernel itself goes on after a short send. */
static void send_bytes(struct loop *loop, struct connection *connection, const char *bytes, size_t length) {
    struct io_uring_sqe *sqe = submission(loop);
    io_uring_prep_send(sqe, connection->fd, bytes, length, MSG_NOSIGNAL | MSG_WAITALL);
    tag(sqe, connection, SEND);
    connection->sending = true;
}

static void send_first(struct loop *loop, struct connection *connection) {
    int buffer = connection->first;
    send_bytes(loop, connection, loop->buffers + (size_t) buffer * loop->size, loop->lengths[buffer]);
}

static void begin(struct loop *loop, int fd) {
    struct connection *connection = calloc(1, sizeof *connection);
    if (connection == NULL) err(1, "calloc");
    *connection = (struct connection){.fd = fd, .first = NONE, .last = NONE};
    if (loop->work == SOURCE) send_bytes(loop, connection, loop->buffers, loop->size);
    else arm_receive(loop, connection);
}

/* Ends a connection of which the kernel holds nothing any more. */
static void end_if_unused(struct loop *loop, struct connection *connection) {
    if (connection->receiving || connection->sending || !connection->broken) return;
    struct io_uring_sqe *sqe = submission(loop);
    io_uring_prep_close(sqe, connection->fd);
    sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
    tag(sqe, NULL, IGNORED);
    free(connection);
}

static void enqueue(struct loop *loop, struct connection *connection, int buffer, unsigned length) {
    loop->lengths[buffer] = length;
    loop->followers[buffer] = NONE;
    if (connection->first == NONE) connection->first = buffer;
    else loop->followers[connection->last] = buffer;
    connection->last = buffer;
    if (!connection->sending) send_first(loop, connection);
}

static void dequeue(struct loop *loop, struct connection *connection) {
    int buffer = connection->first;
    connection->first = loop->followers[buffer];
    give_back(loop, buffer);
}

static void accepted(struct loop *loop, struct connection *listener, const struct io_uring_cqe *cqe) {
    if (cqe->res >= 0) begin(loop, cqe->res);
    else if (cqe->res != -ECONNABORTED && cqe->res != -EINTR) errx(1, "accept: error %d", -cqe->res);
    if ((cqe->flags & IORING_CQE_F_MORE) == 0) arm_accept(loop, listener);
}

static void received(struct loop *loop, struct connection *connection, const struct io_uring_cqe *cqe) {
    int buffer = (int) (cqe->flags >> IORING_CQE_BUFFER_SHIFT);
    connection->receiving = (cqe->flags & IORING_CQE_F_MORE) != 0;
    if (cqe->res > 0 && loop->work == ECHO && !connection->broken)
        enqueue(loop, connection, buffer, (unsigned) cqe->res);
    else if ((cqe->flags & IORING_CQE_F_BUFFER) != 0)
        give_back(loop, buffer);
    if (cqe->res == -ENOBUFS) {
        connection->next_starved = loop->starved;
        loop->starved = connection;
    } else if (cqe->res <= 0) {
        connection->broken = true;
        end_if_unused(loop, connection);
    } else if (!connection->receiving) {
        arm_receive(loop, connection);
    }
}

/* A connection that fails here fails on the receiving side too, and ends there. */
static void sent(struct loop *loop, struct connection *connection, const struct io_uring_cqe *cqe) {
    connection->sending = false;
    if (loop->work == SOURCE) {
        connection->broken = cqe->res < 0;
        if (!connection->broken) send_bytes(loop, connection, loop->buffers, loop->size);
    } else {
        bool failed = cqe->res < (int) loop->lengths[connection->first];
        do dequeue(loop, connection);
        while (failed && connection->first != NONE);
        if (failed) shutdown(connection->fd, SHUT_RDWR);
        else if (connection->first != NONE) send_first(loop, connection);
    }
    end_if_unused(loop, connection);
}

static void complete(struct loop *loop, const struct io_uring_cqe *cqe) {
    struct connection *connection = (struct connection *) (uintptr_t) (cqe->user_data & ~(uint64_t) (OPERATIONS - 1));
    switch ((enum operation) (cqe->user_data & (OPERATIONS - 1))) {
    case ACCEPT: accepted(loop, connection, cqe); break;
    case RECEIVE: received(loop, connection, cqe); break;
    case SEND: sent(loop, connection, cqe); break;
    default: break;
    }
}

/* All buffers were in use; by now some have come back, or the next round will find more. */
static void feed_starved(struct loop *loop) {
    struct connection *connection = loop->starved;
    loop->starved = NULL;
    for (struct connection *next; connection != NULL; connection = next) {
        next = connection->next_starved;
        arm_receive(loop, connection);
    }
}

static void open_ring(struct loop *loop) {
    struct io_uring_params parameters = {
        .flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_CQSIZE, .cq_entries = COMPLETIONS};
    int result = io_uring_queue_init_params(SUBMISSIONS, &loop->ring, &parameters);
    if (result < 0) errx(1, "io_uring_setup" ": %s", strerror(-result));
    result = io_uring_register_ring_fd(&loop->ring);
    if (result < 0) errx(1, "io_uring_register_ring_fd" ": %s", strerror(-result));
}

static void open_buffers(struct loop *loop) {
    loop->free = aligned_alloc(4096, BUFFERS * sizeof(struct io_uring_buf));
    loop->buffers = aligned_alloc(4096, BUFFERS * loop->size);
    if (loop->free == NULL || loop->buffers == NULL) err(1, "aligned_alloc");
    struct io_uring_buf_reg registration = {
        .ring_addr = (uint64_t) (uintptr_t) loop->free, .ring_entries = BUFFERS, .bgid = GROUP};
    int result = io_uring_register_buf_ring(&loop->ring, &registration, 0);
    if (result < 0) errx(1, "io_uring_register_buf_ring" ": %s", strerror(-result));
    io_uring_buf_ring_init(loop->free);
    for (int buffer = 0; buffer < BUFFERS; buffer++) give_back(loop, buffer);
}

static void open_listeners(struct loop *loop, const struct share *share) {
    struct connection *listeners = calloc((size_t) share->count, sizeof *listeners);
    if (listeners == NULL) err(1, "calloc");
    for (int i = 0; i < share->count; i++) {
        listeners[i].fd = share->fds[i];
        arm_accept(loop, &listeners[i]);
    }
}

static void complete_all(struct loop *loop) {
    struct io_uring_cqe *cqe;
    unsigned head, count = 0;
    io_uring_for_each_cqe(&loop->ring, head, cqe) {
        complete(loop, cqe);
        count++;
    }
    io_uring_cq_advance(&loop->ring, count);
}

void twin_uring(const struct share *share) {
    struct loop *loop = calloc(1, sizeof *loop);
    if (loop == NULL) err(1, "calloc");
    loop->work = share->work;
    loop->size = share->work == ECHO ? ECHO_BUFFER : BULK_BUFFER;
    open_ring(loop);
    open_buffers(loop);
    open_listeners(loop, share);
    for (;;) {
        io_uring_submit_and_wait(&loop->ring, 1);
        complete_all(loop);
        feed_starved(loop);
    }
}
