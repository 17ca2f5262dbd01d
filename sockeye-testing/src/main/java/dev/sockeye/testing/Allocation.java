package dev.sockeye.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a thread takes from the heap: exact, and independent of the machine's load. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /**
     * What the calling thread has allocated so far; a platform thread, others are not counted.
     *
     * @return bytes
     */
    public static long ofThisThread() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
    }
}
