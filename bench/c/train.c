#include "train.h"

#include <err.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>

void train_cut(struct msghdr *header, union train_control *control, uint16_t size) {
    header->msg_control = control->room;
    header->msg_controllen = CMSG_SPACE(sizeof size);
    struct cmsghdr *message = CMSG_FIRSTHDR(header);
    message->cmsg_level = SOL_UDP;
    message->cmsg_type = UDP_SEGMENT;
    message->cmsg_len = CMSG_LEN(sizeof size);
    memcpy(CMSG_DATA(message), &size, sizeof size);
}

uint16_t train_size(struct msghdr *header) {
    int size; /* an int on the way in, unlike the uint16_t on the way out */
    for (struct cmsghdr *message = CMSG_FIRSTHDR(header); message != NULL; message = CMSG_NXTHDR(header, message)) {
        if (message->cmsg_level != SOL_UDP || message->cmsg_type != UDP_GRO) continue;
        memcpy(&size, CMSG_DATA(message), sizeof size);
        return (uint16_t) size;
    }
    return 0;
}

void train_receive(int fd) {
    static const int on = 1;
    if (setsockopt(fd, SOL_UDP, UDP_GRO, &on, sizeof on) < 0) err(1, "setsockopt UDP_GRO");
}
