package dev.sockeye.cli;

import dev.sockeye.server.DatagramHandler;
import dev.sockeye.server.Handler;
import dev.sockeye.server.Service;
import dev.sockeye.server.handler.Chargen;
import dev.sockeye.server.handler.Daytime;
import dev.sockeye.server.handler.Discard;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.server.handler.Files;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The handlers of {@code serve --handler}, by their text. */
final class Handlers {
    private static final String FILES = "files";
    private static final List<String> BUILT =
            List.of("echo", "discard", "daytime", "chargen", FILES);
    private static final List<String> PLANNED = List.of("chat", "proxy", "exec", "class");

    private Handlers() {}

    /**
     * The handler of a text such as {@code echo} or {@code files:site}.
     *
     * @throws Trouble if there is none, or it is not there yet, or it lacks its part after the
     *     colon
     */
    static Service of(String text) throws Trouble {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        if (PLANNED.contains(word)) {
            throw Trouble.notYet(Serve.HANDLER + ' ' + word, Text.HANDLERS_ARE.of());
        }
        if (!BUILT.contains(word)) {
            throw unknown(word);
        }
        if (word.equals(FILES)) {
            return files(text, rest);
        }
        if (colon >= 0) {
            throw Values.bad(Serve.HANDLER, text, Text.HANDLER_TAKES_NOTHING.of(word));
        }
        return switch (word) {
            case "discard" -> new Discard();
            case "daytime" -> new Daytime();
            case "chargen" -> new Chargen();
            default -> new Echo();
        };
    }

    private static Trouble unknown(String word) {
        var known = new ArrayList<>(BUILT);
        known.addAll(PLANNED);
        return Trouble.usage(
                Text.NO_HANDLER.of(word), Text.HANDLERS_ARE.of(), Suggestion.or(word, known, ""));
    }

    private static Service files(String text, String folder) throws Trouble {
        if (folder.isEmpty()) {
            throw Values.bad(Serve.HANDLER, text, Text.HANDLER_NEEDS_FOLDER.of());
        }
        try {
            return new Files(Path.of(folder));
        } catch (InvalidPathException e) {
            throw Values.bad(Serve.HANDLER, text, e.getReason());
        } catch (IOException e) {
            throw Causes.files(folder, e);
        }
    }

    /** Whether a service has the shape for streams or for datagrams. */
    static boolean serves(Service service, boolean datagrams) {
        return datagrams ? service instanceof DatagramHandler : service instanceof Handler;
    }
}
