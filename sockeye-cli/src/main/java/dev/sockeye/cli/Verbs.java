package dev.sockeye.cli;

import java.util.ArrayList;
import java.util.List;

/** The words that may follow {@code sockeye}. */
final class Verbs {
    static final String HELP = "help";

    /** Those that are there, in the order of help. */
    static final List<String> BUILT = List.of("serve", "connect");

    /** Those of the grammar that are not there yet, in the order of help. */
    static final List<String> PLANNED =
            List.of(
                    "relay",
                    "resolve",
                    "options",
                    "sockets",
                    "watch",
                    "sniff",
                    "ping",
                    "trace",
                    "bench",
                    "doctor",
                    "completion");

    private Verbs() {}

    /**
     * The verb of a word. Only this one is made: the others' options cost time at the start.
     *
     * @throws Trouble if there is no such verb, or it is not there yet
     */
    static Verb of(String word) throws Trouble {
        return switch (word) {
            case "serve" -> new Serve();
            case "connect" -> new Connect();
            default -> throw unknown(word);
        };
    }

    private static Trouble unknown(String word) {
        String all = String.join(", ", BUILT);
        if (PLANNED.contains(word)) {
            return Trouble.notYet(Text.NAME.of() + ' ' + word, Text.VERBS_ARE.of(all));
        }
        var known = new ArrayList<>(BUILT);
        known.addAll(PLANNED);
        known.add(HELP);
        return Trouble.usage(
                Text.NO_VERB.of(word),
                Text.VERBS_ARE.of(all),
                Suggestion.or(word, known, Text.SEE_HELP.of()));
    }
}
