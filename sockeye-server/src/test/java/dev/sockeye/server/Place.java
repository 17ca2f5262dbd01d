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

    static final List<Model> MODELS = List.of(Model.iterative(), Model.thread(), Model.virtual());

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

    /** Where a connection can be reset, for {@code @MethodSource}. */
    static Stream<Arguments> internet() {
        return of(MODELS, List.of(TCP4, TCP6));
    }

    /** The models that serve sessions side by side, for {@code @MethodSource}. */
    static Stream<Arguments> concurrent() {
        return of(List.of(Model.thread(), Model.virtual()), List.of(values()));
    }
}
