/* What the servers in C have in common. */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* A socket on 127.0.0.1, which listens if it is of type SOCK_STREAM. */
static inline int bound(int type, const char *port) {
    struct sockaddr_in self = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(port))};
    socklen_t length = sizeof self;
    int fd = socket(AF_INET, type, 0), on = 1;
    if (fd < 0) err(1, "socket");
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0) err(1, "setsockopt");
    if (bind(fd, (struct sockaddr *) &self, sizeof self) < 0) err(1, "bind");
    if (type == SOCK_STREAM && listen(fd, SOMAXCONN) < 0) err(1, "listen");
    if (getsockname(fd, (struct sockaddr *) &self, &length) < 0) err(1, "getsockname");
    printf("listening on 127.0.0.1:%d\n", ntohs(self.sin_port));
    fflush(stdout);
    return fd;
}

/* Sends back what is there now; 0 at the end of the stream. */
static inline int echo_some(int client) {
    char buffer[4096];
    ssize_t n = recv(client, buffer, sizeof buffer, 0);
    for (ssize_t sent = 0, m; sent < n; sent += m) {
        if ((m = send(client, buffer + sent, n - sent, MSG_NOSIGNAL)) < 0) n = m;
    }
    if (n < 0) warn("client");
    return n > 0;
}

static inline void echo(int client) {
    while (echo_some(client)) {
    }
}
