#include "cpu.h"

#include <stdio.h>
#include <unistd.h>

static uint64_t clock_ns(clockid_t clock, bool *known) {
    struct timespec time;
    *known = clock_gettime(clock, &time) == 0;
    return *known ? (uint64_t) time.tv_sec * 1000000000u + (uint64_t) time.tv_nsec : 0;
}

/*
 * All of the first line of /proc/stat but idle and iowait, as proc(5) orders it: user nice system idle iowait irq
 * softirq steal; guest is part of user. Stolen time counts: it is somebody else's load on our CPUs.
 */
static uint64_t machine_ns(void) {
    unsigned long long user, nice, system, irq, softirq, steal;
    FILE *stat = fopen("/proc/stat", "re");
    if (stat == NULL) return 0;
    int fields = fscanf(stat, "cpu %llu %llu %llu %*u %*u %llu %llu %llu", &user, &nice, &system, &irq, &softirq, &steal);
    fclose(stat);
    if (fields != 6) return 0;
    return (user + nice + system + irq + softirq + steal) * (1000000000u / (unsigned long) sysconf(_SC_CLK_TCK));
}

struct cpu cpu_sample(pid_t server) {
    struct cpu cpu = {.machine = machine_ns()}; /* first: it is the slow one, the others shall be close together */
    clockid_t clock;
    bool known;
    if (server != 0 && clock_getcpuclockid(server, &clock) == 0) cpu.server = clock_ns(clock, &cpu.server_known);
    cpu.load = clock_ns(CLOCK_PROCESS_CPUTIME_ID, &known);
    cpu.at = now_ns();
    return cpu;
}
