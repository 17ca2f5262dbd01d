package dev.sockeye.net;

import java.net.IDN;

/**
 * Reads host names: tells them from misspelt addresses, and checks them before a resolver is asked.
 */
final class HostName {
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    private final AddressText address;
    private final String text;

    HostName(AddressText address) {
        this.address = address;
        this.text = address.text();
    }

    /**
     * Whether the last part of a host is a number to any of the usual readers: then the host is an
     * IPv4 address or nothing, since resolvers take such text as an odd spelling of an address.
     */
    boolean endsInNumber(int from, int to) {
        int end = to > from && text.charAt(to - 1) == '.' ? to - 1 : to;
        int start = end;
        while (start > from && text.charAt(start - 1) != '.') {
            start--;
        }
        if (start == end) {
            return false;
        }
        var label = text.substring(start, end);
        return label.codePoints().allMatch(Character::isDigit)
                || label.matches("0[xX][0-9a-fA-F]*");
    }

    /** Checks a host name and gives it in the form that a resolver takes. */
    String name(int from, int to) {
        for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            if (point != '.' && !belongsInName(point)) {
                throw address.error(at, address.quote(at) + " does not belong in a host name");
            }
        }
        var ascii = text.substring(from, to);
        if (!ascii.chars().allMatch(c -> c < 0x80)) {
            ascii = idn(ascii, from);
        }
        checkLabels(ascii, from);
        return ascii;
    }

    private static boolean belongsInName(int point) {
        if (point < 0x80) {
            return point == '-' || point == '_' || Character.isLetterOrDigit(point);
        }
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private String idn(String name, int from) {
        try {
            return IDN.toASCII(name);
        } catch (IllegalArgumentException e) {
            var error = address.error(from, "no international host name");
            error.initCause(e);
            throw error;
        }
    }

    private void checkLabels(String ascii, int from) {
        boolean same = text.startsWith(ascii, from);
        int at = 0;
        for (String label :
                (ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii)
                        .split("\\.", -1)) {
            int place = same ? from + at : from;
            if (label.isEmpty()) {
                throw address.error(place, "a part of the host name is missing");
            }
            if (label.startsWith("-") || label.endsWith("-")) {
                throw address.error(place, "a part of a host name cannot start or end with '-'");
            }
            if (label.length() > MAX_LABEL) {
                throw address.error(place, "a part of a host name has at most 63 characters");
            }
            at += label.length() + 1;
        }
        if (ascii.length() > MAX_NAME) {
            throw address.error(from, "a host name has at most 253 characters");
        }
    }
}
