package dev.sockeye.it;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a server and its children hold: open descriptors by their kind, threads, processes. The JVM's
 * own files and threads come and go as it likes and are not counted.
 */
record Footprint(Map<String, Integer> descriptors, int threads, int processes) {
    private static final String EVENTFD = "anon_inode:[eventfd]";
    private static final String PIPE = "pipe";

    private static final Pattern FILES_OF_THE_JVM =
            Pattern.compile(
                    ".*\\.(jar|jmod|jsa|aot|class)|.*/lib/modules|/dev/.*|/proc/.*|/sys/.*");

    private static final Predicate<String> OURS =
            Pattern.compile("sockeye.*|Thread-\\d.*|pool-\\d.*").asMatchPredicate();

    static Footprint of(Proc server) {
        var descriptors = new TreeMap<String, Integer>();
        int threads = 0;
        int processes = 0;
        for (Proc each : server.tree()) {
            processes++;
            threads += (int) each.threadNames().values().stream().filter(OURS).count();
            for (String target : each.open()) {
                if (!FILES_OF_THE_JVM.matcher(target).matches()) {
                    // Such as socket:[4711].
                    String kind = target.replaceFirst(":\\[\\d+\\]", "");
                    descriptors.merge(kind, 1, Integer::sum);
                }
            }
        }
        return new Footprint(descriptors, threads, processes);
    }

    /** How many sockets. */
    int sockets() {
        return descriptors.getOrDefault("socket", 0);
    }

    /** Whether there is nothing in this that the other has not, but for so many eventfds and pipes. */
    boolean isWithin(Footprint other, int moreEventfds, int morePipes) {
        for (var each : descriptors.entrySet()) {
            int more =
                    switch (each.getKey()) {
                        case EVENTFD -> moreEventfds;
                        case PIPE -> morePipes;
                        default -> 0;
                    };
            int most = other.descriptors.getOrDefault(each.getKey(), 0) + more;
            if (each.getValue() > most) {
                return false;
            }
        }
        return threads <= other.threads && processes == other.processes;
    }
}
