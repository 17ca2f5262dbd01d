/* recvfrom, recvmmsg: one datagram, or up to 64, with each call. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <stdlib.h>

#include "twin.h"

enum {
    DATAGRAM = 16 << 10, /* what a buffer holds of a datagram, as for a stream */
    BATCH = 64
};

/* An answer that the kernel does not take is lost, as datagrams are. */
static void by_one(int fd, enum work work) {
    char buffer[DATAGRAM];
    union address peer;
    for (;;) {
        socklen_t length = sizeof peer;
        ssize_t n = recvfrom(fd, buffer, sizeof buffer, 0, &peer.any, &length);
        if (n >= 0 && work == ECHO) sendto(fd, buffer, (size_t) n, 0, &peer.any, length);
    }
}

struct batch {
    struct mmsghdr headers[BATCH];
    struct iovec vectors[BATCH];
    union address peers[BATCH];
    char buffers[BATCH][DATAGRAM];
};

static struct batch *new_batch(void) {
    struct batch *batch = calloc(1, sizeof *batch);
    if (batch == NULL) err(1, "calloc");
    for (int i = 0; i < BATCH; i++) {
        batch->vectors[i].iov_base = batch->buffers[i];
        batch->headers[i].msg_hdr =
            (struct msghdr){.msg_iov = &batch->vectors[i], .msg_iovlen = 1, .msg_name = &batch->peers[i]};
    }
    return batch;
}

/* The kernel has written to these what it got. */
static void restore(struct batch *batch, int used) {
    for (int i = 0; i < used; i++) {
        batch->vectors[i].iov_len = DATAGRAM;
        batch->headers[i].msg_hdr.msg_namelen = sizeof batch->peers[i];
    }
}

/* A datagram that the kernel refuses ends the call before it: it is left out, and the rest goes on. */
static void send_back(int fd, struct batch *batch, int count) {
    for (int i = 0; i < count; i++) batch->vectors[i].iov_len = batch->headers[i].msg_len;
    for (int sent = 0; sent < count;) {
        int n = sendmmsg(fd, batch->headers + sent, (unsigned) (count - sent), 0);
        sent += n > 0 ? n : 1;
    }
}

static void by_batch(int fd, enum work work) {
    struct batch *batch = new_batch();
    restore(batch, BATCH);
    for (;;) {
        int n = recvmmsg(fd, batch->headers, BATCH, MSG_WAITFORONE, NULL);
        if (n > 0 && work == ECHO) send_back(fd, batch, n);
        if (n > 0) restore(batch, n);
    }
}

void twin_recvfrom(const struct share *share) {
    each_socket(share, by_one);
}

void twin_recvmmsg(const struct share *share) {
    each_socket(share, by_batch);
}
