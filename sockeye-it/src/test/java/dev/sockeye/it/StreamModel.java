package dev.sockeye.it;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The models of streams, as words of {@code --model}, with what a client must know of each. */
enum StreamModel {
    ITERATIVE("iterative", 1),
    PROCESS("process", 64),
    PREFORK("prefork:2", 100_000, 3),
    THREAD("thread"),
    POOL("pool:8", 8),
    VIRTUAL("virtual"),
    SELECT("select", 900),
    POLL("poll"),
    EPOLL("epoll:2"),
    URING("uring:1");

    /** Those that must work: one of them that does not is a failure. */
    private static final Set<StreamModel> EXPECTED = EnumSet.allOf(StreamModel.class);

    /** Empty for all. */
    private static final List<String> WANTED =
            Pattern.compile(",")
                    .splitAsStream(System.getProperty("sockeye.it.models", ""))
                    .filter(word -> !word.isEmpty())
                    .toList();

    private static final int NOT_HERE = 3;

    /** Connections of one case where each costs the start of a JVM. */
    private static final int FEW = 6;

    final String word;

    /** How many sessions it serves at once. */
    final int atOnce;

    /** The server's own one, and those that are there without a connection. */
    final int processes;

    StreamModel(String word) {
        this(word, 100_000);
    }

    StreamModel(String word, int atOnce) {
        this(word, atOnce, 1);
    }

    StreamModel(String word, int atOnce, int processes) {
        this.word = word;
        this.atOnce = atOnce;
        this.processes = processes;
    }

    /** How many of the connections that a case would like it makes. */
    int many(int wanted) {
        return this == PROCESS ? Math.min(wanted, FEW) : wanted;
    }

    /** How many of the sessions that a case would like to hold it may: others shall be served meanwhile. */
    int held(int wanted) {
        return Math.min(many(wanted), Math.max(1, atOnce - 2));
    }

    /** How many sessions side by side bring up all that it keeps. */
    int warm() {
        return this == POOL ? atOnce : 1;
    }

    /** Whether waiting sessions leave descriptors behind, which the next ones use. */
    boolean keepsEventfds() {
        return this == ITERATIVE || this == THREAD || this == POOL;
    }

    /** Asked once, of the product itself. */
    private static final class There {
        static final List<StreamModel> MODELS = look();

        private static List<StreamModel> look() {
            var there = new ArrayList<StreamModel>();
            for (StreamModel model : values()) {
                if (!WANTED.isEmpty() && !WANTED.contains(model.word)) {
                    continue;
                }
                if (EXPECTED.contains(model) || model.starts()) {
                    there.add(model);
                } else {
                    Figures.print("model %s is not there yet", model);
                }
            }
            return List.copyOf(there);
        }
    }

    /** Those that are expected, and those that the product has beyond. */
    static List<StreamModel> there() {
        return There.MODELS;
    }

    private boolean starts() {
        try (var server = Sockeye.run("serve", "127.0.0.1:0", "--model", word).start()) {
            try {
                server.line("listening on .*");
                return true;
            } catch (AssertionError e) {
                Ended ended = server.end();
                if (ended.status() == NOT_HERE && ended.err().contains("not there yet")) {
                    return false;
                }
                throw new AssertionError(word + ": " + ended, e);
            }
        }
    }

    @Override
    public String toString() {
        return word;
    }
}
