package dev.sockeye.server;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Listener;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One bound address of a server, with the file that it may have. Any thread. */
sealed interface Door extends AutoCloseable permits Door.Stream, Door.Datagram {
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

    /** An address that takes datagrams. */
    record Datagram(Target.Address address, DatagramSocket socket, UnixPath path) implements Door {
        @Override
        public void close() {
            path.remove();
            socket.close();
        }
    }
}
