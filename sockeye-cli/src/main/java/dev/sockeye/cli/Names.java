package dev.sockeye.cli;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Transport;

/** Endpoints with their transport, as they are written on the command line. */
final class Names {
    private Names() {}

    static String of(Transport transport, Endpoint endpoint) {
        return endpoint instanceof Endpoint.Unix(var name)
                ? transport + ":" + name
                : transport + ":" + endpoint;
    }
}
