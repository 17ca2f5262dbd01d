package dev.sockeye.server.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sockeye.server.Handler;
import dev.sockeye.server.Session;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends each line of a session to all other sessions of this handler, with the number of the session in
 * front, as {@code ncat --chat} does: {@code <user3> hello}. Who comes and who goes is not told.
 *
 * <p>Lines are UTF-8 and end in a newline; what could do harm to a terminal (control characters, but
 * for the tab) is sent on as the octal numbers of its bytes, {@code \033}, and what is no UTF-8 as
 * U+FFFD. A line of more than 4,096 bytes goes on as several. A peer gets every line whole, and those of
 * one sender in their order; two senders may be in a different order for two peers.
 *
 * <p>Nobody waits for a peer that does not read: its lines are kept, up to 256 KiB of them, and a peer for
 * which more would have to be kept is dropped from the talk and its session fails, since a peer that
 * misses lines cannot know it, and one whose connection ends does. A session that waits holds 512 bytes
 * and one thread; a second one, a virtual thread, writes while lines are kept.
 *
 * <p>A session ends when its peer has sent its end, after what is kept for it was written, or when the
 * server stops. Its idle time is over when it neither sends nor gets a line for so long.
 *
 * <p>All sessions of one object talk with each other, those of several addresses or servers too, where
 * sessions share the memory and run side by side: on {@code iterative} there is nobody to talk to. Any
 * thread.
 */
public final class Chat implements Handler {
    private final Set<ChatPeer> talk = ConcurrentHashMap.newKeySet();

    /** A talk that nobody has joined yet. */
    public Chat() {}

    @Override
    public void handle(Session session) throws IOException {
        var peer = new ChatPeer(session);
        session.onStop(() -> Stops.endInput(session));
        talk.add(peer);
        boolean ended = false;
        try {
            listen(session, peer);
            ended = true;
        } catch (IOException e) {
            throw peer.reason().orElse(e);
        } finally {
            talk.remove(peer);
            peer.leave(ended);
        }
    }

    private void listen(Session session, ChatPeer peer) throws IOException {
        var input = new LineInput(session);
        String name = "<user" + session.id() + "> ";
        while (true) {
            Optional<byte[]> line = next(session, input);
            if (line.isEmpty()) {
                return;
            }
            byte[] text = (name + harmless(new String(line.get(), UTF_8)) + "\n").getBytes(UTF_8);
            for (ChatPeer other : talk) {
                if (!other.equals(peer)) {
                    other.offer(text);
                }
            }
        }
    }

    /** Who is silent and gets lines is not idle. */
    private static Optional<byte[]> next(Session session, LineInput input) throws IOException {
        while (true) {
            long written = session.bytesWritten();
            try {
                return input.next();
            } catch (SocketTimeoutException e) {
                if (session.bytesWritten() == written) {
                    throw e;
                }
            }
        }
    }

    private static String harmless(String line) {
        if (line.chars().noneMatch(Chat::doesHarm)) {
            return line;
        }
        var text = new StringBuilder();
        line.codePoints()
                .forEach(c -> {
                    String each = Character.toString(c);
                    text.append(doesHarm(c) ? octal(each.getBytes(UTF_8)) : each);
                });
        return text.toString();
    }

    private static boolean doesHarm(int c) {
        return Character.isISOControl(c) && c != '\t';
    }

    private static String octal(byte[] bytes) {
        var text = new StringBuilder();
        for (byte b : bytes) {
            text.append('\\')
                    .append((char) ('0' + (b >> 6 & 3)))
                    .append((char) ('0' + (b >> 3 & 7)))
                    .append((char) ('0' + (b & 7)));
        }
        return text.toString();
    }
}
