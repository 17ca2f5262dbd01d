#include "meter.h"

#include <string.h>

void meter_start(struct meter *meter, pid_t server, double warmup, double seconds) {
    *meter = (struct meter){.server = server};
    meter->begin = now_ns() + (uint64_t) (warmup * 1e9);
    meter->end = meter->begin + (uint64_t) (seconds * 1e9);
}

static void begin_measuring(struct meter *meter) {
    uint64_t planned = meter->end - meter->begin;
    meter->ops = meter->bytes = meter->drops = 0;
    memset(&meter->latencies, 0, sizeof meter->latencies);
    meter->measuring = true;
    meter->before = cpu_sample(meter->server);
    meter->end = meter->before.at + planned;
}

bool meter_running(struct meter *meter) {
    uint64_t now = now_ns();
    if (!meter->measuring && now >= meter->begin) begin_measuring(meter);
    if (!meter->measuring || now < meter->end) return true;
    meter_stop(meter);
    return false;
}

void meter_stop(struct meter *meter) {
    if (!meter->measuring) begin_measuring(meter);
    if (meter->after.at == 0) meter->after = cpu_sample(meter->server);
}
