/* UDP client: sends each line of its input as a datagram and prints the one that comes back. */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    (void) argc;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
    if (inet_pton(AF_INET, argv[1], &server.sin_addr) != 1) errx(2, "%s is no IPv4 address", argv[1]);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0) err(1, "socket");
    if (connect(fd, (struct sockaddr *) &server, sizeof server) < 0) err(1, "connect");
    struct timeval patience = {.tv_sec = 5};
    if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) < 0) err(1, "setsockopt");

    char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        if (send(fd, line, strlen(line), 0) < 0) err(1, "send");
        ssize_t n = recv(fd, line, sizeof line, 0);
        if (n < 0) err(1, "recv");
        printf("%.*s\n", (int) n, line);
    }
    close(fd);
}
