import org.jspecify.annotations.NullMarked;

/**
 * The command {@code sockeye}. What the package does not do is said first in {@link
 * dev.sockeye.cli}.
 */
@NullMarked
module dev.sockeye.cli {
    requires static org.jspecify;
    requires dev.sockeye.server;
    requires info.picocli;
    requires jdk.unsupported;
}
