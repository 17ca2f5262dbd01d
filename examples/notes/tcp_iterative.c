/* TCP server, iterative: echoes one client after another. */
#include "notes.h"

int main(int argc, char **argv) {
    (void) argc;
    int listener = bound(SOCK_STREAM, argv[1]);
    while (1) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) {
            warn("accept");
            continue;
        }
        echo(client);
        close(client);
    }
}
