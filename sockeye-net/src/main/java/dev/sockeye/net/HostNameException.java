package dev.sockeye.net;

/**
 * Text that would be an address if host names were allowed in it, such as {@code localhost:7007}.
 * {@link Target#parse} and {@link Endpoint#parse} ask no resolver; who wants that takes the parts
 * from here:
 *
 * {@snippet :
 * try {
 *     return List.of(Target.parse(text));
 * } catch (HostNameException name) {
 *     return resolver.resolve(name.host(), name.port(), timeout).stream()
 *             .<Target>map(endpoint -> new Target.Address(name.transport(), endpoint))
 *             .toList();
 * }
 * }
 *
 * Any other {@link AddressFormatException} is text that no resolver can help.
 */
public final class HostNameException extends AddressFormatException {
    private static final long serialVersionUID = 1;

    private final String transport;
    private final String host;
    private final int port;

    HostNameException(String text, int index, Transport transport, String host, int port) {
        super(text, index, "'" + host + "' is a host name, and names are not resolved here");
        this.transport = transport.word();
        this.host = host;
        this.port = port;
    }

    /** {@return TCP or UDP; TCP where the text names none} */
    public Transport transport() {
        return Transport.of(transport).orElse(Transport.TCP);
    }

    /** {@return the name as it was written} */
    public String host() {
        return host;
    }

    /** {@return the port, 0 to 65535} */
    public int port() {
        return port;
    }
}
