/* TCP server, multi-process: each client has a process of its own. */
#include <signal.h>
#include <sys/wait.h>
#include "notes.h"

static void reap(int signal) {
    (void) signal;
    while (waitpid(-1, NULL, WNOHANG) > 0) { /* one SIGCHLD may stand for several children */
    }
}

int main(int argc, char **argv) {
    (void) argc;
    int listener = bound(SOCK_STREAM, argv[1]);
    struct sigaction action = {.sa_handler = reap, .sa_flags = SA_RESTART};
    sigaction(SIGCHLD, &action, NULL);
    while (1) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) {
            warn("accept");
            continue;
        }
        if (fork() == 0) {
            close(listener);
            echo(client);
            return 0;
        }
        close(client);
    }
}
