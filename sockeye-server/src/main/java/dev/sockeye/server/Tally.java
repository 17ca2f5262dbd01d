package dev.sockeye.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a server counts. Any thread. */
final class Tally {
    final AtomicLong ids = new AtomicLong();
    final LongAdder opened = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder failed = new LongAdder();
    final AtomicLong shed = new AtomicLong();
    final LongAdder troubles = new LongAdder();
    final LongAdder datagrams = new LongAdder();
    final LongAdder unanswered = new LongAdder();

    Server.Counts counts() {
        // Ended first: a session that ends between the two is open rather than open less than
        // never.
        long over = ended.sum();
        long began = opened.sum();
        return new Server.Counts(
                began,
                began - over,
                rejected.sum(),
                failed.sum(),
                shed.get(),
                troubles.sum(),
                datagrams.sum(),
                unanswered.sum());
    }
}
