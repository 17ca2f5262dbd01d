package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Escapes with a backslash: in the text of {@code --send}, and in what is said of foreign text. */
final class Escapes {
    private Escapes() {}

    /**
     * The bytes of a text in UTF-8, with {@code \n \r \t \0 \\} and {@code \xHH} for single bytes.
     *
     * @throws Trouble if a backslash begins anything else
     */
    static byte[] bytes(String text) throws Trouble {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\\', at);
            if (end < 0) {
                end = text.length();
            }
            bytes.writeBytes(text.substring(at, end).getBytes(UTF_8));
            at = end < text.length() ? escape(text, end, bytes) : end;
        }
        return bytes.toByteArray();
    }

    /** Writes what the escape at an index stands for, and answers the index after it. */
    private static int escape(String text, int at, ByteArrayOutputStream bytes) throws Trouble {
        switch (at + 1 < text.length() ? text.charAt(at + 1) : ' ') {
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 't' -> bytes.write('\t');
            case '0' -> bytes.write(0);
            case '\\' -> bytes.write('\\');
            case 'x' -> {
                int high = digit(text, at + 2);
                int low = digit(text, at + 3);
                if (high < 0 || low < 0) {
                    throw bad(text, at);
                }
                bytes.write(high << 4 | low);
                return at + 4;
            }
            default -> throw bad(text, at);
        }
        return at + 2;
    }

    private static int digit(String text, int at) {
        return at < text.length() && text.charAt(at) < 0x80
                ? Character.digit(text.charAt(at), 16)
                : -1;
    }

    private static Trouble bad(String text, int at) {
        return Values.bad(Connect.SEND, text, Text.BAD_ESCAPE.of(at + 1));
    }

    /** Text that came from elsewhere, with nothing in it that could steer a terminal. */
    static String visible(String text) {
        boolean clean = true;
        for (int i = 0; clean && i < text.length(); i++) {
            clean = !Character.isISOControl(text.charAt(i));
        }
        if (clean) {
            return text;
        }
        var visible = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                visible.append("\\n");
            } else if (Character.isISOControl(c)) {
                visible.append("\\x").append(Character.forDigit(c >> 4, 16));
                visible.append(Character.forDigit(c & 15, 16));
            } else {
                visible.append(c);
            }
        }
        return visible.toString();
    }
}
