package dev.sockeye.it;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a program left: its exit status, all of its standard output, all of its standard error. */
final class Ended {
    private static final int SHOWN = 400;

    private final int status;
    private final byte[] out;
    private final String err;

    Ended(int status, byte[] out, String err) {
        this.status = status;
        this.out = out.clone();
        this.err = err;
    }

    int status() {
        return status;
    }

    byte[] out() {
        return out.clone();
    }

    /** Standard output as text. */
    String text() {
        return new String(out, UTF_8);
    }

    String err() {
        return err;
    }

    /** For the message of an assertion. */
    @Override
    public String toString() {
        String shown = out.length > SHOWN ? out.length + " bytes" : "\"" + text() + "\"";
        return "status " + status + ", stdout " + shown + ", stderr \"" + err + "\"";
    }
}
