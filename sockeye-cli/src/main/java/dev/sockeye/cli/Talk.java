package dev.sockeye.cli;

import java.io.PrintStream;

/**
 * Standard error: what the command says to a person. Every line is written at once, so that lines
 * of several threads do not mix, and with nothing in it that could steer a terminal, since parts of
 * it come from arguments and peers. Any thread.
 */
final class Talk {
    /** How much is said. */
    enum Level {
        /** {@code -q}: what ends the command, and the lines that a script waits for. */
        QUIET,
        /** What a person wants to know. */
        NORMAL,
        /** {@code -v}: every connection too. */
        VERBOSE
    }

    private static final int STDERR = 2;
    private static final String RED = "\u001b[1;31m";
    private static final String FAINT = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final World world;
    private volatile Level level = Level.NORMAL;

    Talk(World world) {
        this.world = world;
    }

    void level(Level level) {
        this.level = level;
    }

    boolean isVerbose() {
        return level == Level.VERBOSE;
    }

    /** Said always. */
    void always(String line) {
        print(Escapes.visible(line) + "\n");
    }

    /** Said unless {@code -q}. */
    void say(String line) {
        if (level != Level.QUIET) {
            print(Escapes.visible(line) + "\n");
        }
    }

    /** Said with {@code -v} only. */
    void detail(String line) {
        if (isVerbose()) {
            print(Escapes.visible(line) + "\n");
        }
    }

    /** The three lines of what ends the command. */
    void trouble(Trouble trouble) {
        boolean colour = world.colour(STDERR);
        var text = new StringBuilder(160);
        text.append(colour ? RED : "").append(Text.NAME.of()).append(':');
        text.append(colour ? PLAIN : "")
                .append(' ')
                .append(Escapes.visible(trouble.what()))
                .append('\n');
        line(text, Text.WHY.of(), trouble.why(), colour);
        line(text, Text.TRY.of(), trouble.advice(), colour);
        print(text.toString());
    }

    private static void line(StringBuilder text, String label, String words, boolean colour) {
        if (!words.isEmpty()) {
            text.append("  ").append(colour ? FAINT : "").append(label).append(':');
            text.append(colour ? PLAIN : "")
                    .append(' ')
                    .append(Escapes.visible(words))
                    .append('\n');
        }
    }

    /** The stack of what somebody else threw, with {@code -v} only. */
    void stack(Throwable thrown) {
        if (isVerbose()) {
            thrown.printStackTrace(world.stderr());
        }
    }

    /** What should never be seen: the stack of an exception that nobody expected. */
    void bug(Throwable bug) {
        bug.printStackTrace(world.stderr());
        print(Text.BUG.of(Version.text()) + "\n");
    }

    /** Help: standard output where it was asked for, standard error where it was not. */
    static void help(PrintStream to, String text, boolean colour) {
        to.print(colour ? bold(text) : text);
        to.flush();
    }

    /** Headings are the lines that begin at the margin and end with a colon. */
    private static String bold(String text) {
        var bold = new StringBuilder(text.length() + 64);
        for (int at = 0, end; at < text.length(); at = end + 1) {
            end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            boolean heading = end > at && text.charAt(end - 1) == ':' && text.charAt(at) != ' ';
            bold.append(heading ? BOLD : "").append(text, at, end);
            bold.append(heading ? PLAIN : "").append('\n');
        }
        return bold.toString();
    }

    private void print(String text) {
        var stderr = world.stderr();
        stderr.print(text);
        stderr.flush();
    }
}
