/* Addresses of this machine, and how these programs end when they were called wrongly. */
#ifndef NET_H
#define NET_H

#include <netinet/in.h>
#include <stdint.h>
#include <sys/socket.h>

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

/* A transport and an address, as `tcp:127.0.0.1:7007` or `udp:[::1]:7007` write them. */
struct target {
    int type; /* SOCK_STREAM or SOCK_DGRAM */
    socklen_t length;
    union address address;
};

/* Says what was wrong with the arguments and ends with exit code 2. */
_Noreturn void usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A number between two bounds, or usage. `name` is what the message calls it. */
double number(const char *name, const char *text, double least, double most);

/* Only 127.0.0.0/8 and ::1 are accepted: a load generator must not be aimed at somebody else. */
struct target target_parse(const char *text);

/* The port in host order. */
int target_port(const struct target *target);

/* The form that target_parse reads, in a static buffer. */
const char *target_text(const struct target *target);

/* Raises the limit of open descriptors to the hard limit and answers it. */
long raise_descriptor_limit(void);

#endif
