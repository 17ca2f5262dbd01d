package dev.sockeye.net;

import java.util.Objects;

/**
 * An address as people write it: what to listen on or to connect to, with its transport.
 *
 * <table>
 *   <caption>Text forms</caption>
 *   <tr><th>text</th><th>target</th></tr>
 *   <tr><td>{@code 127.0.0.1:7007}, {@code [::1]:7007}</td><td>TCP on that address</td></tr>
 *   <tr><td>{@code 7007}</td><td>TCP on 127.0.0.1</td></tr>
 *   <tr><td>{@code :7007}</td><td>TCP on every interface, both IP versions ({@link
 *       Address#dual()})</td></tr>
 *   <tr><td>{@code tcp:...}, {@code udp:...}</td><td>any of the above with its transport</td></tr>
 *   <tr><td>{@code unix:/path}, {@code unix:@abstract}</td><td>a Unix stream</td></tr>
 *   <tr><td>{@code unixdgram:/path}</td><td>Unix datagrams</td></tr>
 *   <tr><td>{@code seqpacket:/path}</td><td>a Unix connection with message boundaries</td></tr>
 *   <tr><td>{@code vsock:3:1234}</td><td>a stream to a virtual machine</td></tr>
 *   <tr><td>{@code packet:eth0}</td><td>the frames of an interface</td></tr>
 *   <tr><td>{@code fd:3}</td><td>a descriptor that was inherited</td></tr>
 * </table>
 *
 * <p>A target prints with its transport, always ({@code tcp:127.0.0.1:7007}), and {@link #parse}
 * reads what it prints. Numbers are decimal, without leading zeros. Immutable, compared by content.
 */
public sealed interface Target permits Target.Address, Target.Descriptor, Target.Interface {

    /**
     * What carries the bytes.
     *
     * @return the transport that the text names, {@link Transport#TCP} where it names none
     */
    Transport transport();

    /** The form that {@link #parse} reads, with the transport in front. */
    @Override
    String toString();

    /**
     * Reads one of the forms above; asks no resolver.
     *
     * @param text one of the forms, nothing before or after it
     * @return the target
     * @throws HostNameException where a host name stands in the place of an address, {@code
     *     localhost:7007}; it carries the parts, for whoever wants to resolve them
     * @throws AddressFormatException where the text is an address on no machine, with the place of
     *     the mistake
     */
    static Target parse(String text) {
        return new TargetText(text).target();
    }

    /**
     * A transport on an endpoint.
     *
     * @param transport must fit the endpoint's family
     * @param endpoint where; a Unix endpoint has a name
     * @param dual whether {@code [::]} means every interface of both IP versions: the opener then
     *     sets IPV6_V6ONLY off, or opens {@code 0.0.0.0} where there is no IPv6; false sets nothing
     */
    record Address(Transport transport, Endpoint endpoint, boolean dual) implements Target {
        /**
         * Checks that the parts fit each other.
         *
         * @throws IllegalArgumentException where the transport does not carry that family, where a
         *     Unix endpoint has no name, or where dual goes with anything but {@code [::]}
         */
        public Address {
            TargetText.checkFit(
                    Objects.requireNonNull(transport, "transport"),
                    Objects.requireNonNull(endpoint, "endpoint"),
                    dual);
        }

        /**
         * Not dual.
         *
         * @param transport must fit the endpoint's family
         * @param endpoint where; a Unix endpoint has a name
         */
        public Address(Transport transport, Endpoint endpoint) {
            this(transport, endpoint, false);
        }

        @Override
        public String toString() {
            return TargetText.print(this);
        }
    }

    /**
     * A descriptor that was inherited: {@code fd:3}.
     *
     * @param fd its number, 0 or more
     */
    record Descriptor(int fd) implements Target {
        /** The number must not be negative. */
        public Descriptor {
            if (fd < 0) {
                throw new IllegalArgumentException("descriptor " + fd + " is negative");
            }
        }

        @Override
        public Transport transport() {
            return Transport.FD;
        }

        @Override
        public String toString() {
            return "fd:" + fd;
        }
    }

    /**
     * The frames of a network interface: {@code packet:eth0}. Whether there is such an interface is
     * found out by whoever opens it.
     *
     * @param name as the kernel allows it: 1 to 15 bytes, no space, slash or colon, not {@code .}
     *     or {@code ..}
     */
    record Interface(String name) implements Target {
        /** The name must be one that the kernel allows. */
        public Interface {
            var mistake = TargetText.interfaceMistake(name);
            if (!mistake.isEmpty()) {
                throw new IllegalArgumentException(mistake + ": " + Escape.visible(name));
            }
        }

        @Override
        public Transport transport() {
            return Transport.PACKET;
        }

        @Override
        public String toString() {
            return "packet:" + name;
        }
    }
}
