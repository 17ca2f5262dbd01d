/* TCP server, multiplexed: one thread serves all clients, and sleeps in select(2). */
#include <sys/select.h>
#include "notes.h"

int main(int argc, char **argv) {
    (void) argc;
    int listener = bound(SOCK_STREAM, argv[1]);
    fd_set all, ready;
    FD_ZERO(&all);
    FD_SET(listener, &all);
    while (1) {
        ready = all;
        if (select(FD_SETSIZE, &ready, NULL, NULL, NULL) < 0) err(1, "select");
        for (int fd = 0; fd < FD_SETSIZE; fd++) {
            if (FD_ISSET(fd, &ready) && fd == listener) {
                int client = accept(listener, NULL, NULL);
                if (client < 0) err(1, "accept");
                if (client >= FD_SETSIZE) errx(1, "FD_SET beyond FD_SETSIZE writes where it must not");
                FD_SET(client, &all);
            } else if (FD_ISSET(fd, &ready) && !echo_some(fd)) {
                FD_CLR(fd, &all);
                close(fd);
            }
        }
    }
}
