package dev.sockeye.server;

import dev.sockeye.net.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Where a test serves, and on which model: the stream batteries run on all of them. */
enum Place {
    TCP4,
    TCP6,
    UNIX;

    /** Those that run in this JVM. */
    static final List<Model> MODELS =
            List.of(
                    Model.iterative(),
                    Model.thread(),
                    Model.pool(16),
                    Model.virtual(),
                    Model.select(),
                    Model.poll(),
                    Model.epoll(1),
                    Model.epoll(2),
                    Model.uring(1),
                    Model.uring(2));

    /** Those that serve sessions side by side. */
    static final List<Model> SIDE_BY_SIDE = MODELS.subList(1, MODELS.size());

    /** Those that hold a thousand descriptors beside those of a test: not select. */
    static final List<Model> ROOMY =
            SIDE_BY_SIDE.stream().filter(model -> !model.equals(Model.select())).toList();

    /** One of each way to accept and to wait, for tests that take long. */
    static final List<Model> KINDS =
            List.of(Model.iterative(), Model.thread(), Model.virtual(), Model.epoll(2));

    Target target(Path folder) {
        return Target.parse(
                switch (this) {
                    case TCP4 -> "127.0.0.1:0";
                    case TCP6 -> "[::1]:0";
                    case UNIX -> "unix:" + folder.resolve("socket");
                });
    }

    /** For {@code @MethodSource}. */
    static Stream<Arguments> all() {
        return of(MODELS, List.of(values()));
    }

    private static Stream<Arguments> of(List<Model> models, List<Place> places) {
        return models.stream()
                .flatMap(model -> places.stream().map(place -> Arguments.of(model, place)));
    }

    /** Both shapes of a handler: on the model's own everywhere, the adapted one on one internet. */
    static Stream<Arguments> shapes() {
        return shapes(MODELS);
    }

    private static Stream<Arguments> shapes(List<Model> models) {
        return models.stream()
                .flatMap(model ->
                        Stream.of(values())
                                .flatMap(place ->
                                        Stream.of(Shape.values())
                                                .filter(shape ->
                                                        place == TCP4 || shape.isNativeTo(model))
                                                .map(shape -> Arguments.of(model, place, shape))));
    }

    /** Those of the models that serve sessions side by side. */
    static Stream<Arguments> concurrentShapes() {
        return shapes(MODELS.subList(1, MODELS.size()));
    }

    /** Where a connection can be reset, for {@code @MethodSource}. */
    static Stream<Arguments> internet() {
        return of(MODELS, List.of(TCP4, TCP6));
    }

    /** The models that serve sessions side by side, for {@code @MethodSource}. */
    static Stream<Arguments> concurrent() {
        return of(SIDE_BY_SIDE, List.of(values()));
    }
}
