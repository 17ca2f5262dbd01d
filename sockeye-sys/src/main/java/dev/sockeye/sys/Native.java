package dev.sockeye.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The one class that links functions and gives memory another size: what {@code java.lang.foreign}
 * calls restricted. Nothing else may suppress that warning.
 */
@SuppressWarnings("restricted")
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();

    private Native() {}

    /**
     * A way to call a function that sets errno: the handle's first argument is the function's
     * address, the second a slot of {@link ErrnoSlab}.
     */
    static MethodHandle link(FunctionDescriptor type, Linker.Option... options) {
        var all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(type, all);
    }

    /** The address of a function of the C library. */
    static MemorySegment find(String name) {
        return LINKER.defaultLookup().findOrThrow(name);
    }

    /** What a pointer from C points to, with the size that C's documentation gives it. */
    static MemorySegment at(MemorySegment pointer, long size) {
        return pointer.reinterpret(size);
    }

    /** The same with an owner: when its arena closes, the memory is given back. */
    static MemorySegment at(
            MemorySegment pointer, long size, Arena arena, Consumer<MemorySegment> giveBack) {
        return pointer.reinterpret(size, arena, giveBack);
    }

    /** The text that a {@code char *} from C points to. */
    static String string(MemorySegment pointer) {
        return pointer.reinterpret(Long.MAX_VALUE).getString(0, StandardCharsets.UTF_8);
    }
}
