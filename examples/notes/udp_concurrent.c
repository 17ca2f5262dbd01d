/* UDP server, concurrent: each client has a connected socket and a thread of its own. */
#include <pthread.h>
#include <stdint.h>
#include <sys/time.h>
#include "notes.h"

static char first[1 << 16]; /* what a new client has sent: it lies in the first socket's queue */

static void *serve(void *client) {
    char datagram[1 << 16];
    ssize_t n;
    while ((n = recv((intptr_t) client, datagram, sizeof datagram, 0)) >= 0) {
        send((intptr_t) client, datagram, n, 0);
    }
    close((intptr_t) client); /* silent for so long is gone */
    return NULL;
}

int main(int argc, char **argv) {
    (void) argc;
    int fd = bound(SOCK_DGRAM, argv[1]), on = 1;
    struct sockaddr_in self, peer;
    socklen_t length = sizeof self;
    getsockname(fd, (struct sockaddr *) &self, &length);
    struct timeval idle = {.tv_sec = 30};
    while (1) {
        length = sizeof peer;
        ssize_t n = recvfrom(fd, first, sizeof first, 0, (struct sockaddr *) &peer, &length);
        if (n < 0) err(1, "recvfrom");
        intptr_t client = socket(AF_INET, SOCK_DGRAM, 0);
        setsockopt(client, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
        if (bind(client, (struct sockaddr *) &self, sizeof self) < 0) err(1, "bind");
        /* What others send to this socket before connect() stays in its queue, and peer gets the answer. */
        if (connect(client, (struct sockaddr *) &peer, length) < 0) err(1, "connect");
        send(client, first, n, 0);
        pthread_t thread;
        pthread_create(&thread, NULL, serve, (void *) client);
        pthread_detach(thread);
    }
}
