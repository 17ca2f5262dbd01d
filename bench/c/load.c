/*
 * The load generator: one process, one thread. It drives one server on this machine in one scenario and prints one line
 * of key=value pairs.
 */
#include "load.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const HELP =
    "usage: load SCENARIO ADDRESS [OPTION...]\n"
    "  pingpong    a message on each connection, the next one when the answer is there\n"
    "  rate        requests at times that are fixed beforehand (--rate), on any connection that is free\n"
    "  churn       connect, a message there and back, close; --connections at a time\n"
    "  in, out     bulk to the server, bulk from it, in pieces of --size\n"
    "  idle        connections that echo once and are held until standard input ends\n"
    "  udp-echo    --window datagrams in flight on each socket\n"
    "  udp-sink    datagrams as fast as the server takes them\n"
    "  train-echo, train-sink   the same with UDP_SEGMENT trains of --train datagrams\n"
    "  --server PID     whose CPU time is counted      --connections N  [1]\n"
    "  --size B         bytes of a message [64; in, out: 65536]\n"
    "  --seconds S      measured [1]                   --warmup S       before that [0.2]\n"
    "  --rate R         requests per second [1000]\n"
    "  --window W       [16]                           --train K        [16]\n"
    "ADDRESS is tcp:127.0.0.1:PORT or udp:127.0.0.1:PORT; only 127.0.0.0/8 and ::1 are accepted.";

enum { PIECE = 64 << 10, SPARE_DESCRIPTORS = 32, MARK = 8 };

struct scenario {
    const char *name;
    int type;
    bool bulk, train;
    bool has_latency, has_drops;
    void (*run)(const struct plan *, struct meter *);
};

static const struct scenario SCENARIOS[] = {
    {.name = "pingpong", .type = SOCK_STREAM, .has_latency = true, .run = load_pingpong},
    {.name = "rate", .type = SOCK_STREAM, .has_latency = true, .run = load_rate},
    {.name = "churn", .type = SOCK_STREAM, .has_latency = true, .run = load_churn},
    {.name = "in", .type = SOCK_STREAM, .bulk = true, .run = load_in},
    {.name = "out", .type = SOCK_STREAM, .bulk = true, .run = load_out},
    {.name = "idle", .type = SOCK_STREAM, .has_latency = true, .run = load_idle},
    {.name = "udp-echo", .type = SOCK_DGRAM, .has_latency = true, .has_drops = true, .run = load_udp_echo},
    {.name = "udp-sink", .type = SOCK_DGRAM, .has_drops = true, .run = load_udp_sink},
    {.name = "train-echo", .type = SOCK_DGRAM, .train = true, .has_latency = true, .has_drops = true, .run = load_udp_echo},
    {.name = "train-sink", .type = SOCK_DGRAM, .train = true, .has_drops = true, .run = load_udp_sink},
};

static const struct scenario *scenario_named(const char *name) {
    for (size_t i = 0; i < sizeof SCENARIOS / sizeof *SCENARIOS; i++)
        if (strcmp(SCENARIOS[i].name, name) == 0) return &SCENARIOS[i];
    usage("no scenario is called \"%s\"\n%s", name, HELP);
}

static void parse_options(struct plan *plan, int argc, char **argv) {
    enum { SERVER, CONNECTIONS, SIZE, SECONDS, WARMUP, RATE, WINDOW, TRAIN };
    static const struct option OPTIONS[] = {
        {"server", required_argument, NULL, SERVER}, {"connections", required_argument, NULL, CONNECTIONS},
        {"size", required_argument, NULL, SIZE},     {"seconds", required_argument, NULL, SECONDS},
        {"warmup", required_argument, NULL, WARMUP}, {"rate", required_argument, NULL, RATE},
        {"window", required_argument, NULL, WINDOW}, {"train", required_argument, NULL, TRAIN},
        {0},
    };
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        switch (option) {
        case SERVER: plan->pid = (pid_t) number("--server", optarg, 1, 1 << 22); break;
        case CONNECTIONS: plan->connections = (int) number("--connections", optarg, 1, 1000000); break;
        case SIZE: plan->size = (int) number("--size", optarg, 1, 1 << 30); break;
        case SECONDS: plan->seconds = number("--seconds", optarg, 0.001, 86400); break;
        case WARMUP: plan->warmup = number("--warmup", optarg, 0, 86400); break;
        case RATE: plan->rate = number("--rate", optarg, 0.001, 1e9); break;
        case WINDOW: plan->window = (int) number("--window", optarg, 1, 4096); break;
        case TRAIN: plan->train = (int) number("--train", optarg, 1, LONGEST_TRAIN); break;
        default: usage("%s", HELP); /* getopt_long has said what is wrong */
        }
    }
}

static void check(const struct scenario *scenario, const struct plan *plan, long descriptors) {
    if (plan->server.type != scenario->type)
        usage("%s needs an address that begins with %s", scenario->name, scenario->type == SOCK_DGRAM ? "udp:" : "tcp:");
    if (plan->connections > descriptors - SPARE_DESCRIPTORS)
        usage("--connections %d: the limit of descriptors is %ld (ulimit -Hn)", plan->connections, descriptors);
    if (scenario->type != SOCK_DGRAM) return;
    if (plan->size < MARK) usage("--size %d: a datagram carries a number of %d bytes", plan->size, MARK);
    if ((long) plan->size * plan->train > LARGEST_DATAGRAM)
        usage("%d datagrams of %d bytes are more than %d", plan->train, plan->size, LARGEST_DATAGRAM);
}

static void print_latencies(const struct histogram *latencies) {
    static const struct { const char *key; double share; } SHARES[] = {
        {"p50_ns", 0.5}, {"p90_ns", 0.9}, {"p99_ns", 0.99}, {"p999_ns", 0.999}};
    for (size_t i = 0; i < sizeof SHARES / sizeof *SHARES; i++)
        printf(" %s=%lu", SHARES[i].key, histogram_at(latencies, SHARES[i].share));
    printf(" max_ns=%lu", latencies->max);
}

static void print_cpu(const struct cpu *before, const struct cpu *after) {
    uint64_t load = after->load - before->load, machine = after->machine - before->machine;
    if (before->server_known && after->server_known) {
        uint64_t server = after->server - before->server;
        /* The ticks of /proc/stat are coarser than the clocks of processes: no difference is below 0. */
        printf(" server_cpu_ns=%lu load_cpu_ns=%lu foreign_cpu_ns=%lu", server, load,
               machine > server + load ? machine - server - load : 0);
    } else {
        printf(" load_cpu_ns=%lu", load);
    }
}

static void print(const struct scenario *scenario, const struct plan *plan, const struct meter *meter) {
    printf("scenario=%s connections=%d size=%d seconds=%.6f ops=%lu bytes=%lu errors=%lu", scenario->name, plan->connections,
           plan->size, (double) (meter->after.at - meter->before.at) / 1e9, meter->ops, meter->bytes, meter->errors);
    if (scenario->has_latency) print_latencies(&meter->latencies);
    if (scenario->run == load_rate) printf(" overdue=%lu", meter->overdue);
    print_cpu(&meter->before, &meter->after);
    if (scenario->has_drops) printf(" drops=%lu", meter->drops);
    putchar('\n');
}

int main(int argc, char **argv) {
    struct plan plan = {.connections = 1, .seconds = 1, .warmup = 0.2, .rate = 1000, .window = 16, .train = 16};
    static struct meter meter;
    parse_options(&plan, argc, argv);
    if (argc - optind != 2) usage("%s", HELP);
    const struct scenario *scenario = scenario_named(argv[optind]);
    plan.server = target_parse(argv[optind + 1]);
    if (plan.size == 0) plan.size = scenario->bulk ? PIECE : 64;
    if (!scenario->train) plan.train = 1;
    check(scenario, &plan, raise_descriptor_limit());
    scenario->run(&plan, &meter);
    print(scenario, &plan, &meter);
    if (meter.ops == 0) fprintf(stderr, "load: the server did nothing in the measured time\n");
    return meter.errors > 0 || meter.ops == 0 ? 1 : 0;
}
