package dev.sockeye.bench.run;

import java.util.ArrayList;
import java.util.List;

/** Where values lie on a logarithmic axis of whole powers of ten, from pixel {@code from} to pixel {@code to}. */
record Scale(int lowest, int highest, double from, double to) {
    /** The powers around {@code least} and {@code most}, which are positive. */
    static Scale around(double least, double most, double from, double to) {
        int low = (int) Math.floor(Math.log10(least));
        return new Scale(low, Math.max(low + 1, (int) Math.ceil(Math.log10(most))), from, to);
    }

    double at(double value) {
        return from + (to - from) * (Math.log10(value) - lowest) / (highest - lowest);
    }

    List<Double> powers() {
        var powers = new ArrayList<Double>();
        for (int power = lowest; power <= highest; power++) powers.add(Math.pow(10, power));
        return powers;
    }
}
