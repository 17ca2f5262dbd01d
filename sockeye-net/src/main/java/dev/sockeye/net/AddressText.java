package dev.sockeye.net;

/**
 * A text that is read as an address: the parts that all forms share, each read from an index to an
 * index, so that every mistake is reported at its place in the whole text.
 */
final class AddressText {
    static final int MAX_PORT = 0xFFFF;

    private final String text;

    AddressText(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    AddressFormatException error(int index, String reason) {
        return new AddressFormatException(text, index, reason);
    }

    /** The character as it stands in a message. */
    String quote(int index) {
        return "'" + Escape.visible(Character.toString(text.codePointAt(index))) + "'";
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    boolean isDigits(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return from < to;
    }

    /** A decimal number without sign, space or leading zeros; {@code what} names it in messages. */
    long number(int from, int to, long max, String what) {
        if (from == to) {
            throw error(from, what + " is missing");
        }
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                throw error(i, what + " is a decimal number, and " + quote(i) + " is no digit");
            }
        }
        if (text.charAt(from) == '0' && to - from > 1) {
            throw error(from, what + " has a leading zero");
        }
        if (to - from > 10 || Long.parseLong(text.substring(from, to)) > max) {
            throw error(from, what + " is over " + max);
        }
        return Long.parseLong(text.substring(from, to));
    }

    int port(int from, int to) {
        return (int) number(from, to, MAX_PORT, "the port");
    }

    /** An unsigned number of 32 bits in hexadecimal, without the {@code 0x} and leading zeros. */
    int hex32(int from, int to, String what) {
        if (from == to) {
            throw error(from, what + " is missing");
        }
        for (int i = from; i < to; i++) {
            if (hexDigit(i) < 0) {
                throw error(i, quote(i) + " is no hexadecimal digit");
            }
        }
        if (text.charAt(from) == '0') {
            throw error(from, what + " has a leading zero");
        }
        if (to - from > 8) {
            throw error(from, what + " is over 0xffffffff");
        }
        return Integer.parseUnsignedInt(text, from, to, 16);
    }

    /** The value of the digit, -1 for any other character; ASCII only. */
    int hexDigit(int index) {
        char c = text.charAt(index);
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** Four decimal numbers of 0 to 255, without leading zeros. */
    byte[] inet4(int from, int to) {
        var address = new byte[4];
        int at = from;
        for (int count = 0; ; count++) {
            int end = at;
            while (end < to && text.charAt(end) != '.') {
                end++;
            }
            if (count == 4) {
                throw error(at, "an IPv4 address has four numbers, this has more");
            }
            address[count] = (byte) octet(at, end);
            if (end == to) {
                if (count < 3) {
                    throw error(to, "an IPv4 address has four numbers, this has " + (count + 1));
                }
                return address;
            }
            at = end + 1;
        }
    }

    private int octet(int from, int to) {
        if (from == to) {
            throw error(from, "a number of the IPv4 address is missing");
        }
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                throw error(
                        i,
                        quote(i)
                                + " is no digit, and a host that ends in a number must be an IPv4"
                                + " address");
            }
        }
        if (text.charAt(from) == '0' && to - from > 1) {
            throw error(from, "a leading zero, which some programs read as octal");
        }
        if (to - from > 3 || Integer.parseInt(text, from, to, 10) > 255) {
            throw error(from, "a number of an IPv4 address is over 255");
        }
        return Integer.parseInt(text, from, to, 10);
    }

    /**
     * Eight groups of hexadecimal digits; {@code ::} for zeros once; the last two may be dotted.
     */
    byte[] inet6(int from, int to) {
        var address = new byte[16];
        int filled = 0;
        int gap = -1;
        int at = from;
        if (text.startsWith("::", from)) {
            gap = 0;
            at += 2;
        }
        while (at < to) {
            int end = at;
            while (end < to && text.charAt(end) != ':') {
                end++;
            }
            int size = dotted(at, end) ? 4 : 2;
            if (filled + size > 16) {
                throw error(at, "an IPv6 address has eight groups, this has more");
            }
            if (size == 4) {
                if (end < to) {
                    throw error(at, "dotted numbers stand only at the end of an IPv6 address");
                }
                System.arraycopy(inet4(at, to), 0, address, filled, 4);
            } else {
                int group = group(at, end);
                address[filled] = (byte) (group >> 8);
                address[filled + 1] = (byte) group;
            }
            filled += size;
            at = end + 1;
            if (end + 1 == to) {
                throw error(end, "a single ':' cannot end an IPv6 address");
            }
            if (end < to && text.charAt(at) == ':') {
                if (gap >= 0) {
                    throw error(end, "'::' can stand only once in an IPv6 address");
                }
                gap = filled;
                at++;
            }
        }
        return spread(address, filled, gap, from, to);
    }

    /** Moves what follows the gap to the end. */
    private byte[] spread(byte[] address, int filled, int gap, int from, int to) {
        if (gap < 0) {
            if (filled < 16) {
                throw error(to, "an IPv6 address has eight groups, this has " + filled / 2);
            }
            return address;
        }
        if (filled == 16) {
            throw error(text.indexOf("::", from), "'::' stands for no group: there are eight");
        }
        var spread = new byte[16];
        System.arraycopy(address, 0, spread, 0, gap);
        System.arraycopy(address, gap, spread, 16 - (filled - gap), filled - gap);
        return spread;
    }

    private boolean dotted(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '.') {
                return true;
            }
        }
        return false;
    }

    private int group(int from, int to) {
        if (from == to) {
            throw error(from, "a group of the IPv6 address is missing");
        }
        for (int i = from; i < to; i++) {
            if (hexDigit(i) < 0) {
                throw error(i, quote(i) + " is no hexadecimal digit of an IPv6 address");
            }
        }
        if (to - from > 4) {
            throw error(from, "a group of an IPv6 address has at most four digits");
        }
        return Integer.parseInt(text, from, to, 16);
    }
}
