package dev.sockeye.it;

import java.util.List;

/** A way on which a server echoes. All hostile clients attack each of them. */
enum EchoWay {
    HANDLER("handler echo", "echo"),
    SPIN("handler echo, --spin 50us", "echo --spin 50us"),
    SPLICE("handler proxy before an echo server, by splice", "proxy:%s"),
    COPY("handler proxy before an echo server, --plain", "proxy:%s --plain");

    private final String title;
    private final String words;

    EchoWay(String title, String words) {
        this.title = title;
        this.words = words;
    }

    /** The name of its table. */
    String section() {
        return "Model and hostile client, " + title;
    }

    /** The words behind {@code --handler}, where an echo server is at an address. */
    String handler(String upstream) {
        return words.formatted(upstream);
    }

    /** The cases that one model takes of all: each case meets each way at least once. */
    List<HostileCase> cut(int model, int models) {
        return this == HANDLER
                ? HostileCase.ALL
                : HostileCase.ALL.stream()
                        .filter(each -> HostileCase.ALL.indexOf(each) % models == model)
                        .toList();
    }
}
