package dev.sockeye.server;

import java.util.List;

/**
 * What the setup says of the processes that the models {@code process} and {@code prefork} start.
 *
 * @param maxRequests after how many sessions a worker leaves; {@link Long#MAX_VALUE} for never
 * @param jvmOptions for their JVMs, behind those of the server
 * @param main the main class of their JVMs
 */
record Workers(long maxRequests, List<String> jvmOptions, Class<?> main) {
    static final Workers DEFAULT = new Workers(Long.MAX_VALUE, List.of(), WorkerMain.class);

    Workers {
        if (maxRequests < 1) {
            throw new IllegalArgumentException(
                    "a worker serves at least 1 session, not " + maxRequests);
        }
        jvmOptions = List.copyOf(jvmOptions);
    }

    Workers maxRequests(long count) {
        return new Workers(count, jvmOptions, main);
    }

    Workers jvmOptions(List<String> options) {
        return new Workers(maxRequests, options, main);
    }

    Workers main(Class<?> type) {
        return new Workers(maxRequests, jvmOptions, type);
    }
}
