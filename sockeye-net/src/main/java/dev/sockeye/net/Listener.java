package dev.sockeye.net;

import static dev.sockeye.sys.Fcntl.F_SETFL;

import dev.sockeye.poll.fd.Fd;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket that accepts connections: TCP over IPv4 and IPv6, Unix, vsock.
 *
 * <p>What it accepts is close-on-exec and non-blocking underneath, and has the options that the kernel
 * hands on. A connection that died while it waited to be accepted is passed over, up to 15 in a row; every
 * other error of accept(2) is told, EMFILE too, after which accepting can go on.
 *
 * <p>Any thread, at any time; several may accept at once.
 */
public final class Listener extends Socket {
    /** As long a queue as the kernel allows: net.core.somaxconn. */
    public static final int MAX_BACKLOG = Integer.MAX_VALUE;

    /** The flags to be put back at the end, since others may share them; -1 for none. */
    private volatile int flagsBefore = -1;

    Listener(Network network, int number, Kind kind) {
        super(network, number, kind, 0);
    }

    /**
     * Opens a stream socket, binds it and listens, with as long a queue as the kernel allows.
     *
     * @param at where; port 0 for a free one, which {@link #local} tells
     * @param options set before bind(2)
     * @return the listener; connections that come from now on are kept for it
     * @throws IOException if an option or the address is refused
     */
    public static Listener bind(Endpoint at, Opt.Setting<?>... options) throws IOException {
        return Network.host().listen(at, options);
    }

    /**
     * Opens a stream socket, binds it and listens.
     *
     * @param at where; port 0 for a free one, which {@link #local} tells
     * @param backlog how many connections may wait to be accepted
     * @param options set before bind(2)
     * @return the listener; connections that come from now on are kept for it
     * @throws IOException if an option or the address is refused
     */
    public static Listener bind(Endpoint at, int backlog, Opt.Setting<?>... options)
            throws IOException {
        return Network.host().listen(at, backlog, options);
    }

    /**
     * Takes over the descriptor of a listening socket, one that was inherited for instance. O_NONBLOCK
     * is set, since an acceptor that another process outran would block, and put back at {@link #close}
     * or {@link #detach}.
     *
     * @param fd the descriptor, from now on closed by nobody else
     * @return the listener
     * @throws IOException if it is no listening socket; then it is left alone
     */
    public static Listener adopt(int fd) throws IOException {
        return Network.host().adoptListener(fd);
    }

    /** {@code listen}. */
    void listen(int backlog) throws IOException {
        result("listen", fd.call(Calls.LISTEN, null, backlog));
    }

    /** The flags of the descriptor as they were before it was adopted, if they were changed; else -1. */
    void flagsBefore(int flags) {
        flagsBefore = flags;
    }

    /**
     * {@code accept4}: takes the next connection, and waits while there is none.
     *
     * @return the connection
     * @throws IOException if the wait ends before, or the kernel has an error
     */
    public StreamSocket accept() throws IOException {
        var address = new Calls.Address(kind.domain());
        return accepted(address, await("accept4", Calls.ACCEPT, address, 0, Fd.IN));
    }

    /**
     * {@code accept4}: takes a connection that is there now.
     *
     * @return empty where there is none
     * @throws IOException if the kernel has an error
     */
    public Optional<StreamSocket> tryAccept() throws IOException {
        var address = new Calls.Address(kind.domain());
        long result = attempt("accept4", Calls.ACCEPT, address, 0);
        return result == Stream.WOULD_BLOCK
                ? Optional.empty()
                : Optional.of(accepted(address, result));
    }

    /** The kernel hands SO_LINGER and SO_RCVLOWAT on, and with them what they mean here. */
    private StreamSocket accepted(Calls.Address address, long number) {
        var socket = new StreamSocket(network, (int) number, kind, 0);
        socket.accepted(address);
        if (fd.closeMayBlock()) {
            socket.fd.closeMayBlock(true);
        }
        if (!shortReadsDrain()) {
            socket.shortReadsDrain(false);
        }
        return socket;
    }

    @Override
    public Endpoint local() {
        @Nullable Endpoint known = knownLocal();
        return known != null ? known : askLocal();
    }

    @Override
    public void close() {
        if (flagsBefore < 0) {
            super.close();
        } else if (isOpen()) {
            closeWithFlagsBack();
        }
    }

    /** Once no call of ours is under way that would block without O_NONBLOCK. */
    private void closeWithFlagsBack() {
        try {
            var _ = network.kernel().close(detach());
        } catch (IllegalStateException e) {
            // Another thread has closed it meanwhile.
        }
    }

    @Override
    public int detach() {
        int number = super.detach();
        if (flagsBefore >= 0) {
            var _ = network.kernel().fcntl(number, F_SETFL, flagsBefore);
        }
        return number;
    }
}
