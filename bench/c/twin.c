/* The C twins: arguments, sockets, threads, and the ready line. */
#define _GNU_SOURCE
#include "twin.h"

#include <err.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const HELP =
    "usage: twin MODEL WORK ADDRESS...\n"
    "  thread             a thread with blocking calls for each connection\n"
    "  epoll[:N]          N event loops\n"
    "  uring[:N]          the same on io_uring\n"
    "  recvfrom, recvmmsg, gso   UDP: one datagram a call, 64 datagrams a call, trains\n"
    "  WORK is echo, sink or source (TCP)\n"
    "ADDRESS is tcp:127.0.0.1:PORT or udp:127.0.0.1:PORT; only 127.0.0.0/8 and ::1 are accepted.";

enum { STACK = 1 << 20, MAX_THREADS = 256, LONGEST_QUEUE = 1 << 16 };

struct model {
    const char *name;
    int type;
    void (*serve)(const struct share *);
    bool has_threads; /* takes :N */
};

#ifdef LIBURING
static const bool HAS_URING = true;
#else
static const bool HAS_URING = false;

void twin_uring(const struct share *share) {
    (void) share; /* never reached: parse_model has ended the program */
}
#endif

static const struct model MODELS[] = {
    {"thread", SOCK_STREAM, twin_thread, false},     {"epoll", SOCK_STREAM, twin_epoll, true},
    {"uring", SOCK_STREAM, twin_uring, true},        {"recvfrom", SOCK_DGRAM, twin_recvfrom, true},
    {"recvmmsg", SOCK_DGRAM, twin_recvmmsg, true},   {"gso", SOCK_DGRAM, twin_gso, true},
};

static const struct model *parse_model(const char *text, int *threads) {
    const char *colon = strchr(text, ':');
    size_t length = colon != NULL ? (size_t) (colon - text) : strlen(text);
    *threads = colon != NULL ? (int) number("MODEL:N", colon + 1, 1, MAX_THREADS) : 1;
    for (size_t i = 0; i < sizeof MODELS / sizeof *MODELS; i++) {
        if (strlen(MODELS[i].name) != length || strncmp(MODELS[i].name, text, length) != 0) continue;
        if (colon != NULL && !MODELS[i].has_threads) usage("model %s has no :N", MODELS[i].name);
        if (MODELS[i].serve == twin_uring && !HAS_URING) {
            fputs("not built: liburing-dev is missing\n", stderr);
            exit(3);
        }
        return &MODELS[i];
    }
    usage("no model is called \"%s\"\n%s", text, HELP);
}

static enum work parse_work(const struct model *model, const char *text) {
    static const char *const NAMES[] = {[ECHO] = "echo", [SINK] = "sink", [SOURCE] = "source"};
    for (enum work work = ECHO; work <= SOURCE; work++) {
        if (strcmp(NAMES[work], text) != 0) continue;
        if (work == SOURCE && model->type == SOCK_DGRAM) usage("source is for TCP");
        return work;
    }
    usage("WORK is echo, sink or source, not \"%s\"\n%s", text, HELP);
}

/* Binds and listens; writes the port that the kernel chose to the target. */
static int open_socket(struct target *target, bool shared) {
    static const int on = 1;
    int fd = socket(target->address.any.sa_family, target->type | SOCK_CLOEXEC, 0);
    if (fd < 0) err(1, "socket");
    if (target->type == SOCK_STREAM && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0) err(1, "SO_REUSEADDR");
    if (shared && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) < 0) err(1, "SO_REUSEPORT");
    if (bind(fd, &target->address.any, target->length) < 0) err(1, "bind %s", target_text(target));
    /* The kernel cuts the length of the queue to net.core.somaxconn. */
    if (target->type == SOCK_STREAM && listen(fd, LONGEST_QUEUE) < 0) err(1, "listen");
    socklen_t length = target->length;
    if (getsockname(fd, &target->address.any, &length) < 0) err(1, "getsockname");
    return fd;
}

void spawn(void *(*serve)(void *), void *argument, size_t stack) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    int why = pthread_create(&thread, &attributes, serve, argument);
    if (why != 0) errx(1, "pthread_create: %s", strerror(why));
    pthread_attr_destroy(&attributes);
}

struct single {
    int fd;
    enum work work;
    void (*serve)(int fd, enum work work);
};

static void *serve_single(void *argument) {
    const struct single *single = argument;
    single->serve(single->fd, single->work);
    return NULL;
}

void each_socket(const struct share *share, void (*serve)(int fd, enum work work)) {
    struct single *singles = calloc((size_t) share->count, sizeof *singles);
    if (singles == NULL) err(1, "calloc");
    for (int i = 0; i < share->count; i++) singles[i] = (struct single){share->fds[i], share->work, serve};
    for (int i = 1; i < share->count; i++) spawn(serve_single, &singles[i], STACK);
    serve_single(&singles[0]);
}

struct job {
    const struct model *model;
    struct share share;
};

static void *serve_share(void *argument) {
    const struct job *job = argument;
    job->model->serve(&job->share);
    return NULL;
}

static void terminated(int signal) {
    (void) signal;
    _exit(0);
}

/* Opens the sockets of one address, one for each thread. */
static void open_address(struct job *jobs, int threads, struct target *target) {
    for (int i = 0; i < threads; i++) {
        struct share *share = &jobs[i].share;
        share->fds[share->count++] = open_socket(target, threads > 1);
    }
}

/* All addresses are read before the first socket is opened. */
static int parse_addresses(const struct model *model, int count, char **texts, struct target *targets) {
    if (count > MAX_LISTENERS) usage("more than %d addresses", MAX_LISTENERS);
    for (int i = 0; i < count; i++) {
        targets[i] = target_parse(texts[i]);
        if (targets[i].type != model->type) usage("model %s does not serve %s", model->name, texts[i]);
    }
    return count;
}

int main(int argc, char **argv) {
    int threads;
    struct target targets[MAX_LISTENERS];
    if (argc < 4) usage("%s", HELP);
    const struct model *model = parse_model(argv[1], &threads);
    enum work work = parse_work(model, argv[2]);
    int addresses = parse_addresses(model, argc - 3, argv + 3, targets);
    struct job *jobs = calloc((size_t) threads, sizeof *jobs);
    if (jobs == NULL) err(1, "calloc");
    for (int i = 0; i < threads; i++) jobs[i] = (struct job){.model = model, .share.work = work};
    raise_descriptor_limit();
    signal(SIGTERM, terminated);
    for (int i = 0; i < addresses; i++) open_address(jobs, threads, &targets[i]);
    for (int i = 0; i < addresses; i++)
        fprintf(stderr, "listening on %s (model %s, handler %s)\n", target_text(&targets[i]), argv[1], argv[2]);
    for (int i = 1; i < threads; i++) spawn(serve_share, &jobs[i], STACK);
    serve_share(&jobs[0]);
}
