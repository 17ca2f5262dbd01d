/* Connections to the server under load. */
#ifndef CONNECT_H
#define CONNECT_H

#include "net.h"

/* A connected socket with TCP_NODELAY; ends the program with exit code 1 where the server refuses it. */
int connect_to(const struct target *server);

/*
 * Begins a connection and does not wait for it; -1 and errno as connect(2) has them, but for EINPROGRESS. The source
 * address changes with `number`, so that ports in TIME_WAIT do not run out.
 */
int connect_begin(const struct target *server, unsigned number);

#endif
