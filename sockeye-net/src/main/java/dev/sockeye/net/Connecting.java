package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.EALREADY;
import static dev.sockeye.sys.Errno.EINPROGRESS;
import static dev.sockeye.sys.Errno.EISCONN;
import static dev.sockeye.sys.Fcntl.O_NONBLOCK;
import static dev.sockeye.sys.SysSocket.AF_UNSPEC;

import dev.sockeye.poll.fd.Fd;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** connect(2): with its wait, without one, and back. */
final class Connecting {
    private static final Endpoint NOBODY = new Endpoint.Raw(AF_UNSPEC, new byte[14]);

    private Connecting() {}

    /** Waits for the outcome; a socket that cannot tell any more whether it is connected is closed. */
    static void connect(Socket socket, Endpoint peer, long nanos) throws IOException {
        prepare(socket, peer);
        Scratch scratch = Scratch.take();
        try {
            int length = SockaddrCodec.encode(peer, scratch.address);
            long result = socket.fd.connect(scratch.address, length, nanos);
            if (result < 0) {
                IOException failure = socket.failure("connect", peer).of(result);
                if (result == Fd.DEADLINE || result == Fd.INTERRUPTED) {
                    socket.close();
                }
                throw failure;
            }
            socket.connected(certain(peer));
        } finally {
            scratch.give();
            Reference.reachabilityFence(socket);
        }
    }

    /** One call; that it was connected before is the success of an earlier one that nobody was told of. */
    static boolean attempt(Socket socket, Endpoint peer) throws IOException {
        prepare(socket, peer);
        try {
            long result = socket.fd.call(Calls.CONNECT, peer, 0);
            if (result == -EINPROGRESS || result == -EALREADY || result == -EAGAIN) {
                return false;
            }
            boolean before = result == -EISCONN && !socket.isConnected();
            if (result < 0 && !before) {
                throw socket.failure("connect", peer).of(result);
            }
            socket.connected(certain(peer));
            return true;
        } finally {
            Reference.reachabilityFence(socket);
        }
    }

    /** Takes the peer away again. */
    static void dissolve(Socket socket) throws IOException {
        try {
            socket.result("connect", socket.fd.call(Calls.CONNECT, NOBODY, 0));
            socket.connected(null);
        } finally {
            Reference.reachabilityFence(socket);
        }
    }

    /** connect(2) has no MSG_DONTWAIT: a stream that was adopted unconnected gets O_NONBLOCK for it. */
    private static void prepare(Socket socket, Endpoint peer) throws IOException {
        Objects.requireNonNull(peer, "peer");
        if (socket.dontWait != 0 && socket.kind.isStream()) {
            long flags = socket.result("fcntl", socket.fd.call(Calls.GET_FLAGS, null, 0));
            socket.result("fcntl", socket.fd.call(Calls.SET_FLAGS, null, (int) flags | O_NONBLOCK));
        }
    }

    /** Null for one that the kernel replaces ({@code 0.0.0.0}): it is asked for when it is needed. */
    private static @Nullable Endpoint certain(Endpoint peer) {
        return switch (peer) {
            case Endpoint.Inet4(var host, _) -> unlessAny(host, peer);
            case Endpoint.Inet6(var host, _, _, _) -> unlessAny(host, peer);
            case Endpoint.Unix unix -> unix;
            case Endpoint.Other _ -> null;
        };
    }

    private static @Nullable Endpoint unlessAny(InetAddress host, Endpoint peer) {
        return host.isAnyLocalAddress() ? null : peer;
    }
}
