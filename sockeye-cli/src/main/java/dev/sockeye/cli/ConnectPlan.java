package dev.sockeye.cli;

import dev.sockeye.net.Opt;
import dev.sockeye.net.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * What {@code connect} was asked for.
 *
 * @param send what to send in the place of standard input
 * @param hex whether standard input and output are in hexadecimal
 * @param timeout for each try to connect, and for silence afterwards; empty for no limit
 * @param retry how many times to try again
 */
record ConnectPlan(
        Address address,
        List<Opt.Setting<?>> options,
        Eof eof,
        Optional<byte[]> send,
        boolean hex,
        Optional<Duration> timeout,
        Optional<Address> source,
        int retry) {

    /** What the end of standard input does. */
    enum Eof {
        /** It ends our direction of the talk; the peer's goes on until the peer ends it. */
        HALF,
        /** It ends the talk. */
        CLOSE,
        /** Nothing. */
        IGNORE
    }

    /**
     * Reads the arguments. Nothing is opened, and no name resolved.
     *
     * @throws Trouble if something cannot be meant so, or is not there yet
     */
    static ConnectPlan of(ParseResult args) throws Trouble {
        List<String> texts = args.matchedPositionalValue(0, List.of());
        if (texts.isEmpty()) {
            throw Trouble.usage(Text.ADDRESS_MISSING.of(), "", Text.SEE_CONNECT.of());
        }
        if (texts.size() > 1) {
            throw Trouble.usage(Text.ONE_ADDRESS.of(texts.get(1)), "", "");
        }
        Address address = address(texts.getFirst());
        boolean hex = args.hasMatchedOption(Connect.HEX);
        return new ConnectPlan(
                address,
                Options.parse(args.matchedOptionValue(Options.NAME, List.of())),
                eof(Syntax.value(args, Connect.EOF, "half")),
                send(args, hex),
                hex,
                timeout(args),
                source(args, address),
                Values.count(Connect.RETRY, Syntax.value(args, Connect.RETRY, "0"), 0));
    }

    private static Address address(String text) throws Trouble {
        Address address = Address.parse(text);
        if (address instanceof Address.Literal(Target.Address target) && target.dual()) {
            throw Trouble.usage(Text.EVERY_INTERFACE.of(text), "", Text.NAME_A_HOST.of());
        }
        return address;
    }

    private static Eof eof(String text) throws Trouble {
        return switch (text) {
            case "half" -> Eof.HALF;
            case "close" -> Eof.CLOSE;
            case "ignore" -> Eof.IGNORE;
            default -> {
                var known = List.of("half", "close", "ignore");
                throw Trouble.usage(
                        Text.BAD_VALUE.of(Connect.EOF, text),
                        Text.WANT_ONE_OF.of(String.join(", ", known)),
                        Suggestion.or(text, known, ""));
            }
        };
    }

    private static Optional<byte[]> send(ParseResult args, boolean hex) throws Trouble {
        if (!args.hasMatchedOption(Connect.SEND)) {
            return Optional.empty();
        }
        String text = Syntax.value(args, Connect.SEND, "");
        return Optional.of(hex ? Hex.bytes(Connect.SEND, text) : Escapes.bytes(text));
    }

    private static Optional<Duration> timeout(ParseResult args) throws Trouble {
        return args.hasMatchedOption(Connect.TIMEOUT)
                ? Optional.of(
                        Values.duration(
                                Connect.TIMEOUT,
                                Syntax.value(args, Connect.TIMEOUT, ""),
                                Duration.ofMillis(1)))
                : Optional.empty();
    }

    private static Optional<Address> source(ParseResult args, Address address) throws Trouble {
        return args.hasMatchedOption(Connect.SOURCE)
                ? Optional.of(
                        Address.parseSource(
                                Syntax.value(args, Connect.SOURCE, ""), address.transport()))
                : Optional.empty();
    }
}
