import org.jspecify.annotations.NullMarked;

/**
 * Readiness: pollers and the loop on one of them, how threads wait for descriptors without holding
 * a carrier, and how descriptors are closed safely. It knows no sockets, no addresses and no
 * protocol.
 */
@NullMarked
@SuppressWarnings("module") // the two storeys above are compiled after this one
module dev.sockeye.poll {
    requires transitive dev.sockeye.sys;
    requires static org.jspecify;

    exports dev.sockeye.poll;
    exports dev.sockeye.poll.fd to
            dev.sockeye.net,
            dev.sockeye.server;
}
