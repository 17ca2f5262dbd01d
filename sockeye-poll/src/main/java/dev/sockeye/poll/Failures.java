package dev.sockeye.poll;

/**
 * Who is told of what went wrong on a loop's thread. Runs on that thread; what it throws itself goes
 * to the thread's {@link Thread.UncaughtExceptionHandler}.
 */
@FunctionalInterface
public interface Failures {
    /**
     * A callback threw, or the mechanism itself failed.
     *
     * @param source the {@link Watch}, the {@link Request}, the {@link Timer} or the task (a {@link
     *     Runnable}) that threw; the {@link Poller} or {@link Ring}, where the kernel's call failed; the {@link Loop}, where its own
     *     turn did
     * @param thrown what was thrown, or a {@link java.net.SocketException} with the call and errno
     */
    void failed(Object source, Throwable thrown);
}
