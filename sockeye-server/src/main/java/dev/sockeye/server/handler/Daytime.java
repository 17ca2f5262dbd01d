package dev.sockeye.server.handler;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sockeye.server.DatagramHandler;
import dev.sockeye.server.DatagramSession;
import dev.sockeye.server.Handler;
import dev.sockeye.server.LoopHandler;
import dev.sockeye.server.LoopSession;
import dev.sockeye.server.Session;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tells the date and the time in one line (RFC 867), such as {@code Monday, November 2, 2026
 * 17:37:43-UTC}, and ends the session; what the peer sends is not read.
 *
 * <p>A datagram is answered with the line cut to the size of the question, so that nobody can use this
 * service to multiply traffic: ask with 64 bytes or more to get all of it, and with an empty datagram
 * to get nothing. None from a source port below 1024 is answered.
 */
public final class Daytime implements Handler, LoopHandler, DatagramHandler {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy HH:mm:ss'-'zzz'\r\n'", Locale.ENGLISH);

    private final Clock clock;

    /** The time of this machine, in its time zone. */
    public Daytime() {
        this(Clock.system(ZoneId.systemDefault()));
    }

    /**
     * The time of a clock.
     *
     * @param clock the time and its zone
     */
    public Daytime(Clock clock) {
        this.clock = clock;
    }

    private byte[] line() {
        return FORM.format(ZonedDateTime.now(clock)).getBytes(US_ASCII);
    }

    @Override
    public void handle(Session session) throws IOException {
        session.writeAll(line());
    }

    @Override
    public void opened(LoopSession session) throws IOException {
        var _ = session.send(line());
        session.end();
    }

    @Override
    public long received(LoopSession session, MemorySegment data) {
        return data.byteSize();
    }

    @Override
    public void received(DatagramSession session, MemorySegment data) throws IOException {
        byte[] line = line();
        int size = (int) Math.min(line.length, data.byteSize());
        if (size > 0 && Sources.mayBeAnswered(session)) {
            var _ = session.reply(Arrays.copyOf(line, size));
        }
    }
}
