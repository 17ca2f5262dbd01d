package dev.sockeye.cli;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code --source unix:/path} makes, and that the kernel leaves behind: removed after
 * each try and at the end, by a signal too. A file that was there before is left alone; binding
 * fails then anyway.
 */
final class SourceFile implements AutoCloseable {
    private final @Nullable Path path;
    private final @Nullable Thread hook;

    private SourceFile(@Nullable Path path) {
        this.path = path;
        this.hook = path == null ? null : new Thread(this::remove, "sockeye-source");
    }

    static SourceFile of(ConnectPlan plan) {
        @Nullable Path path = path(plan);
        boolean ours = path != null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        var file = new SourceFile(ours ? path : null);
        if (file.hook != null) {
            Runtime.getRuntime().addShutdownHook(file.hook);
        }
        return file;
    }

    private static @Nullable Path path(ConnectPlan plan) {
        if (plan.source().orElse(null) instanceof Address.Literal(Target.Address source)
                && source.endpoint() instanceof Endpoint.Unix(var name)
                && name.isPath()) {
            try {
                return name.toPath();
            } catch (UnsupportedOperationException _) {
                // Bytes that no file name of Java can have: this file stays behind.
            }
        }
        return null;
    }

    /** Removes what is there, if it is ours. */
    void remove() {
        if (path != null) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException _) {
                // A file that stays behind is no reason to fail.
            }
        }
    }

    @Override
    public void close() {
        if (hook != null) {
            remove();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // A signal was quicker: the hook runs, and finds nothing to do.
            }
        }
    }
}
