package dev.sockeye.server.handler;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a representation (RFC 9110, 14).
 *
 * @param from the first byte, from 0
 * @param length at least 1 where it was asked for
 */
record HttpRange(long from, long length) {
    private static final String UNIT = "bytes=";
    private static final Pattern SPEC = Pattern.compile("([0-9]*)-([0-9]*)");

    /** More digits than this are larger than any file. */
    private static final int MOST_DIGITS = 18;

    /**
     * The part that the values of a Range field ask for.
     *
     * @return empty if everything is to be sent: there is no such field, its unit is unknown, it is
     *     malformed, or it asks for several parts, which a server may answer with the whole (14.2)
     * @throws HttpProblem 416 if there is nothing of that part
     */
    static Optional<HttpRange> parse(List<String> values, long size) throws HttpProblem {
        if (values.size() != 1
                || !values.getFirst().regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty();
        }
        List<String> specs =
                Arrays.stream(values.getFirst().substring(UNIT.length()).split(",", -1))
                        .map(String::strip)
                        .filter(spec -> !spec.isEmpty())
                        .toList();
        Matcher spec = SPEC.matcher(specs.size() == 1 ? specs.getFirst() : "");
        if (!spec.matches()) {
            return Optional.empty();
        }
        return spec.group(1).isEmpty()
                ? last(spec.group(2), size)
                : between(number(spec.group(1)), spec.group(2), size);
    }

    /** A suffix of nothing cannot be had; one of an empty file is all of it. */
    private static Optional<HttpRange> last(String digits, long size) throws HttpProblem {
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        long length = Math.min(size, number(digits));
        if (length == 0 && size > 0) {
            throw unsatisfiable(size);
        }
        return size == 0 ? Optional.empty() : Optional.of(new HttpRange(size - length, length));
    }

    private static Optional<HttpRange> between(long from, String lastDigits, long size)
            throws HttpProblem {
        long last = lastDigits.isEmpty() ? Long.MAX_VALUE : number(lastDigits);
        if (last < from) {
            return Optional.empty();
        }
        if (from >= size) {
            throw unsatisfiable(size);
        }
        return Optional.of(new HttpRange(from, Math.min(last, size - 1) - from + 1));
    }

    private static long number(String digits) {
        String bare = digits.replaceFirst("^0+", "");
        if (bare.length() > MOST_DIGITS) {
            return Long.MAX_VALUE;
        }
        return bare.isEmpty() ? 0 : Long.parseLong(bare);
    }

    private static HttpProblem unsatisfiable(long size) {
        return new HttpProblem(416, "it has " + size + " bytes", "Content-Range: bytes */" + size);
    }

    /** The value of Content-Range. */
    String of(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
