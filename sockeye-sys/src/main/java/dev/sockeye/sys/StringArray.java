package dev.sockeye.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code char *const argv[]}: strings of C with a null pointer behind the last. It owns the pointers
 * and what they point to; the native memory goes with the object. Never changes; safe for every thread.
 */
public final class StringArray {
    private final MemorySegment block;
    private final int count;

    private StringArray(MemorySegment block, int count) {
        this.block = block;
        this.count = count;
    }

    /**
     * Strings in UTF-8.
     *
     * @param strings the strings
     * @return the array
     * @throws IllegalArgumentException if there is a 0 in one of them
     */
    public static StringArray of(List<String> strings) {
        return ofBytes(
                strings.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
    }

    /**
     * Strings of bytes in any encoding, an environment's for instance.
     *
     * @param strings the strings, without the 0 at their end
     * @return the array
     * @throws IllegalArgumentException if there is a 0 in one of them
     */
    public static StringArray ofBytes(List<byte[]> strings) {
        var arena = Arena.ofAuto();
        var block = arena.allocate(ValueLayout.ADDRESS, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            block.setAtIndex(ValueLayout.ADDRESS, i, string(arena, strings.get(i)));
        }
        return new StringArray(block, strings.size());
    }

    private static MemorySegment string(Arena arena, byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                throw new IllegalArgumentException("a string with a 0 in it");
            }
        }
        var string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return string;
    }

    /**
     * How many strings there are.
     *
     * @return the count, without the null pointer
     */
    public int count() {
        return count;
    }

    /** As C wants it. Whoever passes it on keeps this object reachable meanwhile. */
    MemorySegment block() {
        return block;
    }
}
