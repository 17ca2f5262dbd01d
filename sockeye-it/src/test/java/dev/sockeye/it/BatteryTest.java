package dev.sockeye.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model against every hostile client, on every way on which a server echoes; every handler on
 * every model, every client that is not ours. {@code verify} takes a cut in which each model and client
 * meet once, and so does each client and each of the other ways: the family changes from pair to pair,
 * and the clients that are not ours speak with one model. {@code verify -Pbattery} takes all, and writes {@code
 * docs/battery.md}.
 *
 * <p>A server serves one case after another, until the model or the handler changes or a case fails.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BatteryTest {
    private static final boolean ALL = Boolean.getBoolean("sockeye.it.battery");

    private static final String HANDLERS = "Handler and model";
    private static final String CLIENTS = "Client and model, handler echo, 5,000,000 bytes";

    private static final BatteryTable TABLE = new BatteryTable();

    private static @Nullable Subject subject;

    /** The echo server behind those that are proxies. */
    private static @Nullable Served upstream;

    @AfterAll
    static void end() {
        forget();
        if (upstream != null) {
            upstream.close();
            upstream = null;
        }
        if (ALL) {
            TABLE.write(Repository.file("docs/battery.md"), Figures.printed());
        }
    }

    private static void forget() {
        if (subject != null) {
            subject.close();
            subject = null;
        }
    }

    private static String upstream() {
        if (upstream == null) {
            upstream = Sockeye.serve("127.0.0.1:0", "--model", "epoll:1");
        }
        return upstream.target();
    }

    /** The one that is there, or a new one. */
    private static Subject subject(StreamModel model, String handler) {
        if (subject != null && !(subject.is(model, handler) && subject.isAlive())) {
            forget();
        }
        if (subject == null) {
            subject = new Subject(model, handler);
        }
        return subject;
    }

    /** A case, whose failure costs the server its place. */
    @FunctionalInterface
    private interface Case {
        void run(Subject subject) throws Exception;
    }

    private static void run(
            String section, Object row, StreamModel model, Family family, String handler, Case what)
            throws Exception {
        try {
            what.run(subject(model, handler));
            TABLE.passed(section, row.toString(), model, family);
        } catch (Throwable t) {
            TABLE.failed(section, row.toString(), model, family);
            forget();
            throw t;
        }
    }

    static Stream<Arguments> hostile() {
        List<Arguments> all = new ArrayList<>();
        List<StreamModel> models = StreamModel.there();
        for (EchoWay way : EchoWay.values()) {
            for (int model = 0; model < models.size(); model++) {
                for (HostileCase each : ALL ? HostileCase.ALL : way.cut(model, models.size())) {
                    int turn = model + HostileCase.ALL.indexOf(each);
                    for (Family family :
                            families(
                                    way.section(),
                                    each.name(),
                                    models.get(model),
                                    turn,
                                    each::reasonAgainst)) {
                        all.add(Arguments.of(way, models.get(model), each, family));
                    }
                }
            }
        }
        return all.stream();
    }

    /** Why a row makes no sense in a family. */
    @FunctionalInterface
    private interface Against {
        Optional<String> in(Family family);
    }

    /** Those that make sense: all of them, or the one whose turn it is. */
    private static List<Family> families(
            String section, String row, StreamModel model, int turn, Against against) {
        TABLE.row(section, row);
        List<Family> fit = new ArrayList<>();
        for (Family family : Family.values()) {
            against.in(family)
                    .ifPresentOrElse(
                            reason -> TABLE.makesNoSense(section, row, model, family, reason),
                            () -> fit.add(family));
        }
        return ALL || fit.isEmpty() ? fit : List.of(fit.get(turn % fit.size()));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}, {3}")
    @MethodSource
    @Order(1)
    void hostile(EchoWay way, StreamModel model, HostileCase attack, Family family)
            throws Exception {
        run(
                way.section(),
                attack,
                model,
                family,
                way.handler(upstream()),
                server -> {
                    try (var bout = new Bout(server, family)) {
                        bout.othersAreServed();
                        attack.attack().on(bout);
                        if (server.isAlive()) {
                            bout.expectAsBefore();
                        }
                    }
                });
    }

    static Stream<Arguments> handlers() {
        List<Arguments> all = new ArrayList<>();
        for (StreamModel model : StreamModel.there()) {
            for (HandlerCase each : HandlerCase.ALL) {
                int turn = StreamModel.there().indexOf(model) + HandlerCase.ALL.indexOf(each);
                for (Family family :
                        families(
                                HANDLERS,
                                each.toString(),
                                model,
                                turn,
                                _ -> each.reasonAgainst(model))) {
                    all.add(Arguments.of(model, each, family));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @MethodSource
    @Order(2)
    void handlers(StreamModel model, HandlerCase handler, Family family) throws Exception {
        run(
                HANDLERS,
                handler,
                model,
                family,
                handler.word(),
                server -> {
                    try (var bout = new Bout(server, family)) {
                        handler.talk().with(bout);
                    }
                    server.expectAsBefore();
                });
    }

    static Stream<Arguments> clients() {
        List<Arguments> all = new ArrayList<>();
        for (StreamModel model : ALL ? StreamModel.there() : List.of(StreamModel.VIRTUAL)) {
            for (ForeignClient each : ForeignClient.ALL) {
                TABLE.row(CLIENTS, each.name());
                for (Family family : Family.values()) {
                    each.reasonAgainst(family)
                            .ifPresentOrElse(
                                    reason ->
                                            TABLE.makesNoSense(
                                                    CLIENTS, each.name(), model, family, reason),
                                    () -> all.add(Arguments.of(model, each, family)));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @MethodSource
    @Order(3)
    void clients(StreamModel model, ForeignClient client, Family family) throws Exception {
        run(
                CLIENTS,
                client,
                model,
                family,
                "echo",
                server -> {
                    client.talk().echo(server, family, Bytes.random(5, 5_000_000));
                    server.expectAsBefore();
                });
    }
}
