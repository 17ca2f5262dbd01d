package dev.sockeye.bench.run;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure that is made of a {@link Sample}. */
enum Metric {
    OPERATIONS("operations per second", "/s", true, s -> s.get("ops") / s.get("seconds")),
    BYTES("throughput", "B/s", true, s -> s.get("bytes") / s.get("seconds")),
    CPU("CPU per operation", "ns", false, s -> s.get("server_cpu_ns") / s.get("ops")),
    CPU_BYTES("CPU per KiB", "ns", false, s -> s.get("server_cpu_ns") * 1024 / s.get("bytes")),
    P50("p50", "ns", false, s -> s.get("p50_ns")),
    P90("p90", "ns", false, s -> s.get("p90_ns")),
    P99("p99", "ns", false, s -> s.get("p99_ns")),
    P999("p99.9", "ns", false, s -> s.get("p999_ns")),
    MAX("max", "ns", false, s -> s.get("max_ns")),
    LOAD("generator's CPU", "%", false, s -> 100 * s.loadShare()),
    READY("exec to ready line", "ns", false, s -> s.get("ready_ns")),
    FIRST_ECHO("exec to first echo", "ns", false, s -> s.get("echo_ns")),
    HELD("held per connection", "B", false, s -> s.get("held_bytes")),
    HEAP("of that live heap", "B", false, s -> s.get("heap_bytes")),
    OUTSIDE("of that outside the heap", "B", false, s -> s.get("outside_bytes")),
    RSS("more in RAM before a collection", "B", false, s -> s.get("rss_bytes"));

    final String label;
    final String unit;
    final boolean moreIsBetter;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final ToDoubleFunction<Sample> of;

    Metric(String label, String unit, boolean moreIsBetter, ToDoubleFunction<Sample> of) {
        this.label = label;
        this.unit = unit;
        this.moreIsBetter = moreIsBetter;
        this.of = of;
    }

    double of(Sample sample) {
        return of.applyAsDouble(sample);
    }

    /** {@code value} with three digits that count and the unit, as {@code 12.3 µs} or {@code 1.05 M/s}. */
    String text(double value) {
        if (Double.isNaN(value)) return "";
        if (unit.equals("ns")) {
            if (Math.abs(value) < 1e3) return digits(value) + " ns";
            if (Math.abs(value) < 1e6) return digits(value / 1e3) + " µs";
            return Math.abs(value) < 1e9 ? digits(value / 1e6) + " ms" : digits(value / 1e9) + " s";
        }
        if (unit.equals("%")) return digits(value) + " %";
        if (Math.abs(value) < 1e3) return digits(value) + " " + unit;
        if (Math.abs(value) < 1e6) return digits(value / 1e3) + " k" + unit;
        return Math.abs(value) < 1e9
                ? digits(value / 1e6) + " M" + unit
                : digits(value / 1e9) + " G" + unit;
    }

    /** {@code value} as a whole number, with commas between the thousands. */
    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** {@code value} with three digits that count, without an exponent. */
    static String digits(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f", value);
    }
}
