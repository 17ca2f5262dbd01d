package dev.sockeye.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.util.Locale;

/** Reads and prints targets. */
final class TargetText {
    private static final int MAX_INTERFACE = 15;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final String text;
    private final EndpointText endpoints;
    private final AddressText address;

    TargetText(String text) {
        this.text = text;
        this.endpoints = new EndpointText(text);
        this.address = endpoints.address();
    }

    Target target() {
        int colon = text.indexOf(':');
        var word = colon < 0 ? "" : text.substring(0, colon);
        var transport = Transport.of(word);
        if (transport.isPresent()) {
            return target(transport.get(), colon + 1);
        }
        var lower = Transport.of(word.toLowerCase(Locale.ROOT));
        if (lower.isPresent()) {
            throw address.error(0, "transports are written in lower case: " + lower.get() + ":");
        }
        return internet(Transport.TCP, 0);
    }

    private Target target(Transport transport, int from) {
        if (transport.isInternet()) {
            return internet(transport, from);
        }
        if (transport.isUnix()) {
            return unix(transport, from);
        }
        if (transport == Transport.VSOCK) {
            return new Target.Address(transport, endpoints.vsock(from));
        }
        if (transport == Transport.PACKET) {
            return packet(from);
        }
        return new Target.Descriptor(
                (int) address.number(from, text.length(), Integer.MAX_VALUE, "the descriptor"));
    }

    private Target internet(Transport transport, int from) {
        endpoints.mistyped().refuseInvisible(from);
        if (address.isDigits(from, text.length())) {
            var loopback = JavaNet.inet4(LOOPBACK);
            int port = address.port(from, text.length());
            return new Target.Address(transport, new Endpoint.Inet4(loopback, port));
        }
        boolean dual = text.startsWith(":", from) && text.indexOf(':', from + 1) < 0;
        if (dual) {
            int port = address.port(from + 1, text.length());
            var any = JavaNet.scoped(new byte[16], 0);
            return new Target.Address(transport, new Endpoint.Inet6(any, port), true);
        }
        return new Target.Address(transport, endpoints.internet(from, transport));
    }

    private Target unix(Transport transport, int from) {
        if (from == text.length()) {
            throw address.error(from, "a path or @name is missing after '" + text + "'");
        }
        return new Target.Address(transport, new Endpoint.Unix(new UnixText(address).name(from)));
    }

    private Target packet(int from) {
        var name = text.substring(from);
        var mistake = interfaceMistake(name);
        if (!mistake.isEmpty()) {
            throw address.error(from + Math.max(0, strangerInInterface(name)), mistake);
        }
        return new Target.Interface(name);
    }

    /** What keeps a text from being the name of an interface; empty if nothing does. */
    static String interfaceMistake(String name) {
        if (name.isEmpty()) {
            return "the name of an interface is missing";
        }
        if (name.equals(".") || name.equals("..")) {
            return "no interface can have this name";
        }
        int at = strangerInInterface(name);
        if (at >= 0) {
            return "'"
                    + Escape.visible(Character.toString(name.codePointAt(at)))
                    + "' does not belong in the name of an interface";
        }
        return name.getBytes(UTF_8).length > MAX_INTERFACE
                ? "the name of an interface has at most 15 bytes"
                : "";
    }

    /** Where the first character is that the kernel refuses; -1 if there is none. */
    private static int strangerInInterface(String name) {
        for (int at = 0; at < name.length(); at += Character.charCount(name.codePointAt(at))) {
            if (!belongsInInterface(name.codePointAt(at))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean belongsInInterface(int point) {
        return point != '/'
                && point != ':'
                && !Character.isWhitespace(point)
                && Escape.isPrintable(point);
    }

    static void checkFit(Transport transport, Endpoint endpoint, boolean dual) {
        if (!fits(transport, endpoint)) {
            throw new IllegalArgumentException(transport + " has no target at " + endpoint);
        }
        if (dual && !isAny(endpoint)) {
            throw new IllegalArgumentException("dual goes with [::] only, not with " + endpoint);
        }
    }

    private static boolean fits(Transport transport, Endpoint endpoint) {
        if (transport.isInternet()) {
            return endpoint instanceof Endpoint.Inet4 || endpoint instanceof Endpoint.Inet6;
        }
        return transport.isUnix()
                ? endpoint instanceof Endpoint.Unix(var name) && !name.isUnnamed()
                : transport == Transport.VSOCK && endpoint instanceof Endpoint.Vsock;
    }

    private static boolean isAny(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Inet6(InetAddress host, _, int flowinfo, int scope)
                && host.isAnyLocalAddress()
                && flowinfo == 0
                && scope == 0;
    }

    static String print(Target.Address target) {
        Endpoint endpoint = target.endpoint();
        if (target.dual() && endpoint instanceof Endpoint.Inet6 any) {
            return target.transport() + "::" + any.port();
        }
        if (endpoint instanceof Endpoint.Unix(var name)) {
            return target.transport() + ":" + name;
        }
        return endpoint instanceof Endpoint.Other
                ? endpoint.toString()
                : target.transport() + ":" + endpoint;
    }
}
