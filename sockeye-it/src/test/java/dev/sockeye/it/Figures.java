package dev.sockeye.it;

/** Prints what was measured; nothing of it is asserted. */
final class Figures {
    private Figures() {}

    static void print(String format, Object... values) {
        System.out.printf("figure: " + format + "%n", values);
    }
}
