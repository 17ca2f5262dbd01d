package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EAFNOSUPPORT;
import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static dev.sockeye.sys.SysSocket.SOCK_NONBLOCK;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The steps that the openers of {@link Network} share. */
final class Opening {
    static final Opt.Setting<?>[] NO_OPTIONS = {};

    private static final int CLOEXEC_NONBLOCK = SOCK_CLOEXEC | SOCK_NONBLOCK;

    private Opening() {}

    /** What is left to do with a new socket. */
    @FunctionalInterface
    interface Steps {
        void run() throws IOException;
    }

    /** Opens a socket of a target on one of its endpoints. */
    @FunctionalInterface
    interface Opener<S> {
        S open(Endpoint endpoint, Kind kind, Opt.Setting<?>[] options) throws IOException;
    }

    /** {@code socket}; the endpoints are for the exception alone. */
    static int descriptor(
            Network network, Kind kind, @Nullable Endpoint local, @Nullable Endpoint peer)
            throws IOException {
        network.checkOpen();
        int type = kind.type() | CLOEXEC_NONBLOCK;
        int result;
        do {
            result = network.kernel().socket(kind.domain(), type, kind.protocol());
        } while (result == -EINTR);
        if (result < 0) {
            throw new Failure("socket", null, local, peer, 0).of(result);
        }
        return result;
    }

    /** {@code socketpair}: fills the pair with sockets whose peers have no names. */
    static <S extends Socket> void pair(Network network, Kind kind, S[] pair, IntFunction<S> make)
            throws IOException {
        network.checkOpen();
        int[] numbers = descriptors(network.kernel(), kind);
        int made = 0;
        try {
            for (; made < 2; made++) {
                pair[made] = make.apply(numbers[made]);
                pair[made].knownPeer(new Endpoint.Unix(UnixName.unnamed()));
            }
        } finally {
            if (made == 0) {
                var _ = network.kernel().close(numbers[1]); // the maker has closed the first
            }
        }
    }

    private static int[] descriptors(Kernel kernel, Kind kind) throws IOException {
        Scratch scratch = Scratch.take();
        try {
            int type = kind.type() | CLOEXEC_NONBLOCK;
            int result;
            do {
                result = kernel.socketpair(kind.domain(), type, kind.protocol(), scratch.option);
            } while (result == -EINTR);
            if (result < 0) {
                throw new Failure("socketpair", null, null, null, 0).of(result);
            }
            return new int[] {
                scratch.option.getAtIndex(JAVA_INT, 0), scratch.option.getAtIndex(JAVA_INT, 1)
            };
        } finally {
            scratch.give();
        }
    }

    /** Sets the options. */
    static <S extends Socket> S finish(S socket, Opt.Setting<?>[] options) throws IOException {
        return finish(socket, options, () -> {});
    }

    /** Sets the options, and does the rest. A socket that could not be finished is closed. */
    static <S extends Socket> S finish(S socket, Opt.Setting<?>[] options, Steps rest)
            throws IOException {
        boolean done = false;
        try {
            for (Opt.Setting<?> each : options) {
                socket.set(each);
            }
            rest.run();
            done = true;
            return socket;
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    /** Opens where a target says; of a dual one both IP versions, or IPv4 where there is no other. */
    static <S> S onEach(Target.Address target, Opt.Setting<?>[] options, Opener<S> opener)
            throws IOException {
        Endpoint endpoint = target.endpoint();
        if (!target.dual()) {
            return opener.open(endpoint, kind(target, endpoint), options);
        }
        var all = new Opt.Setting<?>[options.length + 1];
        all[0] = Ip6.V6ONLY.to(false);
        System.arraycopy(options, 0, all, 1, options.length);
        try {
            return opener.open(endpoint, kind(target, endpoint), all);
        } catch (ErrnoException e) {
            if (e.errno() != EAFNOSUPPORT || !e.call().equals("socket")) {
                throw e;
            }
            Endpoint four = everyInterface(endpoint);
            return opener.open(four, kind(target, four), options);
        }
    }

    private static Endpoint everyInterface(Endpoint six) throws IOException {
        int port = six instanceof Endpoint.Inet6 inet ? inet.port() : 0;
        return new Endpoint.Inet4((Inet4Address) InetAddress.getByAddress(new byte[4]), port);
    }

    private static Kind kind(Target.Address target, Endpoint endpoint) {
        Transport transport = target.transport();
        return new Kind(endpoint.family(), transport.type(), transport.protocol());
    }

    static IllegalArgumentException unfit(Target target, String shape) {
        return new IllegalArgumentException(target + " is no " + shape + " target");
    }
}
