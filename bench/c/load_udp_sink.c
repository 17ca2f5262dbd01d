/*
 * udp-sink, train-sink: datagrams without pause. UDP does not hold a sender back, so what the server did not take was
 * dropped by the kernel in front of it, and the kernel counts that.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "load.h"
#include "train.h"

enum { MESSAGES = 64 };

/* What the kernel counted, in buffers: one datagram each, or one train where the server asked for trains. */
struct taken {
    uint64_t delivered; /* by all UDP sockets: InDatagrams */
    uint64_t dropped;   /* by the server's sockets */
};

struct sender {
    int *fds, next, count;
    struct mmsghdr headers[MESSAGES];
    struct iovec vector; /* all messages carry the same bytes */
    union train_control control;
};

/* Sum of the last column over the sockets on this port: one, or several that share it. */
static uint64_t drops_in(const char *path, int port) {
    char line[512];
    unsigned local;
    unsigned long long drops, sum = 0;
    FILE *table = fopen(path, "re");
    if (table == NULL) return 0; /* there is no IPv6 */
    while (fgets(line, sizeof line, table) != NULL) {
        int fields = sscanf(line, " %*d: %*[0-9A-F]:%x %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %llu", &local, &drops);
        if (fields == 2 && (int) local == port) sum += drops;
    }
    fclose(table);
    return sum;
}

static uint64_t delivered_v4(void) {
    char line[512];
    unsigned long long delivered = 0;
    FILE *counters = fopen("/proc/net/snmp", "re");
    if (counters == NULL) err(1, "/proc/net/snmp");
    while (fgets(line, sizeof line, counters) != NULL)
        if (sscanf(line, "Udp: %llu", &delivered) == 1) break; /* the line before has names instead of numbers */
    fclose(counters);
    return delivered;
}

static uint64_t delivered_v6(void) {
    char line[512];
    unsigned long long delivered = 0;
    FILE *counters = fopen("/proc/net/snmp6", "re");
    if (counters == NULL) return 0; /* there is no IPv6 */
    while (fgets(line, sizeof line, counters) != NULL)
        if (sscanf(line, "Udp6InDatagrams %llu", &delivered) == 1) break;
    fclose(counters);
    return delivered;
}

static struct taken taken_by(const struct target *server) {
    int port = target_port(server);
    return (struct taken){.delivered = delivered_v4() + delivered_v6(),
                          .dropped = drops_in("/proc/net/udp", port) + drops_in("/proc/net/udp6", port)};
}

static void prepare(struct sender *sender, const struct plan *plan) {
    size_t length = (size_t) plan->size * (size_t) plan->train;
    sender->count = plan->connections;
    sender->fds = calloc((size_t) plan->connections, sizeof *sender->fds);
    sender->vector = (struct iovec){.iov_base = calloc(1, length), .iov_len = length};
    if (sender->fds == NULL || sender->vector.iov_base == NULL) err(1, "calloc");
    for (int i = 0; i < plan->connections; i++) {
        sender->fds[i] = socket(plan->server.address.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (sender->fds[i] < 0) err(1, "socket");
        if (connect(sender->fds[i], &plan->server.address.any, plan->server.length) < 0) err(1, "connect");
    }
    for (int i = 0; i < MESSAGES; i++) {
        sender->headers[i].msg_hdr = (struct msghdr){.msg_iov = &sender->vector, .msg_iovlen = 1};
        if (plan->train > 1) train_cut(&sender->headers[i].msg_hdr, &sender->control, (uint16_t) plan->size);
    }
}

/*
 * A batch that was cut short may have met ECONNREFUSED, but sendmmsg(2) forgets an error behind the first message. The
 * error that one more send brings about is kept for the next call.
 */
static bool refused(int fd) {
    char byte = 0;
    if (send(fd, &byte, sizeof byte, MSG_DONTWAIT) < 0) return errno == ECONNREFUSED;
    return recv(fd, &byte, sizeof byte, MSG_DONTWAIT) < 0 && errno == ECONNREFUSED;
}

/* The number of messages that the kernel took; -1 where nobody is there any more. */
static int send_batch(struct sender *sender, int messages) {
    int fd = sender->fds[sender->next++ % sender->count];
    int n = sendmmsg(fd, sender->headers, (unsigned) messages, 0);
    if (n < 0 && errno != ENOBUFS && errno != ECONNREFUSED) err(1, "sendmmsg");
    if (n < messages && refused(fd)) return -1;
    return n < 0 ? 0 : n;
}

/*
 * A buffer that the server gets, or that is dropped in front of it, is one datagram, or one whole train where its socket
 * asked for trains. Which of the two it is shows in the sum: all that was sent is one or the other.
 */
static uint64_t datagrams_in_buffer(const struct plan *plan, uint64_t sent, uint64_t buffers) {
    return buffers * 4 < sent * 3 ? (uint64_t) plan->train : 1;
}

static void account(const struct plan *plan, struct meter *meter, uint64_t sent, struct taken before, struct taken after) {
    /* A socket that is gone has taken its count with it. */
    uint64_t dropped = after.dropped > before.dropped ? after.dropped - before.dropped : 0;
    meter->drops = dropped * datagrams_in_buffer(plan, sent, after.delivered - before.delivered + dropped);
    meter->ops = sent > meter->drops ? sent - meter->drops : 0;
    meter->bytes = meter->ops * (uint64_t) plan->size;
}

void load_udp_sink(const struct plan *plan, struct meter *meter) {
    struct sender sender = {0};
    struct taken before = {0};
    uint64_t sent = 0;
    /* A batch shall be short against the measured time: eight trains are half a megabyte. */
    int messages = plan->train > 1 ? 8 : MESSAGES;
    prepare(&sender, plan);
    meter_start(meter, plan->pid, plan->warmup, plan->seconds);
    for (bool counting = false; meter_running(meter);) {
        if (meter->measuring && !counting) {
            counting = true;
            before = taken_by(&plan->server);
            sent = 0;
        }
        int n = send_batch(&sender, messages);
        if (n < 0) {
            meter->errors++;
            break;
        }
        sent += (uint64_t) (n * plan->train);
    }
    meter_stop(meter);
    account(plan, meter, sent, before, taken_by(&plan->server));
}
