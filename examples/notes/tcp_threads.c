/* TCP server, multi-thread: each client has a thread of its own. */
#include <pthread.h>
#include <stdint.h>
#include "notes.h"

static void *serve(void *client) {
    echo((intptr_t) client);
    close((intptr_t) client);
    return NULL;
}

int main(int argc, char **argv) {
    (void) argc;
    int listener = bound(SOCK_STREAM, argv[1]);
    while (1) {
        intptr_t client = accept(listener, NULL, NULL);
        if (client < 0) {
            warn("accept");
            continue;
        }
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, (void *) client) != 0) {
            warnx("no thread");
            close(client);
        } else {
            pthread_detach(thread);
        }
    }
}
