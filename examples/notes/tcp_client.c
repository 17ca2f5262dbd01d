/* TCP client: sends each line of its input and prints the line that comes back. */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    (void) argc;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
    if (inet_pton(AF_INET, argv[1], &server.sin_addr) != 1) errx(2, "%s is no IPv4 address", argv[1]);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) err(1, "socket");
    if (connect(fd, (struct sockaddr *) &server, sizeof server) < 0) err(1, "connect");

    FILE *answers = fdopen(fd, "r");
    char line[4096], answer[4096];
    while (fgets(line, sizeof line, stdin)) {
        for (size_t sent = 0; sent < strlen(line);) {
            ssize_t n = send(fd, line + sent, strlen(line) - sent, MSG_NOSIGNAL);
            if (n < 0) err(1, "send");
            sent += n;
        }
        if (!fgets(answer, sizeof answer, answers)) errx(1, "the server has closed");
        fputs(answer, stdout);
    }
    fclose(answers);
}
