package dev.sockeye.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Prints what was measured; nothing of it is asserted. */
final class Figures {
    private static final String MARK = "figure: ";

    private static final List<String> PRINTED = new CopyOnWriteArrayList<>();

    private Figures() {}

    static void print(String format, Object... values) {
        String line = String.format(MARK + format, values);
        System.out.println(line);
        PRINTED.add(line.substring(MARK.length()));
    }

    /** All of it so far. */
    static List<String> printed() {
        return List.copyOf(PRINTED);
    }
}
