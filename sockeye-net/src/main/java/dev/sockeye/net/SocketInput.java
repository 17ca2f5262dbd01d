package dev.sockeye.net;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;

/**
 * The reading side of a {@link StreamSocket}: copies to another {@link Stream} without the heap, and holds
 * a buffer only from the arrival of bytes until they are written. Any thread.
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
        if (!(out instanceof StreamOutput to)) {
            return super.transferTo(out);
        }
        var borrowed = new Calls.Borrowed();
        long moved = 0;
        while (true) {
            try {
                long count = socket.borrow(borrowed);
                MemorySegment buffer = borrowed.buffer;
                if (count < 0 || buffer == null) {
                    return moved;
                }
                to.stream().writeAll(buffer.asSlice(0, count));
                moved += count;
            } finally {
                borrowed.giveBack();
            }
        }
    }
}
