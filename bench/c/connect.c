#include "connect.h"

#include <err.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/time.h>
#include <unistd.h>

enum {
    PATIENCE = 10, /* seconds in which a connection must come about */
    SOURCES = 64
};

/*
 * Binds to 127.0.1.1 ... 127.0.1.64 in turn. One address has 28,232 ports by default and each stays in TIME_WAIT for a
 * minute, so one address is used up within a second or two; the kernel keeps at most net.ipv4.tcp_max_tw_buckets
 * (131,072 where there is memory for them) of such sockets, so 64 addresses never are. IP_BIND_ADDRESS_NO_PORT leaves
 * the choice of the port to connect(2), which needs it to be free for this peer only. IPv6 has one loopback address.
 */
static int bind_source(int fd, const struct target *server, unsigned number) {
    static const int on = 1;
    struct sockaddr_in source = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000101u + number % SOURCES)};
    if (server->address.any.sa_family != AF_INET) return 0;
    if (setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on) < 0) return -1;
    return bind(fd, (struct sockaddr *) &source, sizeof source);
}

static int socket_for(const struct target *server, int flags) {
    int fd = socket(server->address.any.sa_family, server->type | SOCK_CLOEXEC | flags, 0);
    if (fd < 0) err(1, "socket");
    return fd;
}

/* The first connection takes the usual source address; further ones only where that has no port left. */
int connect_to(const struct target *server) {
    static const int on = 1;
    static unsigned source; /* 0: not bound */
    const struct timeval patience = {.tv_sec = PATIENCE};
    for (;;) {
        int fd = socket_for(server, 0);
        if (source != 0 && bind_source(fd, server, source) < 0) err(1, "bind");
        /* This limits connect(2) as well. */
        if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) < 0) err(1, "setsockopt");
        if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0) err(1, "setsockopt");
        if (connect(fd, &server->address.any, server->length) == 0) return fd;
        if (errno != EADDRNOTAVAIL || ++source > SOURCES) err(1, "connect %s", target_text(server));
        close(fd);
    }
}

int connect_begin(const struct target *server, unsigned number) {
    int fd = socket_for(server, SOCK_NONBLOCK);
    if (bind_source(fd, server, number) < 0) err(1, "bind");
    if (connect(fd, &server->address.any, server->length) == 0 || errno == EINPROGRESS) return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}
