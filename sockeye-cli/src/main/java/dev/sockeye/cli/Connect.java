package dev.sockeye.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sockeye connect}: standard input to a socket, and the socket to standard output. */
final class Connect implements Verb {
    static final String EOF = "--eof";
    static final String TIMEOUT = "--timeout";
    static final String SEND = "--send";
    static final String HEX = "--hex";
    static final String SOURCE = "--source";
    static final String RETRY = "--retry";

    private static final List<String> PLANNED =
            List.of(
                    "--backoff",
                    "--crlf",
                    "--exec",
                    "--json",
                    "--jsonl",
                    "--proxy",
                    "--recv-flags",
                    "--scan",
                    "--send-flags",
                    "--timing",
                    "--tls");

    @Override
    public CommandSpec spec() {
        return new Syntax("connect", Text.CONNECT_USAGE, Text.CONNECT_ABOUT, Text.CONNECT_MORE)
                .addresses()
                .option(Text.LABEL_EOF, Text.CONNECT_EOF, EOF)
                .option(Text.LABEL_TEXT, Text.CONNECT_SEND, SEND)
                .flag(Text.CONNECT_HEX, HEX)
                .option(Text.LABEL_DURATION, Text.CONNECT_TIMEOUT, TIMEOUT)
                .option(Text.LABEL_COUNT, Text.CONNECT_RETRY, RETRY)
                .option(Text.LABEL_ADDR, Text.CONNECT_SOURCE, SOURCE)
                .options(Text.LABEL_OPT, Text.OPT_OPT, Options.SHORT, Options.NAME)
                .build();
    }

    @Override
    public List<String> planned() {
        return PLANNED;
    }

    @Override
    public ExitCode run(ParseResult args, World world, Talk talk)
            throws Trouble, InterruptedException {
        talk.level(Syntax.level(args));
        ConnectPlan plan = ConnectPlan.of(args);
        try (var sourceFile = SourceFile.of(plan);
                Wire wire = new Dial(plan, sourceFile, world.network(), talk).connect()) {
            talk.detail(Text.CONNECTED.of(wire.peer(), wire.local()));
            var clock = new Clock(world.kernel());
            var exchange = new Exchange(plan, wire, input(plan, world), output(plan, world), clock);
            ExitCode code = exchange.run();
            talk.detail(Text.ENDED.of(wire.peer(), exchange.sent(), exchange.received()));
            return code;
        }
    }

    private static Input input(ConnectPlan plan, World world) {
        boolean datagrams = plan.address().transport().isDatagram();
        if (plan.send().isPresent()) {
            return new OnceInput(plan.send().get());
        }
        return plan.hex()
                ? new HexInput(world.stdin(), datagrams)
                : new RawInput(world.stdin(), datagrams ? Wire.DATAGRAM : Wire.CHUNK);
    }

    private static Output output(ConnectPlan plan, World world) {
        return plan.hex() ? new HexOutput(world.stdout()) : new RawOutput(world.stdout());
    }
}
