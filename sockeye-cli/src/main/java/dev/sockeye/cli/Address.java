package dev.sockeye.cli;

import dev.sockeye.net.AddressFormatException;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.HostNameException;
import dev.sockeye.net.Network;
import dev.sockeye.net.Target;
import dev.sockeye.net.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * An address as it stands on the command line: a {@link Target}, or a host name with a port, which
 * the library does not resolve and the command does.
 */
sealed interface Address {
    /** An address in numbers, or of a Unix socket. */
    record Literal(Target.Address target) implements Address {
        @Override
        public Transport transport() {
            return target.transport();
        }

        @Override
        public List<Target.Address> resolve(Network network, Duration within) {
            return List.of(target);
        }

        @Override
        public String toString() {
            return target.toString();
        }
    }

    /** A host name and a port. */
    record Named(Transport transport, String host, int port) implements Address {
        @Override
        public List<Target.Address> resolve(Network network, Duration within) throws Trouble {
            try {
                return network.resolver().resolve(host, port, within).stream()
                        .map(endpoint -> new Target.Address(transport, endpoint))
                        .toList();
            } catch (IOException e) {
                throw Causes.resolve(host, e);
            }
        }

        @Override
        public String toString() {
            return transport + ":" + host + ":" + port;
        }
    }

    /**
     * A socket that somebody else has opened; for {@code serve} alone.
     *
     * @param target its address
     * @param connection whether it is to be read, rather than accepted from
     */
    record Inherited(int fd, Target.Address target, boolean connection) implements Address {
        @Override
        public Transport transport() {
            return target.transport();
        }

        @Override
        public List<Target.Address> resolve(Network network, Duration within) {
            return List.of(target);
        }

        @Override
        public String toString() {
            return "fd:" + fd;
        }
    }

    /** What carries the bytes. */
    Transport transport();

    /**
     * The addresses in numbers, in the order in which they should be tried.
     *
     * @throws Trouble if a name has no address, or nobody says so in time
     */
    List<Target.Address> resolve(Network network, Duration within) throws Trouble;

    /**
     * Reads an address; asks nobody.
     *
     * @throws Trouble if it is an address on no machine, or of a kind that is not there yet
     */
    static Address parse(String text) throws Trouble {
        try {
            Target target = Target.parse(text);
            if (target instanceof Target.Address address && isThere(address.transport())) {
                return new Literal(address);
            }
            throw Trouble.notYet(
                    Text.ADDRESS_KIND.of(target.transport().word()), Text.ADDRESSES_ARE.of());
        } catch (HostNameException name) {
            return new Named(name.transport(), name.host(), name.port());
        } catch (AddressFormatException e) {
            throw noAddress(text, e);
        }
    }

    /**
     * Reads the address of our own side for a connection: the same forms, and transport and port
     * may be left out. {@code :5000} is a port on any address.
     *
     * @throws Trouble if it is no such address
     */
    static Address parseSource(String text, Transport transport) throws Trouble {
        int colon = text.indexOf(':');
        boolean whole = colon > 0 && Transport.of(text.substring(0, colon)).isPresent();
        // A relative path may look like anything: of a Unix socket it must say that it is one.
        boolean named = transport.isInternet() || text.startsWith("/") || text.startsWith("@");
        String full = whole || !named ? text : transport + ":" + text;
        Address source = parse(transport.isInternet() && isBare(full) ? full + ":0" : full);
        if (source.transport() != transport) {
            throw Trouble.usage(Text.SOURCE_KIND.of(source, transport), "", "");
        }
        return source;
    }

    /** Whether it ends in an address without a port: {@code tcp:127.0.0.1}, {@code tcp:[::1]}. */
    private static boolean isBare(String text) {
        String host = text.substring(text.indexOf(':') + 1);
        return host.endsWith("]") || (host.indexOf(':') < 0 && host.indexOf('.') >= 0);
    }

    /** Whether two endpoints can be the two ends of one connection. */
    static boolean fit(Endpoint one, Endpoint other) {
        return one.family() == other.family();
    }

    /**
     * The number of {@code fd:3}.
     *
     * @throws Trouble if it is none
     */
    static int descriptor(String text) throws Trouble {
        try {
            return ((Target.Descriptor) Target.parse(text)).fd();
        } catch (AddressFormatException e) {
            throw noAddress(text, e);
        }
    }

    private static Trouble noAddress(String text, AddressFormatException e) {
        return Trouble.usage(
                Text.NO_ADDRESS.of(text),
                Text.AT_COLUMN.of(e.reason(), e.index() + 1),
                Text.ADDRESSES_ARE.of());
    }

    /** Whether addresses of a kind can be served and connected to. */
    static boolean isThere(Transport transport) {
        return transport.isInternet()
                || transport == Transport.UNIX
                || transport == Transport.UNIXDGRAM;
    }
}
