package dev.sockeye.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;

/** Endpoints from and to the address classes of {@code java.net}. */
final class JavaNet {
    private JavaNet() {}

    static Endpoint endpoint(SocketAddress address) {
        return switch (address) {
            case InetSocketAddress inet when inet.isUnresolved() ->
                    throw new IllegalArgumentException(
                            "not resolved: " + inet + "; Endpoint.resolve asks the resolver");
            case InetSocketAddress inet -> Endpoint.of(inet.getAddress(), inet.getPort());
            case UnixDomainSocketAddress unix -> {
                var path = unix.getPath().toString();
                yield new Endpoint.Unix(path.isEmpty() ? UnixName.unnamed() : UnixName.path(path));
            }
            default ->
                    throw new IllegalArgumentException(
                            "no endpoint from " + address.getClass().getName() + ": " + address);
        };
    }

    static SocketAddress address(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Inet4(var host, int port) -> new InetSocketAddress(host, port);
            case Endpoint.Inet6(var host, int port, _, _) -> new InetSocketAddress(host, port);
            case Endpoint.Unix(var name) when name.isUnnamed() -> UnixDomainSocketAddress.of("");
            case Endpoint.Unix(var name) -> UnixDomainSocketAddress.of(name.toPath());
            case Endpoint.Other other ->
                    throw new UnsupportedOperationException(
                            "java.net has no address class for " + other);
        };
    }

    /** The IPv6 address of these 16 bytes, v4-mapped ones too, without a name. */
    static Inet6Address scoped(byte[] address, int scope) {
        try {
            // A scope of 0 counts as one and would be printed: -1 means none.
            return Inet6Address.getByAddress(null, address, scope > 0 ? scope : -1);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address.length + " bytes are no IPv6 address", e);
        }
    }

    /** The IPv4 address of these 4 bytes, without a name. */
    static Inet4Address inet4(byte[] address) {
        try {
            return (Inet4Address) InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address.length + " bytes are no IPv4 address", e);
        }
    }

    static void checkPort(int port) {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
        }
    }
}
