/* The twin in C of `sockeye serve 127.0.0.1:0`: blocking calls, one connection after another. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in self = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof self;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (listener < 0 || bind(listener, (struct sockaddr *)&self, length) < 0 || listen(listener, 16) < 0
        || getsockname(listener, (struct sockaddr *)&self, &length) < 0) {
        perror("echo");
        return 1;
    }
    fprintf(stderr, "listening on tcp:127.0.0.1:%d (model C, handler echo)\n", ntohs(self.sin_port));
    for (;;) {
        char buffer[512];
        ssize_t count;
        int peer = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

        while (peer >= 0 && (count = recv(peer, buffer, sizeof buffer, 0)) > 0)
            for (ssize_t sent = 0, n; sent < count; sent += n)
                if ((n = send(peer, buffer + sent, count - sent, MSG_NOSIGNAL)) < 0)
                    return 1;
        close(peer);
    }
}
