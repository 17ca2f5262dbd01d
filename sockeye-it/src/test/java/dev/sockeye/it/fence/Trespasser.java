package dev.sockeye.it.fence;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.BiFunction;

/** Code that climbs the fence, with the compiler's warning switched off. */
@SuppressWarnings("restricted")
final class Trespasser {
    private Trespasser() {}

    static final class Calls {
        MemorySegment reach() {
            return MemorySegment.NULL.reinterpret(8);
        }
    }

    static final class Refers {
        final BiFunction<AddressLayout, MemoryLayout, AddressLayout> reach =
                AddressLayout::withTargetLayout;

        AddressLayout reach() {
            return reach.apply(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
        }
    }
}
