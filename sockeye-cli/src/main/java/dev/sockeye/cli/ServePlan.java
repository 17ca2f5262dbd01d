package dev.sockeye.cli;

import dev.sockeye.net.Opt;
import dev.sockeye.server.Model;
import dev.sockeye.server.NamedService;
import dev.sockeye.server.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ParseResult;

/**
 * What {@code serve} was asked for.
 *
 * @param handler as it was written
 * @param model empty for the default of each kind of address
 * @param limit empty for the descriptor limit less 64, or what the model says
 * @param maxRequests empty for workers that never leave
 * @param idle empty for no limit
 * @param plain whether nothing is left to the kernel but plain reads and writes
 * @param spin zero for none
 * @param readyFd empty if nobody is to be told
 */
record ServePlan(
        List<Address> addresses,
        List<Opt.Setting<?>> options,
        String handler,
        NamedService service,
        Optional<Model> model,
        OptionalInt backlog,
        OptionalInt limit,
        OptionalInt limitPerPeer,
        OptionalInt maxRequests,
        Optional<Duration> idle,
        Duration grace,
        boolean plain,
        Duration spin,
        OptionalInt readyFd) {

    private static final String NONE = "none";

    /**
     * Reads the arguments. Nothing is opened, and no name resolved; inherited sockets are asked what
     * they are.
     *
     * @throws Trouble if something cannot be meant so, or is not there yet
     */
    static ServePlan of(ParseResult args, World world) throws Trouble {
        List<Address> addresses = addresses(args, world);
        checkInherited(addresses);
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
        OptionalInt maxRequests = count(args, Serve.MAX_REQUESTS, 1);
        check(model.orElse(Model.virtual()), limit, perPeer, maxRequests);
        OptionalInt readyFd =
                args.hasMatchedOption(Serve.READY_FD)
                        ? OptionalInt.of(
                                ReadyFd.parse(Syntax.value(args, Serve.READY_FD, ""), world))
                        : OptionalInt.empty();
        NamedService service = Handlers.of(handler);
        check(handler, service.service(), addresses);
        return new ServePlan(
                addresses,
                options,
                handler,
                service,
                model,
                backlog,
                limit,
                perPeer,
                maxRequests,
                idle,
                grace,
                args.hasMatchedOption(Serve.PLAIN),
                spin(Syntax.value(args, Serve.SPIN, Serve.DEFAULT_SPIN)),
                readyFd);
    }

    /** The connection that is all there is to serve, if there is one. */
    Optional<Address.Inherited> connection() {
        for (Address address : addresses) {
            if (address instanceof Address.Inherited one && one.connection()) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** Without any it is what a service manager has passed, or else the default. */
    private static List<Address> addresses(ParseResult args, World world) throws Trouble {
        var activation = new Activation(world);
        var addresses = new ArrayList<Address>();
        for (String text : args.<List<String>>matchedPositionalValue(0, List.of())) {
            if (Activation.takes(text)) {
                addresses.addAll(activation.of(text));
            } else {
                addresses.add(Address.parse(text));
            }
        }
        if (addresses.isEmpty()) {
            addresses.addAll(activation.all());
        }
        return addresses.isEmpty() ? List.of(Address.parse(Serve.DEFAULT_ADDRESS)) : addresses;
    }

    private static void checkInherited(List<Address> addresses) throws Trouble {
        var seen = new HashSet<Integer>();
        int connections = 0;
        for (Address address : addresses) {
            if (address instanceof Address.Inherited(int fd, _, boolean connection)) {
                if (!seen.add(fd)) {
                    throw Trouble.usage(Text.FD_TWICE.of(address), "", "");
                }
                connections += connection ? 1 : 0;
                if (connections > 1) {
                    throw Trouble.usage(Text.CONNECTIONS.of(address), "", "");
                }
            }
        }
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

    /** What the workers of prefork can not do, and nobody else can. */
    private static void check(
            Model model, OptionalInt limit, OptionalInt perPeer, OptionalInt maxRequests)
            throws Trouble {
        boolean prefork = model.name().equals("prefork");
        if (prefork && perPeer.isPresent()) {
            throw Trouble.usage(
                    Text.NOT_BOTH.of(Serve.MODEL + ' ' + model, Serve.LIMIT_PER_PEER),
                    Text.PREFORK_PEERS.of(),
                    "");
        }
        if (prefork && limit.orElse(Integer.MAX_VALUE) < Math.max(1, model.count())) {
            throw Values.bad(
                    Serve.LIMIT,
                    Integer.toString(limit.orElse(0)),
                    Text.PREFORK_SHARES.of(model.count()));
        }
        if (!prefork && maxRequests.isPresent()) {
            throw Trouble.usage(
                    Text.NOT_BOTH.of(Serve.MODEL + ' ' + model, Serve.MAX_REQUESTS),
                    Text.PREFORK_LEAVES.of(),
                    "");
        }
    }

    private static void check(String handler, Service service, List<Address> addresses)
            throws Trouble {
        for (Address address : addresses) {
            boolean datagram = address.transport().isDatagram();
            if (!Handlers.serves(service, datagram)) {
                throw Trouble.usage(
                        Text.HANDLER_FITS_NOT.of(
                                handler, (datagram ? Text.DATAGRAMS : Text.STREAMS).of(), address),
                        Handlers.all(),
                        "");
            }
        }
    }

    private static OptionalInt count(ParseResult args, String option, int least) throws Trouble {
        return args.hasMatchedOption(option)
                ? OptionalInt.of(Values.count(option, Syntax.value(args, option, ""), least))
                : OptionalInt.empty();
    }

    private static Duration spin(String text) throws Trouble {
        Duration spin = Values.duration(Serve.SPIN, text, Duration.ZERO);
        if (spin.compareTo(Serve.LONGEST_SPIN) > 0) {
            throw Values.bad(Serve.SPIN, text, Text.WANT_LESS.of(Values.text(Serve.LONGEST_SPIN)));
        }
        return spin;
    }

    private static Optional<Duration> idle(String text) throws Trouble {
        return text.equals(NONE)
                ? Optional.empty()
                : Optional.of(Values.duration(Serve.IDLE, text, Duration.ofMillis(1)));
    }
}
