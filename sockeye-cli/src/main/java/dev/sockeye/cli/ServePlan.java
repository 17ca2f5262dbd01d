package dev.sockeye.cli;

import dev.sockeye.net.Opt;
import dev.sockeye.server.Model;
import dev.sockeye.server.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ParseResult;

/**
 * What {@code serve} was asked for.
 *
 * @param handler as it was written
 * @param model empty for the default of each kind of address
 * @param limit empty for the descriptor limit less 64
 * @param idle empty for no limit
 */
record ServePlan(
        List<Address> addresses,
        List<Opt.Setting<?>> options,
        String handler,
        Service service,
        Optional<Model> model,
        OptionalInt backlog,
        OptionalInt limit,
        OptionalInt limitPerPeer,
        Optional<Duration> idle,
        Duration grace) {

    private static final String NONE = "none";

    /**
     * Reads the arguments. Nothing is opened, and no name resolved.
     *
     * @throws Trouble if something cannot be meant so, or is not there yet
     */
    static ServePlan of(ParseResult args) throws Trouble {
        List<Address> addresses = addresses(args);
        String handler = Syntax.value(args, Serve.HANDLER, Serve.DEFAULT_HANDLER);
        Optional<Model> model = model(args);
        if (model.isPresent()) {
            check(model.get(), addresses);
        }
        List<Opt.Setting<?>> options =
                Options.parse(args.matchedOptionValue(Options.NAME, List.of()));
        OptionalInt backlog = count(args, Serve.BACKLOG, 0);
        OptionalInt limit = count(args, Serve.LIMIT, 1);
        OptionalInt perPeer = count(args, Serve.LIMIT_PER_PEER, 1);
        Optional<Duration> idle = idle(Syntax.value(args, Serve.IDLE, Serve.DEFAULT_IDLE));
        Duration grace =
                Values.duration(
                        Serve.GRACE,
                        Syntax.value(args, Serve.GRACE, Serve.DEFAULT_GRACE),
                        Duration.ZERO);
        Service service = Handlers.of(handler);
        check(handler, service, addresses);
        return new ServePlan(
                addresses, options, handler, service, model, backlog, limit, perPeer, idle, grace);
    }

    private static List<Address> addresses(ParseResult args) throws Trouble {
        List<String> texts = args.matchedPositionalValue(0, List.of(Serve.DEFAULT_ADDRESS));
        var addresses = new ArrayList<Address>(texts.size());
        for (String text : texts) {
            addresses.add(Address.parse(text));
        }
        return addresses;
    }

    private static Optional<Model> model(ParseResult args) throws Trouble {
        String text = Syntax.value(args, Serve.MODEL, "");
        if (!args.hasMatchedOption(Serve.MODEL)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Model.parse(text));
        } catch (IllegalArgumentException e) {
            throw badModel(text, String.valueOf(e.getMessage()));
        }
    }

    /** An unknown word is told apart from a known one with a wrong count. */
    private static Trouble badModel(String text, String reason) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        var words = new ArrayList<String>();
        for (String form : Model.forms()) {
            int end = form.indexOf(':');
            words.add(end < 0 ? form : form.substring(0, end));
        }
        if (words.contains(word)) {
            return Values.bad(Serve.MODEL, text, reason);
        }
        return Trouble.usage(
                Text.NO_MODEL.of(word),
                Text.MODELS_ARE.of(String.join(" ", Model.forms())),
                Suggestion.or(word, words, ""));
    }

    /** A model must be one for at least one of the kinds of address that there are. */
    private static void check(Model model, List<Address> addresses) throws Trouble {
        for (Address address : addresses) {
            if (address.transport().isDatagram() ? model.datagrams() : model.streams()) {
                return;
            }
        }
        throw Trouble.usage(
                Text.MODEL_FITS_NONE.of(
                        model.name(),
                        (model.streams() ? Text.STREAMS : Text.DATAGRAMS).of(),
                        addresses.getFirst()),
                Text.MODELS_ARE.of(String.join(" ", Model.forms())),
                "");
    }

    private static void check(String handler, Service service, List<Address> addresses)
            throws Trouble {
        for (Address address : addresses) {
            boolean datagram = address.transport().isDatagram();
            if (!Handlers.serves(service, datagram)) {
                throw Trouble.usage(
                        Text.HANDLER_FITS_NOT.of(
                                handler, (datagram ? Text.DATAGRAMS : Text.STREAMS).of(), address),
                        Text.HANDLERS_ARE.of(),
                        "");
            }
        }
    }

    private static OptionalInt count(ParseResult args, String option, int least) throws Trouble {
        return args.hasMatchedOption(option)
                ? OptionalInt.of(Values.count(option, Syntax.value(args, option, ""), least))
                : OptionalInt.empty();
    }

    private static Optional<Duration> idle(String text) throws Trouble {
        return text.equals(NONE)
                ? Optional.empty()
                : Optional.of(Values.duration(Serve.IDLE, text, Duration.ofMillis(1)));
    }
}
