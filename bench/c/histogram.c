#include "histogram.h"

/*
 * Values below 128 are their own bucket. A larger one with its highest bit at `top` is cut to its highest 8 bits
 * (128..255): the power chooses the row of 128 buckets, the lower 7 of these bits the bucket in it.
 */
static unsigned bucket_of(uint64_t value) {
    if (value < 1u << HISTOGRAM_BITS) return (unsigned) value;
    unsigned shift = 63u - (unsigned) __builtin_clzll(value) - HISTOGRAM_BITS;
    unsigned bucket = (shift << HISTOGRAM_BITS) + (unsigned) (value >> shift);
    return bucket < HISTOGRAM_BUCKETS ? bucket : HISTOGRAM_BUCKETS - 1;
}

static uint64_t middle_of(unsigned bucket) {
    if (bucket < 2u << HISTOGRAM_BITS) return bucket; /* these are one value wide */
    unsigned shift = (bucket >> HISTOGRAM_BITS) - 1;
    uint64_t first = (uint64_t) (bucket - (shift << HISTOGRAM_BITS)) << shift;
    return first + ((uint64_t) 1 << shift) / 2;
}

void histogram_add(struct histogram *histogram, uint64_t value) {
    histogram->buckets[bucket_of(value)]++;
    histogram->count++;
    if (value > histogram->max) histogram->max = value;
}

uint64_t histogram_at(const struct histogram *histogram, double share) {
    uint64_t wanted = (uint64_t) (share * (double) histogram->count), seen = 0;
    for (unsigned bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++) {
        seen += histogram->buckets[bucket];
        if (seen > wanted) return middle_of(bucket) < histogram->max ? middle_of(bucket) : histogram->max;
    }
    return histogram->max;
}
