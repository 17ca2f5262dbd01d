import org.jspecify.annotations.NullMarked;

/**
 * Servers: one handler behind every model. What the package does not do is said first in {@link
 * dev.sockeye.server}.
 */
@NullMarked
module dev.sockeye.server {
    requires static org.jspecify;
    requires transitive dev.sockeye.net;
    requires dev.sockeye.poll;

    exports dev.sockeye.server;
    exports dev.sockeye.server.handler;
}
