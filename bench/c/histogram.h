/*
 * Latencies in log-linear buckets: 128 buckets for each power of two, so that a bucket is at most 1/128 of its value
 * wide, and the middle of a bucket is at most 0.4 % off.
 */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>

enum {
    HISTOGRAM_BITS = 7, /* 128 buckets for each power of two */
    HISTOGRAM_TOP = 40, /* values from 2^40 ns (18 minutes) on share the last bucket */
    HISTOGRAM_BUCKETS = (HISTOGRAM_TOP - HISTOGRAM_BITS + 1) << HISTOGRAM_BITS
};

struct histogram {
    uint64_t count;
    uint64_t max; /* exact */
    uint64_t buckets[HISTOGRAM_BUCKETS];
};

void histogram_add(struct histogram *histogram, uint64_t value);

/* The value below which `share` (0.5, 0.99, ...) of all values lie; 0 where there is none. */
uint64_t histogram_at(const struct histogram *histogram, double share);

#endif
