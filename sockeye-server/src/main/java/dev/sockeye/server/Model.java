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
 * <p>{@link Server.Setup#start} throws {@link UnsupportedModelException} for a model that this machine
 * cannot have. Where N may be left out, the model decides: {@link #count()} is 0.
 *
 * <p>Both shapes of a stream's service run on all of them. A {@link Handler} is native to those that give
 * a session a thread or a process; on event loops each session has a virtual thread that its loop wakes,
 * which costs a change of threads for each wait, so that {@code virtual} is the better choice there. A
 * {@link LoopHandler} is native to event loops; elsewhere the session's own thread calls it.
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
    private static final Model PREFORK = new Model(Word.PREFORK, 0);
    private static final Model PROCESS = new Model(Word.PROCESS, 0);
    private static final Model CONCURRENT = new Model(Word.CONCURRENT, 0);
    private static final Model THREAD = new Model(Word.THREAD, 0);
    private static final Model VIRTUAL = new Model(Word.VIRTUAL, 0);
    private static final Model SELECT = new Model(Word.SELECT, 0);
    private static final Model POLL = new Model(Word.POLL, 0);

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
     * A process per connection, started by posix_spawn(3), with the connection as its descriptors 0 and 1.
     * With {@code exec:CMD} ({@link dev.sockeye.server.handler.Exec}) it is that program; every other
     * handler is made anew, from its text or class, in a JVM of its own, which is some 20 MB and takes some
     * tenths of a second to start. So the default {@linkplain Server.Setup#limit limit} is 64, and further
     * connections wait.
     *
     * @return the model
     */
    public static Model process() {
        return PROCESS;
    }

    /**
     * As many worker processes as there are processors: {@link #prefork(int)}.
     *
     * @return the model
     */
    public static Model prefork() {
        return PREFORK;
    }

    /**
     * Worker processes, JVMs, that inherit the listening sockets: whichever of them is the first accepts a
     * connection, and serves many at once as {@link #virtual()} does. The handler is made anew in each, from
     * its text or class, so its fields are one worker's own. A worker that dies takes its own sessions with
     * it and is replaced, one that does not answer for some ten seconds is ended and replaced, and one that
     * has served its share ({@link Server.Setup#maxRequests}) leaves and is replaced. The {@linkplain
     * Server.Setup#limit(int) limit} is dealt out to the workers; there is none per peer.
     *
     * @param workers 1 to 1,024
     * @return the model
     */
    public static Model prefork(int workers) {
        return of(Word.PREFORK, workers);
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
     * A fixed number of platform threads, each of which serves one connection at a time; further
     * connections wait in the kernel's queue: the limit of the server is never more than the threads. A
     * connection that is idle holds a thread.
     *
     * @param threads 1 to 32,768
     * @return the model
     */
    public static Model pool(int threads) {
        return of(Word.POOL, threads);
    }

    /**
     * One event loop on select(2), which takes no descriptor from {@code FD_SETSIZE} (1024) on. Where no
     * limit is set, as many connections are accepted as that leaves room for; one whose descriptor is too
     * high all the same is closed, and its session fails by an exception that says so.
     *
     * @return the model
     */
    public static Model select() {
        return SELECT;
    }

    /**
     * One event loop on poll(2).
     *
     * @return the model
     */
    public static Model poll() {
        return POLL;
    }

    /**
     * Event loops on epoll(7). Connections are dealt out so that each loop has as many as the others.
     * {@code epoll} without a count has a loop for each processor.
     *
     * @param loops 1 to 1,024
     * @return the model
     */
    public static Model epoll(int loops) {
        return of(Word.EPOLL, loops);
    }

    /**
     * Event loops on io_uring(7).
     *
     * @param loops 1 to 1,024
     * @return the model
     */
    public static Model uring(int loops) {
        return of(Word.URING, loops);
    }

    /**
     * A session for each peer of UDP, with a socket that is connected to it and a virtual thread: the
     * datagrams of one peer are served in their order, those of different peers at once. A session ends
     * when its peer was silent for {@linkplain Server.Setup#timeout the timeout}, or 60 seconds where none
     * is set. Each address has at most 1,024 of them, or {@linkplain Server.Setup#limit(int) the limit}
     * where that is less: then the one whose peer was silent longest makes room for the new one. Unix
     * addresses are refused: no two sockets can share one.
     *
     * @return the model
     */
    public static Model concurrent() {
        return CONCURRENT;
    }

    /**
     * N sockets of UDP that share the address by SO_REUSEPORT, with a platform thread each, which receives
     * many datagrams by one recvmmsg(2) and sends their answers by one sendmmsg(2). Datagrams of one size
     * that come together pass the kernel as one, both ways (UDP_GRO, UDP_SEGMENT), where it has that and
     * {@link Server.Setup#offload} allows it; an address with {@code UDP_GRO=0} among its options receives
     * them one by one, one with {@code UDP_SEGMENT=0} answers so. A {@link TrainHandler} takes them whole.
     * All datagrams of a peer come to the same socket. A Unix address has one socket, whatever N is: it
     * cannot be shared.
     *
     * @param sockets how many for each address, 1 to 1024
     * @return the model
     * @throws IllegalArgumentException if the count is out of its range
     */
    public static Model batch(int sockets) {
        return of(Word.BATCH, sockets);
    }

    private static Model of(Word word, int count) {
        return new Model(word, count(word, Integer.toString(count)));
    }

    /**
     * Reads {@code virtual}, {@code epoll:2} and their like.
     *
     * @param text a word of the table, with its count after a colon
     * @return the model
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
