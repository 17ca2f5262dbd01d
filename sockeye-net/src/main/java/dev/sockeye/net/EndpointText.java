package dev.sockeye.net;

import java.io.IOException;
import java.net.NetworkInterface;

/** Reads endpoints: the grammar. What is told to whoever misses it is {@link Mistyped}'s. */
final class EndpointText {
    private static final String FLOWINFO = "?flowinfo=0x";
    private static final String FLAGS = "?flags=";

    private final String text;
    private final AddressText address;
    private final HostName name;
    private final Mistyped mistyped;

    EndpointText(String text) {
        this.text = text;
        this.address = new AddressText(text);
        this.name = new HostName(address);
        this.mistyped = new Mistyped(address);
    }

    AddressText address() {
        return address;
    }

    Mistyped mistyped() {
        return mistyped;
    }

    /** The whole text as an endpoint. */
    Endpoint endpoint() {
        if (text.isEmpty()) {
            throw address.error(0, "an address is missing, such as 127.0.0.1:7007");
        }
        if (text.startsWith("unix:")) {
            return text.length() == 5
                    ? new Endpoint.Unix(UnixName.unnamed())
                    : new Endpoint.Unix(new UnixText(address).name(5));
        }
        if (text.startsWith("vsock:")) {
            return vsock(6);
        }
        if (text.startsWith("family:")) {
            return raw(7);
        }
        if (address.isDigits(0, text.length())) {
            throw address.error(0, "a port alone is no endpoint: write 127.0.0.1:PORT");
        }
        return internet(0, Transport.TCP);
    }

    /** {@code CID:PORT}, up to the end. */
    Endpoint.Vsock vsock(int from) {
        int colon = text.indexOf(':', from);
        if (colon < 0) {
            address.number(from, text.length(), 0xFFFFFFFFL, "the context id");
            throw address.error(text.length(), "a port is missing: vsock:CID:PORT");
        }
        int flags = text.indexOf(FLAGS, colon);
        int end = flags < 0 ? text.length() : flags;
        return new Endpoint.Vsock(
                (int) address.number(from, colon, 0xFFFFFFFFL, "the context id"),
                (int) address.number(colon + 1, end, 0xFFFFFFFFL, "the port"),
                flags < 0
                        ? 0
                        : (int)
                                address.number(
                                        end + FLAGS.length(),
                                        text.length(),
                                        255,
                                        "the value of flags"));
    }

    private Endpoint.Raw raw(int from) {
        int colon = text.indexOf(':', from);
        int end = colon < 0 ? text.length() : colon;
        int family = (int) address.number(from, end, 0xFFFF, "the family");
        if (colon < 0) {
            throw address.error(end, "the bytes are missing: family:NUMBER:HEX");
        }
        int digits = text.length() - colon - 1;
        if (digits > 2 * Endpoint.Raw.MAX_BYTES) {
            throw address.error(
                    colon + 1 + 2 * Endpoint.Raw.MAX_BYTES, "an address has at most 126 bytes");
        }
        var bytes = new byte[digits / 2];
        for (int i = 0; i < digits; i++) {
            int at = colon + 1 + i;
            if (address.hexDigit(at) < 0) {
                throw address.error(at, address.quote(at) + " is no hexadecimal digit");
            }
            if (i % 2 == 1) {
                bytes[i / 2] = (byte) (address.hexDigit(at - 1) << 4 | address.hexDigit(at));
            }
        }
        if (digits % 2 == 1) {
            throw address.error(text.length(), "a byte is two hexadecimal digits");
        }
        return new Endpoint.Raw(family, bytes);
    }

    /** {@code HOST:PORT}, up to the end. The transport is for a {@link HostNameException}. */
    Endpoint internet(int from, Transport transport) {
        mistyped.refuseInvisible(from);
        if (text.startsWith("[", from)) {
            return inet6(from);
        }
        mistyped.refuseOtherForms(from);
        int colon = text.indexOf(':', from);
        if (colon < 0) {
            checkHost(from, text.length());
            throw address.error(
                    text.length(), "a port is missing: write " + mistyped.shown(from) + ":PORT");
        }
        if (text.indexOf(':', colon + 1) >= 0) {
            throw mistyped.tooManyColons(from, colon);
        }
        mistyped.refuseOtherHosts(from, colon);
        boolean numeric = checkHost(from, colon);
        int port = address.port(colon + 1, text.length());
        if (numeric) {
            return new Endpoint.Inet4(JavaNet.inet4(address.inet4(from, colon)), port);
        }
        throw new HostNameException(text, from, transport, text.substring(from, colon), port);
    }

    /** True for an IPv4 address, false for a host name; anything else is an error. */
    private boolean checkHost(int from, int to) {
        if (name.endsInNumber(from, to)) {
            address.inet4(from, to);
            return true;
        }
        name.name(from, to);
        return false;
    }

    /** {@code [ADDRESS%SCOPE]:PORT?flowinfo=0xHEX}. */
    private Endpoint inet6(int from) {
        int close = text.indexOf(']', from);
        if (close < 0) {
            throw address.error(text.length(), "']' is missing after the IPv6 address");
        }
        mistyped.refuseOtherBrackets(from + 1, close);
        var bare = inet6(from + 1, close, 0);
        if (close + 1 == text.length()) {
            throw address.error(
                    close + 1, "a port is missing: write " + mistyped.shown(from) + ":PORT");
        }
        if (text.charAt(close + 1) != ':') {
            throw address.error(close + 1, "after ']' stands ':' and the port");
        }
        int flow = text.indexOf(FLOWINFO, close);
        int portEnd = flow < 0 ? text.length() : flow;
        int port = address.port(close + 2, portEnd);
        int flowinfo =
                flow < 0
                        ? 0
                        : address.hex32(
                                flow + FLOWINFO.length(), text.length(), "the value of flowinfo");
        return new Endpoint.Inet6(bare.host(), port, flowinfo, bare.scope());
    }

    /** {@code ADDRESS%SCOPE}, with this port. */
    Endpoint.Inet6 inet6(int from, int to, int port) {
        int percent = text.indexOf('%', from);
        int end = percent < 0 || percent > to ? to : percent;
        if (from == end) {
            throw address.error(from, "an IPv6 address is missing before the '%'");
        }
        var bytes = address.inet6(from, end);
        int scope = end == to ? 0 : scope(end + 1, to);
        return new Endpoint.Inet6(JavaNet.scoped(bytes, scope), port, 0, scope);
    }

    private int scope(int from, int to) {
        if (from == to) {
            throw address.error(from, "the scope is missing after '%'");
        }
        if (address.isDigits(from, to)) {
            int scope = (int) address.number(from, to, 0xFFFFFFFFL, "the scope");
            if (scope == 0) {
                throw address.error(from, "scope 0 means none: leave '%0' out");
            }
            return scope;
        }
        var name = text.substring(from, to);
        try {
            var found = NetworkInterface.getByName(name);
            if (found != null) {
                return found.getIndex();
            }
        } catch (IOException e) {
            var error = address.error(from, "the interfaces cannot be read: " + e.getMessage());
            error.initCause(e);
            throw error;
        }
        throw address.error(from, "no interface '" + Escape.visible(name) + "' on this machine");
    }
}
