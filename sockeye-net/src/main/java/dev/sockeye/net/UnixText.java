package dev.sockeye.net;

import java.io.ByteArrayOutputStream;

/** Reads the name of a Unix socket, as {@link UnixName} prints it. */
final class UnixText {
    private final AddressText address;
    private final String text;

    UnixText(AddressText address) {
        this.address = address;
        this.text = address.text();
    }

    /** A path or an abstract name, up to the end. */
    UnixName name(int from) {
        boolean isAbstract = text.startsWith("@", from);
        int max = isAbstract ? UnixName.MAX_ABSTRACT : UnixName.MAX_PATH;
        var bytes = new ByteArrayOutputStream(max + 4);
        int at = isAbstract ? from + 1 : from;
        while (at < text.length()) {
            var next = text.charAt(at) == '\\' ? escaped(at) : plain(at);
            if (!isAbstract && next[0] == 0) {
                throw address.error(at, "a path cannot have a NUL in it");
            }
            bytes.writeBytes(next);
            if (bytes.size() > max) {
                var what = isAbstract ? "the abstract name" : "the path";
                throw address.error(
                        at, what + " is over " + max + " bytes, which is all that fits");
            }
            at = next(at);
        }
        return isAbstract
                ? UnixName.abstractName(bytes.toByteArray())
                : UnixName.path(bytes.toByteArray());
    }

    private int next(int at) {
        if (text.charAt(at) != '\\') {
            return at + Character.charCount(text.codePointAt(at));
        }
        return text.charAt(at + 1) == 'x' ? at + 4 : at + 2;
    }

    private byte[] plain(int at) {
        int point = text.codePointAt(at);
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            throw address.error(at, "half of a surrogate pair");
        }
        return Escape.utf8(Character.toString(point));
    }

    private byte[] escaped(int at) {
        if (text.startsWith("\\\\", at)) {
            return new byte[] {'\\'};
        }
        boolean hex =
                text.startsWith("\\x", at)
                        && at + 4 <= text.length()
                        && address.hexDigit(at + 2) >= 0
                        && address.hexDigit(at + 3) >= 0;
        if (!hex) {
            throw address.error(
                    at, "after a backslash stands another, or x and two hexadecimal digits");
        }
        int value = address.hexDigit(at + 2) << 4 | address.hexDigit(at + 3);
        return new byte[] {(byte) value};
    }
}
