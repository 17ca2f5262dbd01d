package dev.sockeye.server;

import dev.sockeye.net.Control;
import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Listener;
import dev.sockeye.net.Opt;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One bound address of a server, with the file that it may have. Any thread. */
sealed interface Door extends AutoCloseable permits Door.Stream, Door.Datagram, Door.Connection {
    /** As it is bound. */
    Target.Address address();

    /** Takes the path away first: while it is there and we listen, nobody else replaces it. */
    @Override
    void close();

    /** An address that listens. */
    record Stream(Target.Address address, Listener listener, UnixPath path, Spare spare)
            implements Door {
        StreamSocket accept(Duration patience) throws IOException {
            listener.timeout(patience);
            return listener.accept();
        }

        /** Accepts and closes one connection though there are no descriptors. */
        boolean shed() {
            return spare.use(this::acceptAndClose);
        }

        private boolean acceptAndClose() {
            try {
                Optional<StreamSocket> socket = listener.tryAccept();
                socket.ifPresent(StreamSocket::close);
                return socket.isPresent();
            } catch (IOException e) {
                // Somebody else took the descriptor first; the next pause and try are on their way.
                return false;
            }
        }

        @Override
        public void close() {
            path.remove();
            listener.close();
        }
    }

    /**
     * An address that takes datagrams.
     *
     * @param sockets all bound to it, at least one
     * @param options those of the setup
     */
    record Datagram(
            Target.Address address,
            List<DatagramSocket> sockets,
            UnixPath path,
            List<Opt.Setting<?>> options)
            implements Door {
        /** The first one, where one is enough. */
        DatagramSocket socket() {
            return sockets.getFirst();
        }

        /** The address that was asked, with this one's port. */
        Endpoint asked(Control.PktInfo info) {
            Endpoint bound = address.endpoint();
            int port =
                    switch (bound) {
                        case Endpoint.Inet4 inet -> inet.port();
                        case Endpoint.Inet6 inet -> inet.port();
                        default -> 0;
                    };
            return info.local().isAnyLocalAddress() ? bound : Endpoint.of(info.local(), port);
        }

        @Override
        public void close() {
            path.remove();
            sockets.forEach(DatagramSocket::close);
        }
    }

    /** A connection that was inherited, which is all that is served here. */
    record Connection(Target.Address address, StreamSocket socket) implements Door {
        @Override
        public void close() {
            socket.close();
        }
    }
}
