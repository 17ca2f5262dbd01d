package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many sessions a server has, in all and of each peer. Any thread.
 *
 * <p>A place is reserved before accept(2) is called: at the limit nothing is accepted, and
 * connections wait in the kernel's queue.
 */
final class Admission {
    private final int total;
    private final int perPeer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Map<Object, Integer> peers = new HashMap<>();
    private int taken;
    private boolean closed;

    Admission(int total, int perPeer) {
        this.total = total;
        this.perPeer = perPeer;
    }

    /**
     * Reserves a place, and waits while there is none.
     *
     * @return false if the server is stopping
     */
    boolean reserve() {
        lock.lock();
        try {
            while (taken >= total && !closed) {
                room.awaitUninterruptibly();
            }
            if (closed) {
                return false;
            }
            taken++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Reserves a place if there is one; never while the server is stopping. */
    boolean tryReserve() {
        lock.lock();
        try {
            if (taken >= total || closed) {
                return false;
            }
            taken++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back. */
    void release() {
        lock.lock();
        try {
            taken--;
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody gets a place any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether peers have a share, and so whether it matters who they are. */
    boolean countsPeers() {
        return perPeer != Integer.MAX_VALUE;
    }

    /**
     * Counts a peer in.
     *
     * @return false if it has its share already
     */
    boolean enter(Endpoint peer) {
        Object key = countsPeers() ? key(peer) : null;
        if (key == null) {
            return true;
        }
        lock.lock();
        try {
            int now = peers.getOrDefault(key, 0);
            if (now >= perPeer) {
                return false;
            }
            peers.put(key, now + 1);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Counts a peer out that was {@linkplain #enter let in}. */
    void leave(Endpoint peer) {
        Object key = countsPeers() ? key(peer) : null;
        if (key == null) {
            return;
        }
        lock.lock();
        try {
            peers.computeIfPresent(key, (_, now) -> now == 1 ? null : now - 1);
        } finally {
            lock.unlock();
        }
    }

    int total() {
        return total;
    }

    int perPeer() {
        return perPeer;
    }

    /** What counts as the same peer; null for peers without an address of their own. */
    private static @Nullable Object key(Endpoint peer) {
        return switch (peer) {
            case Endpoint.Inet4 inet -> inet.host();
            case Endpoint.Inet6 inet -> key(inet);
            case Endpoint.Unix _ -> null;
            case Endpoint.Other other -> List.of(other.family(), host(other));
        };
    }

    /** An IPv4-mapped peer is its IPv4 address, a link-local one is told apart by its scope. */
    private static Object key(Endpoint.Inet6 peer) {
        try {
            InetAddress host = InetAddress.getByAddress(peer.host().getAddress());
            return peer.scope() == 0 ? host : List.of(host, peer.scope());
        } catch (UnknownHostException e) {
            throw new AssertionError("an Inet6Address has 16 bytes", e);
        }
    }

    private static Object host(Endpoint.Other other) {
        return other instanceof Endpoint.Vsock vsock ? vsock.cid() : other;
    }
}
