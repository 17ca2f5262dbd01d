package dev.sockeye.net;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The reading side of a {@link StreamSocket}, which knows how to copy to another {@link Stream} without
 * the heap. Any thread.
 */
final class SocketInput extends StreamInput {
    private final StreamSocket socket;

    SocketInput(StreamSocket socket) {
        super(socket);
        this.socket = socket;
    }

    /** {@code ioctl(FIONREAD)}. */
    @Override
    public int available() throws IOException {
        return socket.available();
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return out instanceof StreamOutput to
                ? socket.transferTo(to.stream())
                : super.transferTo(out);
    }
}
