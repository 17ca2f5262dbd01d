package dev.sockeye.cli;

import dev.sockeye.server.Server;

/** What a server has done, in a few words: what is zero and no news is left out. */
final class Summary {
    private Summary() {}

    static String of(Server.Counts counts) {
        var text = new StringBuilder(Text.COUNT_SESSIONS.of(counts.opened()));
        add(text, Text.COUNT_DATAGRAMS, counts.datagrams());
        add(text, Text.COUNT_FAILED, counts.failed());
        add(text, Text.COUNT_REJECTED, counts.rejected());
        add(text, Text.COUNT_SHED, counts.shed());
        add(text, Text.COUNT_UNANSWERED, counts.unanswered());
        return text.toString();
    }

    private static void add(StringBuilder text, Text words, long count) {
        if (count > 0) {
            text.append(", ").append(words.of(count));
        }
    }
}
