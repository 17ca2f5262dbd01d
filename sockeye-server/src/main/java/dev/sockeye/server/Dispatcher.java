package dev.sockeye.server;

import static dev.sockeye.sys.SysSocket.SCM_TIMESTAMPNS;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.sockeye.net.Control;
import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Ip6;
import dev.sockeye.net.Message;
import dev.sockeye.net.Opt;
import dev.sockeye.net.So;
import dev.sockeye.net.Stream;
import dev.sockeye.server.Letter.Way;
import dev.sockeye.sys.TimeH;
import dev.sockeye.sys.Timespec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes what comes to an address from peers that have no session, and opens one for each: a socket that
 * is bound to the address that was asked and connected to the peer, so that the kernel brings it
 * everything that follows.
 *
 * <p>Between its bind and its connect such a socket takes datagrams of every peer. They are taken out at
 * once and handed to their own sessions, in the order in which they and those of the address's own socket
 * arrived, which the kernel's time stamps tell. A session reads its own socket only after everything that
 * came before its connect was handed to it: so the order of each peer's datagrams is kept.
 */
final class Dispatcher extends DatagramLoop {
    /** The most peers of one address, each with a socket. */
    private static final int PEERS = 1024;

    /** Without a time-out, when a silent peer's session ends. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    /** How long an idle session may take to end for another's sake. */
    private static final Duration PARTING = Duration.ofMillis(100);

    private static final int MAPPED = 10;

    private final Door.Datagram door;
    private final DatagramHandler handler;
    private final Duration idle;
    private final int most;
    private final Message message = Message.allocate(UDP_ROOM);
    private final Message window = Message.allocate(UDP_ROOM);
    private final Map<Way, PeerSession> sessions = new ConcurrentHashMap<>();

    /** What came to sessions' sockets before they were connected, and is not handed out yet. */
    private final Queue<Early> early = new PriorityQueue<>(Early.ORDER);

    /** The sessions that must not read their own sockets yet. */
    private final List<PeerSession> fresh = new ArrayList<>();

    /** What sessions found in their sockets though it is not theirs. */
    private final Queue<Letter> strays = new ConcurrentLinkedQueue<>();

    private long number;

    /** Of those that arrived at the same time the one that was taken out first comes first. */
    private record Early(Letter letter, long number) {
        static final Comparator<Early> ORDER =
                Comparator.<Early>comparingLong(each -> each.letter().arrived())
                        .thenComparingLong(Early::number);
    }

    Dispatcher(Room room, Door.Datagram door, DatagramHandler handler) {
        super(room, door, handler);
        this.door = door;
        this.handler = handler;
        this.idle = room.plan().timeout().orElse(IDLE);
        this.most = Math.min(PEERS, room.admission().total());
    }

    @Override
    void receive(Duration wait) throws IOException {
        for (Letter stray = strays.poll(); stray != null; stray = strays.poll()) {
            dispatch(stray);
        }
        while (!fresh.isEmpty() || !early.isEmpty()) {
            if (door.socket().tryReceive(message) != Stream.WOULD_BLOCK) {
                return;
            }
            settle();
        }
        door.socket().timeout(wait);
        var _ = door.socket().receive(message);
    }

    /** There is nothing more that came before what the sessions' sockets hold. */
    private void settle() {
        List<PeerSession> ready = List.copyOf(fresh);
        ready.forEach(this::clear);
        for (Early next = early.poll(); next != null; next = early.poll()) {
            dispatch(next.letter());
        }
        open(ready);
    }

    private void open(List<PeerSession> ready) {
        ready.forEach(PeerSession::open);
        fresh.removeAll(ready);
    }

    @Override
    void serve() {
        Letter letter = letter(message, door.address().endpoint());
        long arrived = letter.arrived();
        List<PeerSession> ready = fresh.stream().filter(each -> each.since() < arrived).toList();
        // A datagram that another processor was delivering during the connect is there by now, if
        // its peer has sent this one after it.
        ready.forEach(this::clear);
        while (!early.isEmpty() && early.element().letter().arrived() <= arrived) {
            dispatch(early.remove().letter());
        }
        open(ready);
        dispatch(letter);
    }

    @Override
    void end() {
        try {
            while (!fresh.isEmpty() || !early.isEmpty()) {
                settle();
            }
        } finally {
            super.end();
        }
    }

    @Override
    void close() {
        door.close();
    }

    /** Hands on what a session found in its socket. Any thread. */
    void stray(Letter letter) {
        strays.add(letter);
        synchronized (this) {
            wake();
        }
    }

    /** A session has ended. Any thread. */
    void forget(PeerSession session) {
        sessions.remove(session.way(), session);
    }

    private void dispatch(Letter letter) {
        PeerSession present = sessions.get(letter.way());
        if (present == null || !present.take(letter)) {
            admit(letter);
        }
    }

    private void admit(Letter letter) {
        Endpoint peer = letter.way().peer();
        if (!room.admission().enter(peer)) {
            room.tally().rejected.increment();
            String why = "it has " + room.admission().perPeer() + " sessions, its limit";
            room.events().rejected(peer, why);
            return;
        }
        while (sessions.size() >= most) {
            evict();
        }
        Optional<DatagramSocket> socket = connected(letter.way());
        if (socket.isEmpty()) {
            room.admission().leave(peer);
            return;
        }
        begin(letter, socket.get());
    }

    private void begin(Letter letter, DatagramSocket socket) {
        Way way = letter.way();
        long since = realTime();
        var session = new PeerSession(room, handler, this, way, socket, idle, since);
        clear(session);
        sessions.put(way, session);
        fresh.add(session);
        var _ = session.take(letter);
        try {
            session.start(Threads.virtual("sockeye-peer " + way.peer()));
        } catch (Throwable why) {
            failed(way.peer(), why);
        }
    }

    /** Takes out what came to a socket before it was connected. */
    private void clear(PeerSession session) {
        Way way = session.way();
        long since = session.since();
        try {
            boolean more = true;
            while (more && session.socket().tryReceive(window) != Stream.WOULD_BLOCK) {
                Letter letter = letter(window, way.local());
                boolean own = letter.way().equals(way);
                more = !own || letter.arrived() <= since;
                Letter before = more ? letter : new Letter(letter.way(), letter.data(), since);
                early.add(new Early(before, number++));
            }
        } catch (IOException e) {
            // An error of this peer: its session will meet the next one.
            room.tally().troubles.increment();
        }
    }

    /** Opens a peer's socket; where that takes what there is too little of, waits until there is more. */
    private Optional<DatagramSocket> connected(Way way) {
        while (true) {
            try {
                return Optional.of(open(way));
            } catch (Throwable why) {
                if (!Recovery.isShortage(why)) {
                    failed(way.peer(), why);
                    return Optional.empty();
                }
                if (!sessions.isEmpty()) {
                    evict();
                }
                if (!recovery().goOn(why)) {
                    return Optional.empty();
                }
            }
        }
    }

    private DatagramSocket open(Way way) throws IOException {
        var options = new ArrayList<Opt.Setting<?>>();
        options.add(So.REUSEPORT.to(true));
        options.add(DatagramDoors.TIMESTAMPS.to(true));
        Endpoint from = way.local();
        if (way.peer() instanceof Endpoint.Inet6 && from instanceof Endpoint.Inet4 four) {
            options.add(Ip6.V6ONLY.to(false));
            from = mapped(four);
        }
        options.addAll(door.options());
        Opt.Setting<?>[] settings = options.toArray(Opt.Setting<?>[]::new);
        return room.network().datagramTo(way.peer(), from, settings);
    }

    /** An IPv4 address as a socket of both IP versions has it. */
    private static Endpoint mapped(Endpoint.Inet4 four) {
        byte[] bytes = new byte[16];
        bytes[MAPPED] = -1;
        bytes[MAPPED + 1] = -1;
        System.arraycopy(four.host().getAddress(), 0, bytes, MAPPED + 2, 4);
        try {
            return new Endpoint.Inet6(
                    Inet6Address.getByAddress(null, bytes, -1), four.port(), 0, 0);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the session that has been silent longest, if possible one that serves nothing now. */
    private void evict() {
        Comparator<PeerSession> order =
                Comparator.comparing(PeerSession::servesPeer)
                        .thenComparingLong(PeerSession::lastHeard);
        Optional<PeerSession> victim = sessions.values().stream().min(order);
        victim.ifPresent(session -> {
            if (session.servesPeer() || !session.evict(PARTING)) {
                session.cut();
                forget(session);
            }
        });
    }

    private Letter letter(Message received, Endpoint otherwise) {
        Endpoint local = received.control(Control.PktInfo.class).map(door::asked).orElse(otherwise);
        return new Letter(
                new Way(received.from(), local),
                MemorySegment.ofArray(received.received().toArray(JAVA_BYTE)),
                arrived(received));
    }

    /** SCM_TIMESTAMPNS; the time of now where none came. */
    private long arrived(Message received) {
        for (Control each : received.controls()) {
            if (each instanceof Control.Other other
                    && other.level() == SOL_SOCKET
                    && other.type() == SCM_TIMESTAMPNS) {
                var time = ByteBuffer.wrap(other.bytes()).order(ByteOrder.nativeOrder());
                return time.getLong(0) * 1_000_000_000L + time.getLong(Long.BYTES);
            }
        }
        return realTime();
    }

    private long realTime() {
        try (var arena = Arena.ofConfined()) {
            MemorySegment time = Timespec.of(arena, 0, 0);
            var _ = room.network().kernel().clock_gettime(TimeH.CLOCK_REALTIME, time);
            return Timespec.nanos(time);
        }
    }
}
