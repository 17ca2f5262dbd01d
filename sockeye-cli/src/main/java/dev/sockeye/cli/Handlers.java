package dev.sockeye.cli;

import dev.sockeye.server.DatagramHandler;
import dev.sockeye.server.Handler;
import dev.sockeye.server.LoopHandler;
import dev.sockeye.server.NamedService;
import dev.sockeye.server.Service;
import java.io.IOException;
import java.util.List;

/** The handlers of {@code serve --handler}: the library's, and what to say where there is none. */
final class Handlers {
    private Handlers() {}

    /**
     * The handler of a text such as {@code echo} or {@code files:site}.
     *
     * @throws Trouble if there is none, or it cannot have its part after the
     *     colon
     */
    static NamedService of(String text) throws Trouble {
        String word = word(text);
        List<String> words =
                dev.sockeye.server.handler.Handlers.forms().stream().map(Handlers::word).toList();
        if (!words.contains(word)) {
            throw unknown(word, words);
        }
        try {
            return dev.sockeye.server.handler.Handlers.parse(text);
        } catch (IllegalArgumentException e) {
            throw Trouble.usage(
                            Text.BAD_VALUE.of(Serve.HANDLER, text),
                            String.valueOf(e.getMessage()),
                            word.equals("class") ? Text.CLASS_PATH.of() : "")
                    .because(e);
        } catch (IOException e) {
            throw Causes.files(text.substring(word.length() + 1), e);
        }
    }

    /** What stands before the colon. */
    private static String word(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    private static Trouble unknown(String word, List<String> words) {
        return Trouble.usage(Text.NO_HANDLER.of(word), all(), Suggestion.or(word, words, ""));
    }

    /** What there is, in words. */
    static String all() {
        return Text.HANDLERS_ARE.of(String.join(" ", dev.sockeye.server.handler.Handlers.forms()));
    }

    /** Whether a service has the shape for streams or for datagrams. */
    static boolean serves(Service service, boolean datagrams) {
        return datagrams
                ? service instanceof DatagramHandler
                : service instanceof Handler || service instanceof LoopHandler;
    }
}
