package dev.sockeye.bench.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of one measurement by their keys, in the units that the keys name. */
record Sample(Map<String, Double> values) {
    Sample {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The line of the load generator: {@code key=value} pairs separated by blanks. Values that are no numbers, such as
     * the name of the scenario, are left out.
     *
     * @throws IllegalArgumentException if there is a word without {@code =}, or no number at all
     */
    static Sample parse(String line) {
        var values = new LinkedHashMap<String, Double>();
        for (var pair : line.strip().split("\\s+", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0)
                throw new IllegalArgumentException("not a line of key=value pairs: " + line);
            var value = pair.substring(equals + 1);
            if (value.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"))
                values.put(pair.substring(0, equals), Double.valueOf(value));
        }
        if (values.isEmpty()) throw new IllegalArgumentException("no numbers in: " + line);
        return new Sample(values);
    }

    /** The value of {@code key}, NaN where there is none. */
    double get(String key) {
        return values.getOrDefault(key, Double.NaN);
    }

    Sample with(String key, double value) {
        var more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Sample(more);
    }

    /** CPU time that neither the server nor the generator used, as a share of one CPU. */
    double foreignShare() {
        return get("foreign_cpu_ns") / (get("seconds") * 1e9);
    }

    /** CPU time of the generator as a share of one CPU. */
    double loadShare() {
        return get("load_cpu_ns") / (get("seconds") * 1e9);
    }
}
