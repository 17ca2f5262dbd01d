package dev.sockeye.bench.twin;

import java.util.Locale;

/** What a server does with its peers. */
enum Work {
    /** What came goes back. */
    ECHO(16 * 1024),
    /** What came is thrown away. */
    SINK(64 * 1024),
    /** As much is sent as the peer takes, and what it sends is thrown away. */
    SOURCE(64 * 1024);

    /** The size of the buffer that the work is done with, in bytes. */
    final int buffer;

    Work(int buffer) {
        this.buffer = buffer;
    }

    static Work parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
