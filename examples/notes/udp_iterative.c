/* UDP server, iterative: echoes one datagram after another. */
#include "notes.h"

int main(int argc, char **argv) {
    (void) argc;
    int fd = bound(SOCK_DGRAM, argv[1]);
    static char datagram[1 << 16];
    while (1) {
        struct sockaddr_in client;
        socklen_t length = sizeof client;
        ssize_t n = recvfrom(fd, datagram, sizeof datagram, 0, (struct sockaddr *) &client, &length);
        if (n < 0) err(1, "recvfrom");
        if (sendto(fd, datagram, n, 0, (struct sockaddr *) &client, length) < 0) warn("sendto");
    }
}
