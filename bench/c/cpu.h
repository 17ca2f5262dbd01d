/* Time, and who spent it: this process, the server, and everybody else on the machine. */
#ifndef CPU_H
#define CPU_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* Nanoseconds of CLOCK_MONOTONIC. */
static inline uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t) now.tv_sec * 1000000000u + (uint64_t) now.tv_nsec;
}

/* CPU time spent up to now, in nanoseconds. */
struct cpu {
    uint64_t at;      /* when the sample was taken, CLOCK_MONOTONIC */
    uint64_t load;    /* by this process */
    uint64_t server;  /* by the server */
    uint64_t machine; /* by all CPUs, in the coarse ticks of /proc/stat */
    bool server_known;
};

/* server is 0 where nobody named one. */
struct cpu cpu_sample(pid_t server);

#endif
