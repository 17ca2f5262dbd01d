/*
 * gso: trains of datagrams. The kernel hands over what arrived as a train in one buffer (UDP_GRO), and the answer is one
 * send that it cuts again (UDP_SEGMENT).
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <stdlib.h>

#include "train.h"
#include "twin.h"

enum { TRAINS = 8 /* of one call: half a megabyte, which stays in the cache */ };

struct trains {
    struct mmsghdr headers[TRAINS];
    struct iovec vectors[TRAINS];
    union address peers[TRAINS];
    union train_control controls[TRAINS];
    char buffers[TRAINS][TRAIN_BYTES + 1] __attribute__((aligned(4096)));
};

static struct trains *new_trains(void) {
    struct trains *trains = aligned_alloc(4096, sizeof *trains);
    if (trains == NULL) err(1, "aligned_alloc");
    for (int i = 0; i < TRAINS; i++) {
        trains->vectors[i].iov_base = trains->buffers[i];
        trains->headers[i].msg_hdr =
            (struct msghdr){.msg_iov = &trains->vectors[i], .msg_iovlen = 1, .msg_name = &trains->peers[i]};
    }
    return trains;
}

static void before_receiving(struct trains *trains, int used) {
    for (int i = 0; i < used; i++) {
        struct msghdr *header = &trains->headers[i].msg_hdr;
        trains->vectors[i].iov_len = TRAIN_BYTES;
        header->msg_namelen = sizeof trains->peers[i];
        header->msg_control = trains->controls[i].room;
        header->msg_controllen = sizeof trains->controls[i].room;
    }
}

static void before_sending(struct trains *trains, int count) {
    for (int i = 0; i < count; i++) {
        struct msghdr *header = &trains->headers[i].msg_hdr;
        uint16_t size = train_size(header);
        trains->vectors[i].iov_len = trains->headers[i].msg_len;
        header->msg_controllen = 0;
        if (size != 0) train_cut(header, &trains->controls[i], size);
    }
}

/* A train that the kernel refuses is left out, as datagrams are lost; the rest goes on. */
static void send_back(int fd, struct trains *trains, int count) {
    before_sending(trains, count);
    for (int sent = 0; sent < count;) {
        int n = sendmmsg(fd, trains->headers + sent, (unsigned) (count - sent), 0);
        sent += n > 0 ? n : 1;
    }
}

static void by_train(int fd, enum work work) {
    struct trains *trains = new_trains();
    train_receive(fd);
    before_receiving(trains, TRAINS);
    for (;;) {
        int n = recvmmsg(fd, trains->headers, TRAINS, MSG_WAITFORONE, NULL);
        if (n > 0 && work == ECHO) send_back(fd, trains, n);
        if (n > 0) before_receiving(trains, n);
    }
}

void twin_gso(const struct share *share) {
    each_socket(share, by_train);
}
