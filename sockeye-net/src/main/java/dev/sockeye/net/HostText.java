package dev.sockeye.net;

import java.util.Optional;

/** Reads what a resolver is asked for: an address without brackets and port, or a name. */
final class HostText {
    private final String text;
    private final EndpointText endpoints;
    private final HostName name;

    HostText(String text) {
        this.text = text;
        this.endpoints = new EndpointText(text);
        this.name = new HostName(endpoints.address());
    }

    /** The endpoint of a numeric address; empty for what may be a name. */
    Optional<Endpoint> literal(int port) {
        var address = endpoints.address();
        if (text.isEmpty()) {
            throw address.error(0, "the host is missing");
        }
        endpoints.mistyped().refuseInvisible(0);
        if (text.indexOf(':') >= 0) {
            return Optional.of(endpoints.inet6(0, text.length(), port));
        }
        if (name.endsInNumber(0, text.length())) {
            var host = JavaNet.inet4(address.inet4(0, text.length()));
            return Optional.of(new Endpoint.Inet4(host, port));
        }
        return Optional.empty();
    }

    /** The name as resolvers take it: international names in their ASCII form. */
    String name() {
        return name.name(0, text.length());
    }
}
