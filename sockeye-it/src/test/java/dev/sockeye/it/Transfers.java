package dev.sockeye.it;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Many clients of an echo server at work, each with a connection that was served once before they begin. */
final class Transfers implements AutoCloseable {
    private static final int PIECE = 4096;

    /** How a client came out. */
    enum Fate {
        /** All that it sent came back, and then the end. */
        WHOLE,
        /** Less came back, or something else. */
        LOST
    }

    private final List<Socket> sockets = new ArrayList<>();
    private final List<Thread> clients = new ArrayList<>();
    private final Fate[] fates;
    private final AtomicBoolean finish = new AtomicBoolean();
    private final CountDownLatch under;

    /** Begins; each client sends without a pause until {@link #finish}. */
    Transfers(Served server, int count) throws IOException {
        fates = new Fate[count];
        under = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Socket socket = Clients.connect(server.address());
            sockets.add(socket);
            Clients.echo(socket, new byte[] {(byte) i});
        }
        for (int i = 0; i < count; i++) {
            int client = i;
            clients.add(Thread.ofVirtual().start(() -> fates[client] = work(client)));
        }
    }

    private Fate work(int client) {
        byte[] piece = Bytes.random(client, PIECE);
        Socket socket = sockets.get(client);
        try {
            for (long sent = 0; sent == 0 || !finish.get(); sent++) {
                socket.getOutputStream().write(piece);
                if (!Arrays.equals(socket.getInputStream().readNBytes(PIECE), piece)) {
                    return Fate.LOST;
                }
                under.countDown();
            }
            socket.getOutputStream().write(piece);
            socket.shutdownOutput();
            return Arrays.equals(socket.getInputStream().readAllBytes(), piece)
                    ? Fate.WHOLE
                    : Fate.LOST;
        } catch (IOException e) {
            return Fate.LOST;
        } finally {
            under.countDown();
        }
    }

    /** Waits until each client is in the middle of its work. */
    void awaitAtWork() throws InterruptedException {
        if (!under.await(Run.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(under.getCount() + " clients were not served");
        }
    }

    /** Lets each client send one piece more and its end; answers how they came out. */
    List<Fate> finish() throws InterruptedException {
        finish.set(true);
        for (Thread client : clients) {
            client.join(Run.PATIENCE);
        }
        return List.of(fates);
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
