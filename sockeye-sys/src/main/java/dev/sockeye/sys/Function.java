package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A function of the C library, looked up at its first use. Safe for every thread. */
final class Function {
    private final String name;

    /** Benign race: every thread finds the same address. */
    private @Nullable MemorySegment address;

    Function(String name) {
        this.name = name;
    }

    MemorySegment address() {
        var found = address;
        if (found == null) {
            found = Native.find(name);
            address = found;
        }
        return found;
    }
}
