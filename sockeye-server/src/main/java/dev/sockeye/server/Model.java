package dev.sockeye.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a server gives its sessions a thread, a process or a loop to run on. A value: a word and, for
 * some words, a count.
 *
 * <table>
 * <caption>The models</caption>
 * <tr><th>word</th><th>for</th><th>what it is</th></tr>
 * <tr><td>{@code iterative}</td><td>streams, datagrams</td><td>one after another</td></tr>
 * <tr><td>{@code process}</td><td>streams</td><td>a process per connection</td></tr>
 * <tr><td>{@code prefork:N}</td><td>streams</td><td>N worker processes</td></tr>
 * <tr><td>{@code thread}</td><td>streams</td><td>a platform thread per connection</td></tr>
 * <tr><td>{@code pool:N}</td><td>streams</td><td>N platform threads</td></tr>
 * <tr><td>{@code virtual}</td><td>streams</td><td>a virtual thread per connection</td></tr>
 * <tr><td>{@code select}</td><td>streams</td><td>one event loop on select(2)</td></tr>
 * <tr><td>{@code poll}</td><td>streams</td><td>one event loop on poll(2)</td></tr>
 * <tr><td>{@code epoll:N}</td><td>streams</td><td>N event loops on epoll(7)</td></tr>
 * <tr><td>{@code uring:N}</td><td>streams</td><td>N event loops on io_uring(7)</td></tr>
 * <tr><td>{@code concurrent}</td><td>datagrams</td><td>a connected socket per peer</td></tr>
 * <tr><td>{@code batch:N}</td><td>datagrams</td><td>N sockets with recvmmsg and sendmmsg</td></tr>
 * </table>
 *
 * <p>{@code iterative}, {@code thread} and {@code virtual} for streams and {@code iterative} for
 * datagrams are there; {@link Server.Setup#start} throws {@link UnsupportedModelException} for the
 * others. Where N may be left out, the model decides: {@link #count()} is 0.
 */
public final class Model {
    /** The words, in the order of the documentation. */
    private enum Word {
        ITERATIVE(true, true, 0),
        PROCESS(true, false, 0),
        PREFORK(true, false, 1024),
        THREAD(true, false, 0),
        POOL(true, false, 32_768),
        VIRTUAL(true, false, 0),
        SELECT(true, false, 0),
        POLL(true, false, 0),
        EPOLL(true, false, 1024),
        URING(true, false, 1024),
        CONCURRENT(false, true, 0),
        BATCH(false, true, 1024);

        final String text = name().toLowerCase(Locale.ROOT);
        final boolean streams;
        final boolean datagrams;
        final int most;

        Word(boolean streams, boolean datagrams, int most) {
            this.streams = streams;
            this.datagrams = datagrams;
            this.most = most;
        }

        static Optional<Word> of(String text) {
            return Arrays.stream(values()).filter(word -> word.text.equals(text)).findFirst();
        }

        /** Such as {@code prefork:N}. */
        String form() {
            return most == 0 ? text : text + ":N";
        }
    }

    private static final Model ITERATIVE = new Model(Word.ITERATIVE, 0);
    private static final Model THREAD = new Model(Word.THREAD, 0);
    private static final Model VIRTUAL = new Model(Word.VIRTUAL, 0);

    private final Word word;
    private final int count;

    private Model(Word word, int count) {
        this.word = word;
        this.count = count;
    }

    /**
     * One connection, or one datagram, after another: the classic loop. Each address has a loop and a
     * platform thread of its own.
     *
     * @return the model
     */
    public static Model iterative() {
        return ITERATIVE;
    }

    /**
     * A platform thread per connection.
     *
     * @return the model
     */
    public static Model thread() {
        return THREAD;
    }

    /**
     * A virtual thread per connection.
     *
     * @return the model
     */
    public static Model virtual() {
        return VIRTUAL;
    }

    /**
     * Reads {@code virtual}, {@code epoll:2} and their like.
     *
     * @param text a word of the table, with its count after a colon
     * @return the model; of one that is not there yet too
     * @throws IllegalArgumentException if the word is unknown, or its count is missing, not wanted or out
     *     of range; the message names what is allowed
     */
    public static Model parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Word word =
                Word.of(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no model \"" + text + "\"; there are " + all()));
        if (colon < 0) {
            if (word == Word.POOL) {
                throw new IllegalArgumentException("model pool needs a count, such as pool:8");
            }
            return new Model(word, 0);
        }
        return new Model(word, count(word, text.substring(colon + 1)));
    }

    private static int count(Word word, String text) {
        if (word.most == 0) {
            throw new IllegalArgumentException(
                    "model " + word.text + " takes no count, and got \"" + text + "\"");
        }
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int count = digits && text.length() <= 9 ? Integer.parseInt(text) : 0;
        if (count < 1 || count > word.most) {
            throw new IllegalArgumentException(
                    "the count of model "
                            + word.text
                            + " is a number from 1 to "
                            + word.most
                            + ", not \""
                            + text
                            + "\"");
        }
        return count;
    }

    private static String all() {
        return String.join(", ", forms());
    }

    /**
     * The form of every model.
     *
     * @return such as {@code prefork:N}, in the order of the table
     */
    public static List<String> forms() {
        return Arrays.stream(Word.values()).map(Word::form).collect(Collectors.toList());
    }

    /**
     * The word.
     *
     * @return such as {@code epoll}
     */
    public String name() {
        return word.text;
    }

    /**
     * How many threads, processes, loops or sockets.
     *
     * @return 0 if nothing was said
     */
    public int count() {
        return count;
    }

    /**
     * Whether there is a model of this name for streams.
     *
     * @return false for those of datagrams alone
     */
    public boolean streams() {
        return word.streams;
    }

    /**
     * Whether there is a model of this name for datagrams.
     *
     * @return false for those of streams alone
     */
    public boolean datagrams() {
        return word.datagrams;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Model model && model.word == word && model.count == count;
    }

    @Override
    public int hashCode() {
        return Objects.hash(word, count);
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return count == 0 ? word.text : word.text + ":" + count;
    }
}
