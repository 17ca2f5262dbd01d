package dev.sockeye.net;

/**
 * Text that is no address on any machine. Unchecked: the text is the caller's argument. The place
 * of the mistake is {@link #index()}; the message names it as a column, counted from 1.
 */
public class AddressFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String text;
    private final int index;
    private final String reason;

    AddressFormatException(String text, int index, String reason) {
        super(reason + ", at column " + (index + 1) + " of \"" + Escape.visible(text) + "\"");
        this.text = text;
        this.index = index;
        this.reason = reason;
    }

    /** {@return the whole text that was parsed} */
    public String text() {
        return text;
    }

    /**
     * Where the mistake is.
     *
     * @return an index into {@link #text()}; its length where something is missing at the end
     */
    public int index() {
        return index;
    }

    /**
     * What is wrong and, where it is known, what to write instead.
     *
     * @return a part of the message, without the text and the place
     */
    public String reason() {
        return reason;
    }
}
