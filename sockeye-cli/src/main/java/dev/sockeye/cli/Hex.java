package dev.sockeye.cli;

import java.io.ByteArrayOutputStream;

/**
 * Reads pairs of hexadecimal digits, with white space between pairs or without, as they arrive. One
 * thread.
 */
final class Hex {
    private final String where;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long at;
    private int high = -1;

    /** @param where the text comes from, for messages */
    Hex(String where) {
        this.where = where;
    }

    /** The bytes of a whole text. */
    static byte[] bytes(String where, String text) throws Trouble {
        var hex = new Hex(where);
        for (int i = 0; i < text.length(); i++) {
            hex.add(text.charAt(i));
        }
        hex.end();
        return hex.take();
    }

    /** One more character of the text. */
    void add(int character) throws Trouble {
        at++;
        int digit = character < 0x80 ? Character.digit(character, 16) : -1;
        boolean space = character == ' ' || (character >= '\t' && character <= '\r');
        if (space ? high >= 0 : digit < 0) {
            throw bad();
        }
        if (space) {
            return;
        }
        if (high < 0) {
            high = digit;
        } else {
            bytes.write(high << 4 | digit);
            high = -1;
        }
    }

    /** The text is over: no digit may be without its other half. */
    void end() throws Trouble {
        if (high >= 0) {
            at++;
            throw bad();
        }
    }

    /** How many bytes there are to {@link #take}. */
    int size() {
        return bytes.size();
    }

    /** The bytes since the last time. */
    byte[] take() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }

    private Trouble bad() {
        return Trouble.usage(Text.NO_HEX.of(where), Text.HEX_AT.of(at), Text.HEX_IS.of());
    }
}
