/*
 * What a run counts, and when: nothing is counted in the warm-up but errors, then everything until the end of the
 * measured time. CPU clocks are read at exactly the two moments between which is counted.
 */
#ifndef METER_H
#define METER_H

#include <stdbool.h>
#include <stdint.h>

#include "cpu.h"
#include "histogram.h"

struct meter {
    pid_t server;
    uint64_t begin, end; /* planned, CLOCK_MONOTONIC */
    bool measuring;
    struct cpu before, after;
    uint64_t ops, bytes, drops;
    uint64_t errors;  /* in the warm-up too */
    uint64_t overdue; /* requests of an open loop that were due and not sent when the time was over */
    struct histogram latencies;
};

void meter_start(struct meter *meter, pid_t server, double warmup, double seconds);

/* To be called between any two batches of work; false once the measured time is over. */
bool meter_running(struct meter *meter);

/* Ends the measured time where meter_running has not done so: the server is gone. */
void meter_stop(struct meter *meter);

/* One operation, that began (or was meant to begin) at `begun` and ended at `now`. */
static inline void meter_op(struct meter *meter, uint64_t begun, uint64_t now, uint64_t bytes) {
    meter->ops++;
    meter->bytes += bytes;
    histogram_add(&meter->latencies, now - begun);
}

#endif
