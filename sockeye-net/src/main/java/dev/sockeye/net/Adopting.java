package dev.sockeye.net;

import static dev.sockeye.sys.Fcntl.FD_CLOEXEC;
import static dev.sockeye.sys.Fcntl.F_GETFL;
import static dev.sockeye.sys.Fcntl.F_SETFD;
import static dev.sockeye.sys.Fcntl.F_SETFL;
import static dev.sockeye.sys.Fcntl.O_NONBLOCK;

import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.util.Objects;

/**
 * What has to be found out about a descriptor before a socket takes it over. Until then it is the
 * caller's, and nothing of it is changed.
 */
final class Adopting {
    private final Kernel kernel;
    private final int fd;
    private final Kind kind;

    Adopting(Network network, int fd) throws IOException {
        network.checkOpen();
        this.kernel = network.kernel();
        this.fd = fd;
        this.kind = new Kind(get(So.DOMAIN), get(So.TYPE), get(So.PROTOCOL));
    }

    Kind kind() {
        return kind;
    }

    /** Refuses a socket of another type. */
    Adopting type(int type) {
        if (kind.type() != type) {
            throw new IllegalArgumentException(
                    "descriptor " + fd + " is a socket of type " + kind.type() + ", not " + type);
        }
        return this;
    }

    /** Refuses a socket that listens where it shall not, or does not where it shall. */
    Adopting listening(boolean yes) throws IOException {
        if (isListening() != yes) {
            throw new IllegalArgumentException(
                    "descriptor "
                            + fd
                            + (yes ? " is no listening socket" : " is a listening socket"));
        }
        return this;
    }

    boolean isListening() throws IOException {
        return get(So.ACCEPTCONN);
    }

    /** The address of this side. */
    Endpoint local() throws IOException {
        var address = new Calls.Address(kind.domain());
        check("getsockname", Calls.GETSOCKNAME.on(kernel, fd, address, 0));
        return Objects.requireNonNull(address.endpoint, "local");
    }

    /** The peer of a stream, which has to have one. */
    Endpoint peer() throws IOException {
        var address = new Calls.Address(kind.domain());
        check("getpeername", Calls.GETPEERNAME.on(kernel, fd, address, 0));
        return Objects.requireNonNull(address.endpoint, "peer");
    }

    /** Sets O_NONBLOCK: the flags as they were, or -1 where it was set before. */
    int unblock() throws IOException {
        int flags = (int) check("fcntl", kernel.fcntl(fd, F_GETFL, 0));
        if ((flags & O_NONBLOCK) != 0) {
            return -1;
        }
        check("fcntl", kernel.fcntl(fd, F_SETFL, flags | O_NONBLOCK));
        return flags;
    }

    /** Tells the socket what options the descriptor brought along; a child process shall not have it. */
    <S extends Socket> S settle(S socket) throws IOException {
        var _ = kernel.fcntl(fd, F_SETFD, FD_CLOEXEC);
        Linger linger = get(So.LINGER);
        socket.fd.closeMayBlock(linger.on() && !linger.time().isZero());
        if (get(So.RCVLOWAT) != 1) {
            socket.shortReadsDrain(false);
        }
        return socket;
    }

    private <T> T get(AnyOpt<T> option) throws IOException {
        Scratch scratch = Scratch.take();
        try {
            Opt.Codec<T> codec = option.codec();
            var value = new Calls.Value(option, scratch.option, scratch.length, codec.size());
            long result = Calls.GETSOCKOPT.on(kernel, fd, value, 0);
            if (result < 0) {
                throw new Failure("getsockopt", option.name(), null, null, 0).of(result);
            }
            return codec.decode(scratch.option.asSlice(0, value.length));
        } finally {
            scratch.give();
        }
    }

    private static long check(String call, long result) throws IOException {
        if (result < 0) {
            throw new Failure(call, null, null, null, 0).of(result);
        }
        return result;
    }
}
