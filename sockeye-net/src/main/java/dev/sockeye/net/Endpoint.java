package dev.sockeye.net;

import dev.sockeye.sys.ArpaInet;
import dev.sockeye.sys.SysSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The address of a socket: what bind(2) and connect(2) take and getsockname(2) gives, as a value.
 * Immutable, compared by content, and printed in the form that {@link #parse} reads:
 *
 * <table>
 *   <caption>Text forms</caption>
 *   <tr><th>text</th><th>endpoint</th></tr>
 *   <tr><td>{@code 127.0.0.1:7007}</td><td>{@link Inet4}</td></tr>
 *   <tr><td>{@code [::1]:7007}, {@code [fe80::1%2]:7007}</td><td>{@link Inet6}</td></tr>
 *   <tr><td>{@code unix:/run/x}, {@code unix:@name}, {@code unix:}</td><td>{@link Unix}</td></tr>
 *   <tr><td>{@code vsock:3:1234}</td><td>{@link Vsock}</td></tr>
 *   <tr><td>{@code family:38:00ff}</td><td>{@link Raw}, bytes in hexadecimal</td></tr>
 * </table>
 *
 * <p>An endpoint holds no host name and asks no resolver, {@link #resolve} apart. The set is open:
 * {@link Other} is implemented by every rarer family, so a {@code switch} over the four kinds stays
 * complete when a family is added.
 */
public sealed interface Endpoint
        permits Endpoint.Inet4, Endpoint.Inet6, Endpoint.Unix, Endpoint.Other {

    /**
     * The address family: the domain of a socket that uses this endpoint.
     *
     * @return an {@code AF_} value, such as {@code AF_INET}
     */
    int family();

    /** The form that {@link #parse} reads. */
    @Override
    String toString();

    /**
     * The {@code java.net} form: an {@link java.net.InetSocketAddress} without a host name, or a
     * {@link java.net.UnixDomainSocketAddress}. The flow information of an {@link Inet6} has no
     * place there.
     *
     * @return the address, resolved
     * @throws UnsupportedOperationException where {@code java.net} has no such address: abstract
     *     Unix names, paths that are no text in the platform's encoding, {@link Other}
     */
    default SocketAddress toSocketAddress() {
        return JavaNet.address(this);
    }

    /**
     * Reads one of the forms above. Addresses are numeric; only the scope of an IPv6 address may be
     * the name of an interface of this machine ({@code [fe80::1%eth0]:7007}), and becomes its
     * number.
     *
     * @param text one of the forms, nothing before or after it
     * @return the endpoint
     * @throws HostNameException where a host name stands in the place of the address
     * @throws AddressFormatException where the text is no endpoint, with the place of the mistake
     */
    static Endpoint parse(String text) {
        return new EndpointText(text).endpoint();
    }

    /**
     * The endpoint of a {@code java.net} address.
     *
     * @param address resolved
     * @return the endpoint; the scope of an IPv6 address is kept
     * @throws IllegalArgumentException where it is unresolved, too long, or of another class than
     *     {@link java.net.InetSocketAddress} and {@link java.net.UnixDomainSocketAddress}
     */
    static Endpoint of(SocketAddress address) {
        return JavaNet.endpoint(address);
    }

    /**
     * The endpoint of an address and a port.
     *
     * @param host its host name, if it has one, is dropped
     * @param port 0 to 65535
     * @return the endpoint; the scope of an {@link Inet6Address} is kept
     * @throws IllegalArgumentException where the port is not 0 to 65535
     */
    static Endpoint of(InetAddress host, int port) {
        return switch (host) {
            case Inet4Address four -> new Inet4(four, port);
            case Inet6Address six -> new Inet6(six, port);
            default -> throw new IllegalArgumentException("no IP address: " + host);
        };
    }

    /**
     * Asks the resolver of this machine ({@link Resolver#host()}: getaddrinfo(3)) for the endpoints
     * of a host, in its order. May send packets and take seconds.
     *
     * @param host a host name, or an address without brackets
     * @param port 0 to 65535, part of every answer
     * @return at least one endpoint
     * @throws IOException where the name has no address, or the resolver fails
     * @throws AddressFormatException where the host is neither an address nor a name
     */
    static List<Endpoint> resolve(String host, int port) throws IOException {
        return Resolver.host().resolve(host, port);
    }

    /**
     * {@link #resolve(String, int)} with a limit of time.
     *
     * @param host a host name, or an address without brackets
     * @param port 0 to 65535, part of every answer
     * @param timeout how long to wait at most; zero does not wait
     * @return at least one endpoint
     * @throws java.net.SocketTimeoutException where the time ran out first
     * @throws IOException where the name has no address, or the resolver fails
     * @throws AddressFormatException where the host is neither an address nor a name
     */
    static List<Endpoint> resolve(String host, int port, Duration timeout) throws IOException {
        return Resolver.host().resolve(host, port, timeout);
    }

    /**
     * An IPv4 address and port: {@code 127.0.0.1:7007}.
     *
     * @param host without a host name
     * @param port 0 to 65535
     */
    record Inet4(Inet4Address host, int port) implements Endpoint {
        /** Drops the host name that the address may carry, so that it cannot be printed. */
        public Inet4 {
            host = JavaNet.inet4(host.getAddress());
            JavaNet.checkPort(port);
        }

        @Override
        public int family() {
            return SysSocket.AF_INET;
        }

        @Override
        public String toString() {
            return host.getHostAddress() + ":" + port;
        }
    }

    /**
     * An IPv6 address and port: {@code [fe80::1%2]:7007}. A v4-mapped address stays IPv6: {@code
     * [::ffff:127.0.0.1]:7007}. Flow information is printed where there is some, as {@code
     * [::1]:7007?flowinfo=0x1234}.
     *
     * @param host without a host name; its scope is that of the endpoint
     * @param port 0 to 65535
     * @param flowinfo traffic class and flow label as an unsigned number in host order, 0 for none
     * @param scope the index of the interface as an unsigned number, 0 for none
     */
    record Inet6(Inet6Address host, int port, int flowinfo, int scope) implements Endpoint {
        /** Drops the host name that the address may carry, and gives it the scope. */
        public Inet6 {
            host = JavaNet.scoped(host.getAddress(), scope);
            JavaNet.checkPort(port);
        }

        /**
         * Without flow information, in the scope of the address.
         *
         * @param host an IPv6 address
         * @param port 0 to 65535
         */
        public Inet6(Inet6Address host, int port) {
            this(host, port, 0, host.getScopeId());
        }

        @Override
        public int family() {
            return SysSocket.AF_INET6;
        }

        @Override
        public String toString() {
            var text = new StringBuilder(64).append('[');
            var bytes = MemorySegment.ofArray(host.getAddress());
            text.append(ArpaInet.inet_ntop(SysSocket.AF_INET6, bytes));
            if (scope != 0) {
                text.append('%').append(Integer.toUnsignedString(scope));
            }
            text.append("]:").append(port);
            if (flowinfo != 0) {
                text.append("?flowinfo=0x").append(Integer.toHexString(flowinfo));
            }
            return text.toString();
        }
    }

    /**
     * A name of the Unix family: {@code unix:/run/x}, {@code unix:@abstract}, or {@code unix:} for
     * a socket without a name.
     *
     * @param name prints as in the endpoint, without {@code unix:}
     */
    record Unix(UnixName name) implements Endpoint {
        /** The name must be there; a socket without one has {@link UnixName#unnamed()}. */
        public Unix {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public int family() {
            return SysSocket.AF_UNIX;
        }

        @Override
        public String toString() {
            return "unix:" + name;
        }
    }

    /**
     * An address of any other family. Whoever implements it gets everything that works on bytes:
     * bind, connect, send.
     */
    non-sealed interface Other extends Endpoint {
        /**
         * What follows the family in the C struct.
         *
         * @return at most 126 bytes in the order of memory, a new array each time
         */
        byte[] bytes();
    }

    /**
     * Any address as bytes: a family that has no class here, or an address that is odd for its
     * family. Prints as {@code family:38:00ff}.
     */
    final class Raw implements Other {
        /** The most bytes that an address can have after its family: {@value}. */
        public static final int MAX_BYTES = 126;

        private final int family;
        private final byte[] bytes;

        /**
         * An address of these bytes.
         *
         * @param family 0 to 65535
         * @param bytes what follows the family in the C struct; copied
         * @throws IllegalArgumentException where the family is out of range, or the bytes are more
         *     than {@link #MAX_BYTES}
         */
        public Raw(int family, byte[] bytes) {
            if (family < 0 || family > 0xFFFF) {
                throw new IllegalArgumentException("family " + family + " is not 0 to 65535");
            }
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        bytes.length
                                + " bytes after the family, at most "
                                + MAX_BYTES
                                + " have room");
            }
            this.family = family;
            this.bytes = bytes.clone();
        }

        @Override
        public int family() {
            return family;
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Raw raw
                    && raw.family == family
                    && Arrays.equals(raw.bytes, bytes);
        }

        @Override
        public int hashCode() {
            return 31 * family + Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "family:" + family + ":" + HexFormat.of().formatHex(bytes);
        }
    }

    /**
     * An address of a virtual machine or its host: {@code vsock:3:1234}; flags, where there are
     * some, follow as {@code vsock:3:1234?flags=1}.
     *
     * @param cid the context id as an unsigned number: 2 is the host, 1 this machine, {@code
     *     4294967295} ({@code -1} here) any
     * @param port the port as an unsigned number of 32 bits
     * @param flags {@code svm_flags}, 0 to 255
     */
    record Vsock(int cid, int port, int flags) implements Other {
        /** The flags must fit a byte. */
        public Vsock {
            if (flags < 0 || flags > 0xFF) {
                throw new IllegalArgumentException("flags " + flags + " are not 0 to 255");
            }
        }

        /**
         * Without flags.
         *
         * @param cid the context id as an unsigned number
         * @param port the port as an unsigned number
         */
        public Vsock(int cid, int port) {
            this(cid, port, 0);
        }

        @Override
        public int family() {
            return SysSocket.AF_VSOCK;
        }

        @Override
        public byte[] bytes() {
            return SockaddrCodec.vsockBytes(this);
        }

        @Override
        public String toString() {
            return "vsock:"
                    + Integer.toUnsignedString(cid)
                    + ":"
                    + Integer.toUnsignedString(port)
                    + (flags == 0 ? "" : "?flags=" + flags);
        }
    }
}
