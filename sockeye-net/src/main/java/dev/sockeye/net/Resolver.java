package dev.sockeye.net;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Turns host names into endpoints. Asking one may send packets and may take seconds; nothing in
 * this package does it unless the method is called {@code resolve}. Implementations are safe for
 * use by any number of threads.
 */
@FunctionalInterface
public interface Resolver {
    /**
     * The endpoints of a host, in the order in which they should be tried.
     *
     * @param host a host name, or an IPv4 or IPv6 address in text (without brackets), which is then
     *     the only answer
     * @param port 0 to 65535, part of every answer
     * @param timeout how long to wait at most; zero does not wait
     * @return at least one endpoint
     * @throws IOException where the name has no address, or the resolver fails
     * @throws java.net.SocketTimeoutException where the time ran out first
     * @throws java.io.InterruptedIOException where the thread was interrupted; its status stays set
     * @throws AddressFormatException where the host is neither an address nor a name, such as
     *     {@code 1.2.3}
     * @throws IllegalArgumentException where the port is out of range or the timeout negative
     */
    List<Endpoint> resolve(String host, int port, Duration timeout) throws IOException;

    /**
     * {@link #resolve(String, int, Duration)} without a limit of time.
     *
     * @param host a host name, or an address without brackets
     * @param port 0 to 65535, part of every answer
     * @return at least one endpoint
     * @throws IOException where the name has no address, or the resolver fails
     */
    default List<Endpoint> resolve(String host, int port) throws IOException {
        return resolve(host, port, Duration.ofSeconds(Long.MAX_VALUE));
    }

    /**
     * This machine's resolver: getaddrinfo(3), with its files, caches and order of answers. The
     * call blocks in C, so it runs on platform threads of its own, at most {@value
     * HostResolver#THREADS} at once; a caller that stops waiting leaves its thread behind until C
     * returns.
     *
     * @return the one of this process
     */
    static Resolver host() {
        return HostResolver.INSTANCE;
    }
}
