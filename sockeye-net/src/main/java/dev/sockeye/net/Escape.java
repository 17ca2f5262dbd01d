package dev.sockeye.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * Bytes as text that a person can read and a parser can read back: printable UTF-8 stands for
 * itself, a backslash is doubled, every other byte is {@code \xHH}.
 */
final class Escape {
    private static final int LONGEST_QUOTE = 200;

    private Escape() {}

    /** The bytes of a text. Throws IllegalArgumentException on half of a surrogate pair. */
    static byte[] utf8(String text) {
        try {
            var encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("half of a surrogate pair in " + visible(text), e);
        }
    }

    /** The text of these bytes. Throws IllegalArgumentException where they are no UTF-8. */
    static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("no UTF-8: " + name(bytes, false), e);
        }
    }

    /** The escaped form; in a path a leading {@code @} is escaped, since it would mean abstract. */
    static String name(byte[] bytes, boolean path) {
        var out = new StringBuilder(bytes.length + 8);
        int at = 0;
        if (path && bytes.length > 0 && bytes[0] == '@') {
            hex(out, bytes, at++, 1);
        }
        while (at < bytes.length) {
            int length = printable(bytes, at);
            if (length == 0) {
                hex(out, bytes, at++, 1);
            } else if (bytes[at] == '\\') {
                out.append("\\\\");
                at++;
            } else {
                out.append(new String(bytes, at, length, UTF_8));
                at += length;
            }
        }
        return out.toString();
    }

    /** A text as it may stand in a message: nothing in it moves a cursor, and it is not endless. */
    static String visible(String text) {
        var out = new StringBuilder(text.length() + 8);
        text.codePoints()
                .limit(LONGEST_QUOTE)
                .forEach(point -> {
                    if (isPrintable(point)) {
                        out.appendCodePoint(point);
                    } else {
                        out.append(String.format("\\u{%x}", point));
                    }
                });
        return text.codePointCount(0, text.length()) > LONGEST_QUOTE ? out + "..." : out.toString();
    }

    /** Whether a code point shows itself and nothing else; bidirectional controls, say, do not. */
    static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /** The length of the printable character that starts here; 0 if there is none. */
    private static int printable(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        int length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + length > bytes.length) {
            return 0;
        }
        var text = new String(bytes, at, length, UTF_8);
        // Malformed input decodes to U+FFFD, which encodes to other bytes.
        boolean same =
                Arrays.equals(text.getBytes(UTF_8), Arrays.copyOfRange(bytes, at, at + length));
        return same && isPrintable(text.codePointAt(0)) ? length : 0;
    }

    private static void hex(StringBuilder out, byte[] bytes, int at, int count) {
        for (int i = at; i < at + count; i++) {
            out.append(String.format("\\x%02x", bytes[i]));
        }
    }
}
