package dev.sockeye.it;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Many clients of one server. */
final class Crowd implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    /** They connect one after another, whether or not the server accepts them. */
    Crowd(Served server, int count) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(Clients.connect(server.address()));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    List<Socket> sockets() {
        return sockets;
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
