/*
 * Several datagrams of one size for one peer in one buffer: the kernel cuts it on the way out (UDP_SEGMENT) and hands it
 * over uncut on the way in (UDP_GRO), with the size of a datagram in a control message. udp(7), since Linux 4.18 and 5.0.
 */
#ifndef TRAIN_H
#define TRAIN_H

#include <stdint.h>
#include <sys/socket.h>

enum { TRAIN_BYTES = 65535 }; /* no train is longer */

/* Room for the one control message of a train. */
union train_control {
    char room[CMSG_SPACE(sizeof(int))];
    struct cmsghdr aligned;
};

/* Lets `header` send its buffer as datagrams of `size` bytes; `control` must live as long as it. */
void train_cut(struct msghdr *header, union train_control *control, uint16_t size);

/* The size of a datagram in what was received; 0 where it is not a train but one datagram. */
uint16_t train_size(struct msghdr *header);

/* Asks for trains on this socket; ends the program where the kernel has none. */
void train_receive(int fd);

#endif
