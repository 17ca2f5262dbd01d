package dev.sockeye.testing;

import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the run if, after the last test, descriptors are open or threads alive that were not there
 * before the first. JUnit finds it by itself.
 *
 * <p>The check hangs on JUnit's root store, which is closed after the last test class; what it
 * throws there fails the run, as Surefire sees it.
 */
public final class LeakExtension implements BeforeAllCallback {
    /** JUnit configuration parameter: how long what is ending may take to end ({@code PT5S}). */
    static final String PATIENCE = "sockeye.testing.patience";

    /** For JUnit. */
    public LeakExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        Duration patience =
                context.getConfigurationParameter(PATIENCE, Duration::parse)
                        .orElse(Duration.ofSeconds(5));
        context.getRoot()
                .getStore(Namespace.create(LeakExtension.class))
                .computeIfAbsent(Leaks.class, _ -> new Check(Leaks.begin(patience)), Check.class);
    }

    private record Check(Leaks leaks) implements AutoCloseable {
        @Override
        public void close() {
            LongLived.close();
            var descriptors = leaks.descriptors();
            var threads = leaks.threads();
            LastLine.leaked(descriptors.size(), threads.size());
            if (!descriptors.isEmpty() || !threads.isEmpty()) {
                throw new AssertionError(
                        "the tests left descriptors open: %s, threads alive: %s"
                                .formatted(descriptors, threads));
            }
        }
    }
}
