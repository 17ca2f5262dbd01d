import org.jspecify.annotations.NullMarked;

/**
 * Typed Berkeley sockets: endpoints, streams, listeners, datagram sockets and their options. What
 * the package does not do is said first in {@link dev.sockeye.net}.
 */
@NullMarked
module dev.sockeye.net {
    requires static org.jspecify;
    requires transitive dev.sockeye.sys;
    requires transitive dev.sockeye.poll;

    exports dev.sockeye.net;
    exports dev.sockeye.net.opt;
}
