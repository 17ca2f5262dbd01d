package dev.sockeye.sys;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses to and from text, as the C library does it. Empty arrays and -1 say that a text is
 * none.
 */
final class InetText {
    private static final byte[] NONE = {};
    private static final int IN4 = 4;
    private static final int IN6 = 16;
    private static final int GROUPS = 8;

    private InetText() {}

    /** Four decimal numbers of at most three digits, without leading zeros. */
    static byte[] parse4(String text) {
        var address = new byte[IN4];
        int part = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
                boolean leadingZero = digits == 1 && value < 10;
                if (leadingZero || value > 255) {
                    return NONE;
                }
                digits++;
                address[part] = (byte) value;
            } else if (c == '.' && digits > 0 && part < IN4 - 1) {
                part++;
                digits = 0;
                value = 0;
            } else {
                return NONE;
            }
        }
        return part == IN4 - 1 && digits > 0 ? address : NONE;
    }

    /** Eight groups of hexadecimal digits, one {@code ::} for zeros, an IPv4 address at the end. */
    static byte[] parse6(String text) {
        if (text.indexOf('.') < 0) {
            return groups(text);
        }
        int start = text.lastIndexOf(':') + 1;
        var tail = parse4(text.substring(start));
        if (tail.length == 0) {
            return NONE;
        }
        var hex = HexFormat.of().formatHex(tail);
        return groups(text.substring(0, start) + hex.substring(0, 4) + ":" + hex.substring(4));
    }

    private static byte[] groups(String text) {
        int gap = text.indexOf("::");
        var left = run(gap < 0 ? text : text.substring(0, gap));
        var right = run(gap < 0 ? "" : text.substring(gap + 2));
        if (left == null || right == null) {
            return NONE;
        }
        int length = left.length + right.length;
        if (gap < 0 ? length != IN6 : length >= IN6) {
            return NONE;
        }
        var address = Arrays.copyOf(left, IN6);
        System.arraycopy(right, 0, address, IN6 - right.length, right.length);
        return address;
    }

    /** Groups with single colons between them, at most eight; null if it is something else. */
    private static byte @Nullable [] run(String text) {
        var bytes = new byte[IN6];
        int filled = 0;
        for (int at = 0; at < text.length(); ) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? text.length() : colon;
            boolean endsInColon = colon == text.length() - 1;
            if (filled == IN6 || endsInColon || !isGroup(text, at, end)) {
                return null;
            }
            int value = HexFormat.fromHexDigits(text, at, end);
            bytes[filled++] = (byte) (value >> 8);
            bytes[filled++] = (byte) value;
            at = colon < 0 ? end : end + 1;
        }
        return Arrays.copyOf(bytes, filled);
    }

    private static boolean isGroup(String text, int at, int end) {
        for (int i = at; i < end; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return end > at && end <= at + 4;
    }

    static String print4(byte[] address, int at) {
        return (address[at] & 0xff)
                + "."
                + (address[at + 1] & 0xff)
                + "."
                + (address[at + 2] & 0xff)
                + "."
                + (address[at + 3] & 0xff);
    }

    /**
     * RFC 5952: the longest run of two or more zero groups becomes {@code ::}, the first of equals;
     * IPv4 in IPv6 shows its IPv4 form, the mapped addresses and, as in the C library, the old
     * compatible ones.
     */
    static String print6(byte[] address) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < GROUPS; ) {
            int end = i;
            while (end < GROUPS && group(address, end) == 0) {
                end++;
            }
            if (end - i > bestLength) {
                best = i;
                bestLength = end - i;
            }
            i = end + 1;
        }
        boolean compatible = best == 0 && bestLength == 6;
        boolean mapped = best == 0 && bestLength == 5 && group(address, 5) == 0xffff;
        int groups = compatible || mapped ? 6 : GROUPS;
        var text = new StringBuilder(46);
        for (int i = 0; i < groups; i++) {
            if (i == best) {
                text.append(i == 0 ? "::" : ":");
                i += bestLength - 1;
            } else {
                text.append(Integer.toHexString(group(address, i)));
                text.append(i < GROUPS - 1 ? ":" : "");
            }
        }
        return groups == GROUPS ? text.toString() : text + print4(address, IN6 - IN4);
    }

    private static int group(byte[] address, int index) {
        return (address[2 * index] & 0xff) << 8 | (address[2 * index + 1] & 0xff);
    }

    /** The forms of inet_aton: the address in host order, or -1. */
    static long parseOld(String text) {
        long address = 0;
        int at = 0;
        for (int part = 0; ; part++) {
            int end = numberEnd(text, at);
            long value = end == at ? -1 : number(text, at, end);
            if (value < 0) {
                return -1;
            }
            if (end < text.length() && text.charAt(end) == '.') {
                if (part == IN4 - 1 || value > 0xff) {
                    return -1;
                }
                address |= value << (24 - 8 * part);
                at = end + 1;
                continue;
            }
            boolean ends = end == text.length() || isSpace(text.charAt(end));
            return ends && value <= 0xffffffffL >>> (8 * part) ? address | value : -1;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Where the number at a place ends, by the rules of strtoul with base 0. */
    private static int numberEnd(String text, int at) {
        int base = base(text, at);
        int end = base == 16 ? at + 2 : at;
        while (end < text.length() && digit(text, end) < base) {
            end++;
        }
        return end;
    }

    private static int base(String text, int at) {
        if (at >= text.length() || text.charAt(at) != '0') {
            return 10;
        }
        boolean hexadecimal =
                at + 2 < text.length()
                        && (text.charAt(at + 1) | 0x20) == 'x'
                        && digit(text, at + 2) < 16;
        return hexadecimal ? 16 : 8;
    }

    /** The value of a digit, or more than any base. */
    private static int digit(String text, int at) {
        char c = text.charAt(at);
        return HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : Integer.MAX_VALUE;
    }

    /** The number between two places, or -1 if it has more than 32 bits. */
    private static long number(String text, int at, int end) {
        int base = base(text, at);
        long value = 0;
        for (int i = base == 16 ? at + 2 : at; i < end; i++) {
            value = value * base + digit(text, i);
            if (value > 0xffffffffL) {
                return -1;
            }
        }
        return value;
    }
}
