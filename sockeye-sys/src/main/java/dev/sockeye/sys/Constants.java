package dev.sockeye.sys;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One table of names and numbers: the constants of a C header, or the size and offsets of a struct.
 *
 * <p>The text has a name and a number per line; numbers are decimal, {@code 0x} hexadecimal or,
 * with a leading 0, octal, as C writes them. Immutable, safe for every thread.
 */
final class Constants {
    private final String title;
    private final Map<String, Long> values;

    Constants(String title, String text) {
        this.title = title;
        this.values = HashMap.newHashMap(text.length() / 12);
        for (int at = 0, end; at < text.length(); at = end + 1) {
            end = text.indexOf('\n', at);
            int space = text.indexOf(' ', at);
            var before =
                    values.put(text.substring(at, space), number(text.substring(space + 1, end)));
            if (before != null) {
                throw new IllegalStateException(title + " twice: " + text.substring(at, end));
            }
        }
    }

    private static long number(String text) {
        return Long.decode(text);
    }

    /** The number as a C int; what C writes as an unsigned 32-bit number wraps. */
    int value(String name) {
        long value = longValue(name);
        if (value != (int) value && value >>> 32 != 0) {
            throw new IllegalStateException(title + " " + name + " is no int: " + value);
        }
        return (int) value;
    }

    long longValue(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(title + " has no " + name + " on this platform");
        }
        return value;
    }

    Set<String> names() {
        return values.keySet();
    }
}
