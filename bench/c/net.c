#include "net.h"

#include <arpa/inet.h>
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

void usage(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(2);
}

double number(const char *name, const char *text, double least, double most) {
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0' || !(value >= least && value <= most))
        usage("%s: \"%s\" is no number from %.15g to %.15g", name, text, least, most);
    return value;
}

static in_port_t parse_port(const char *whole, const char *text) {
    if (*text == '\0') usage("\"%s\": the port is missing", whole);
    return htons((in_port_t) number("port", text, 0, 65535));
}

static void parse_v4(struct target *target, const char *whole, const char *host, const char *port) {
    target->length = sizeof target->address.v4;
    target->address.v4.sin_family = AF_INET;
    target->address.v4.sin_port = parse_port(whole, port);
    if (inet_pton(AF_INET, host, &target->address.v4.sin_addr) != 1) usage("\"%s\": %s is no IPv4 address", whole, host);
    if (ntohl(target->address.v4.sin_addr.s_addr) >> 24 != IN_LOOPBACKNET)
        usage("\"%s\" is refused: only 127.0.0.0/8 and ::1 are accepted", whole);
}

static void parse_v6(struct target *target, const char *whole, const char *host, const char *port) {
    target->length = sizeof target->address.v6;
    target->address.v6.sin6_family = AF_INET6;
    target->address.v6.sin6_port = parse_port(whole, port);
    if (inet_pton(AF_INET6, host, &target->address.v6.sin6_addr) != 1) usage("\"%s\": %s is no IPv6 address", whole, host);
    if (!IN6_IS_ADDR_LOOPBACK(&target->address.v6.sin6_addr))
        usage("\"%s\" is refused: only 127.0.0.0/8 and ::1 are accepted", whole);
}

struct target target_parse(const char *text) {
    struct target target = {.type = SOCK_STREAM};
    char copy[80], *host = copy, *colon;
    if (strlen(text) >= sizeof copy) usage("\"%s\" is no address", text);
    strcpy(copy, text);
    if (strncmp(host, "udp:", 4) == 0) target.type = SOCK_DGRAM;
    if (strncmp(host, "udp:", 4) == 0 || strncmp(host, "tcp:", 4) == 0) host += 4;
    if ((colon = strrchr(host, ':')) == NULL) usage("\"%s\" is no address: it is written tcp:127.0.0.1:7007", text);
    *colon = '\0';
    if (*host == '[' && colon[-1] == ']') {
        colon[-1] = '\0';
        parse_v6(&target, text, host + 1, colon + 1);
    } else {
        parse_v4(&target, text, host, colon + 1);
    }
    return target;
}

int target_port(const struct target *target) {
    /* sin_port and sin6_port lie at the same place, but only the family says which one is meant. */
    return ntohs(target->address.any.sa_family == AF_INET ? target->address.v4.sin_port : target->address.v6.sin6_port);
}

const char *target_text(const struct target *target) {
    static char text[80];
    char host[INET6_ADDRSTRLEN];
    int v4 = target->address.any.sa_family == AF_INET;
    const void *bytes = v4 ? (const void *) &target->address.v4.sin_addr : (const void *) &target->address.v6.sin6_addr;
    inet_ntop(target->address.any.sa_family, bytes, host, sizeof host);
    snprintf(text, sizeof text, v4 ? "%s:%s:%d" : "%s:[%s]:%d", target->type == SOCK_DGRAM ? "udp" : "tcp", host,
             target_port(target));
    return text;
}

long raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) err(1, "getrlimit");
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) < 0) err(1, "setrlimit");
    return (long) limit.rlim_cur;
}
