package dev.sockeye.sys;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A kernel that counts the calls of another by their name. Safe for every thread. */
public class CountingKernel extends ForwardingKernel {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /**
     * A counting kernel, with nothing counted.
     *
     * @param kernel the kernel that does the work
     */
    public CountingKernel(Kernel kernel) {
        super(kernel);
    }

    @Override
    protected long intercept(Invocation call) {
        counts.computeIfAbsent(call.name(), _ -> new LongAdder()).increment();
        return super.intercept(call);
    }

    /**
     * How often one call was made.
     *
     * @param name its C name
     * @return 0 or more
     */
    public long count(String name) {
        var count = counts.get(name);
        return count == null ? 0 : count.sum();
    }

    /**
     * How often each call was made, by its C name.
     *
     * @return a sorted copy, without the calls that were not made
     */
    public Map<String, Long> counts() {
        var copy = new TreeMap<String, Long>();
        counts.forEach((name, count) -> copy.put(name, count.sum()));
        return copy;
    }

    /**
     * How many calls were made in all.
     *
     * @return 0 or more
     */
    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Starts again at nothing; calls that are under way may count before or after. */
    public void reset() {
        counts.clear();
    }
}
