package dev.sockeye.cli;

import java.time.Duration;

/** The values of options as people write them: durations and counts. */
final class Values {
    private static final int MOST_DIGITS = 9;

    private Values() {}

    /**
     * Reads {@code 250ms}, {@code 5s}, {@code 1.5s}, {@code 2m}, {@code 1h}.
     *
     * @param option its name, for the message
     * @throws Trouble if it is anything else, or less than the least
     */
    static Duration duration(String option, String text, Duration least) throws Trouble {
        int unit = 0;
        while (unit < text.length() && isDigitOrPoint(text.charAt(unit))) {
            unit++;
        }
        long nanos = unitNanos(text.substring(unit));
        long value = nanos == 0 ? -1 : decimal(text.substring(0, unit), nanos);
        if (value < 0) {
            throw bad(option, text, Text.WANT_DURATION.of());
        }
        var duration = Duration.ofNanos(value);
        if (duration.compareTo(least) < 0) {
            throw bad(option, text, Text.WANT_MORE.of(text(least)));
        }
        return duration;
    }

    /**
     * Reads a count in decimal.
     *
     * @param option its name, for the message
     * @throws Trouble if it is no number from {@code least} to {@link Integer#MAX_VALUE}
     */
    static int count(String option, String text, int least) throws Trouble {
        boolean digits = !text.isEmpty() && text.length() <= MOST_DIGITS + 1;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        long value = digits ? Long.parseLong(text) : -1;
        if (value < least || value > Integer.MAX_VALUE) {
            throw bad(option, text, Text.WANT_COUNT.of(least, Integer.MAX_VALUE));
        }
        return (int) value;
    }

    /** The value of an option is none of those that it may have. */
    static Trouble bad(String option, String text, String wanted) {
        return Trouble.usage(Text.BAD_VALUE.of(option, text), wanted, "");
    }

    /** The shortest text with one unit, such as {@code 10s} or {@code 1500ms}. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toNanos() / 1000 + "us";
        }
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }

    private static boolean isDigitOrPoint(char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 0;
        };
    }

    /** The number times the unit; -1 if it is no number, or more than 292 years. */
    private static long decimal(String text, long unit) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String part = point < 0 ? "0" : text.substring(point + 1);
        if (whole.isEmpty()
                || part.isEmpty()
                || part.indexOf('.') >= 0
                || whole.length() > MOST_DIGITS
                || part.length() > MOST_DIGITS) {
            return -1;
        }
        long scale = 1;
        for (int i = 0; i < part.length(); i++) {
            scale *= 10;
        }
        if (Long.parseLong(whole) >= Long.MAX_VALUE / unit) {
            return -1;
        }
        // As a long, nine digits of an hour would overflow; a double has room for its 3.6e12 ns.
        double fraction = (double) Long.parseLong(part) / scale;
        return Long.parseLong(whole) * unit + Math.round(fraction * unit);
    }
}
