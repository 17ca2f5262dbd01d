package dev.sockeye.net;

import static dev.sockeye.sys.Errno.ECONNREFUSED;
import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.MSG_DONTWAIT;
import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.poll.fd.Parker;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who opens sockets: a kernel, and what waiting for its descriptors needs. The static openers of the
 * socket classes are those of {@link #host()}.
 *
 * <p>Another kernel ({@link dev.sockeye.sys.FaultKernel}, one that counts, one that is simulated) needs a
 * network of its own, and nothing above it changes:
 *
 * {@snippet :
 * try (var network = Network.on(new CountingKernel(Kernel.host()))) {
 *     var listener = network.listen(Endpoint.parse("127.0.0.1:0"));
 * }
 * }
 *
 * <p>Any thread.
 */
public final class Network implements AutoCloseable {
    private final Kernel kernel;
    private final Resolver resolver;
    private final Parker parker;
    private final Leaks leaks = new Leaks();
    private final Pipes pipes;

    /** Made when it is first asked for. */
    private static final class Host {
        static final Network NETWORK = new Network(Kernel.host(), Resolver.host());
    }

    private Network(Kernel kernel, Resolver resolver) {
        this.kernel = kernel;
        this.resolver = resolver;
        this.parker = new Parker(kernel);
        this.pipes = new Pipes(kernel);
    }

    /**
     * This machine's network. It is meant to live as long as the JVM: once it is closed, nothing can be
     * opened on this machine's kernel without a network of its own.
     *
     * @return always the same
     */
    public static Network host() {
        return Host.NETWORK;
    }

    /**
     * A network on a kernel, with this machine's resolver.
     *
     * @param kernel what every call goes to
     * @return a new network, to be closed
     */
    public static Network on(Kernel kernel) {
        return on(kernel, Resolver.host());
    }

    /**
     * A network on a kernel.
     *
     * @param kernel what every call goes to
     * @param resolver who turns names into endpoints
     * @return a new network, to be closed
     */
    public static Network on(Kernel kernel, Resolver resolver) {
        return new Network(
                Objects.requireNonNull(kernel, "kernel"),
                Objects.requireNonNull(resolver, "resolver"));
    }

    /**
     * The kernel that every call goes to.
     *
     * @return the kernel
     */
    public Kernel kernel() {
        return kernel;
    }

    /**
     * Who turns names into endpoints; asked by nobody but who calls it.
     *
     * @return the resolver
     */
    public Resolver resolver() {
        return resolver;
    }

    /**
     * How many sockets became unreachable without being closed. Each of them was closed then. With the
     * system property {@code dev.sockeye.net.leaks=true} each is logged, with the place where it was
     * opened.
     *
     * @return since the network was made
     */
    public long leaks() {
        return leaks.count();
    }

    Parker parker() {
        return parker;
    }

    /** Before a descriptor is opened or taken over that nobody would close. */
    void checkOpen() {
        leaks.checkOpen();
    }

    /** Takes over the descriptor of a socket or a file, which is closed with this network. */
    Leaks.Entry watch(Object owner, int number) {
        return leaks.watch(owner, parker, number);
    }

    /** It is closed or detached now. */
    void forget(Leaks.Entry entry) {
        leaks.forget(entry);
    }

    /**
     * {@link StreamSocket#connect(Endpoint, Opt.Setting[])}.
     *
     * @param to the other side
     * @param options set before connect(2)
     * @return the connected stream
     * @throws IOException if an option or the connection is refused
     */
    public StreamSocket connect(Endpoint to, Opt.Setting<?>... options) throws IOException {
        return connect(to, null, Fd.FOREVER, 0, options);
    }

    /**
     * {@link StreamSocket#connect(Endpoint, Duration, Opt.Setting[])}.
     *
     * @param to the other side
     * @param within how long connecting may take
     * @param options set before connect(2)
     * @return the connected stream
     * @throws IOException if an option or the connection is refused, or the time is over
     */
    public StreamSocket connect(Endpoint to, Duration within, Opt.Setting<?>... options)
            throws IOException {
        return connect(to, null, Times.nanos(within), 0, options);
    }

    /**
     * {@link StreamSocket#connect(Endpoint, Endpoint, Duration, Opt.Setting[])}.
     *
     * @param to the other side
     * @param from this side; port 0 for a free one
     * @param within how long connecting may take
     * @param options set before bind(2)
     * @return the connected stream
     * @throws IOException if an option, the address or the connection is refused, or the time is over
     */
    public StreamSocket connect(
            Endpoint to, Endpoint from, Duration within, Opt.Setting<?>... options)
            throws IOException {
        return connect(to, Objects.requireNonNull(from, "from"), Times.nanos(within), 0, options);
    }

    /**
     * Connects to a target; an inherited descriptor is {@linkplain StreamSocket#adopt adopted}.
     *
     * @param to a stream: {@code tcp:}, {@code unix:}, {@code vsock:}, {@code fd:}
     * @param within how long connecting may take
     * @param options set before connect(2)
     * @return the connected stream
     * @throws IOException if an option or the connection is refused, or the time is over
     * @throws IllegalArgumentException if the target is no stream
     */
    public StreamSocket connect(Target to, Duration within, Opt.Setting<?>... options)
            throws IOException {
        return switch (to) {
            case Target.Address address when address.transport().isStream() ->
                    connect(
                            address.endpoint(),
                            null,
                            Times.nanos(within),
                            address.transport().protocol(),
                            options);
            case Target.Descriptor(int fd) -> Opening.finish(adoptStream(fd), options);
            case Target.Address _, Target.Interface _ -> throw Opening.unfit(to, "stream");
        };
    }

    private StreamSocket connect(
            Endpoint to,
            @Nullable Endpoint from,
            long nanos,
            int protocol,
            Opt.Setting<?>[] options)
            throws IOException {
        Kind kind = new Kind(to.family(), SOCK_STREAM, protocol);
        for (int tries = 1; tries <= SelfConnect.MOST_TRIES; tries++) {
            StreamSocket socket = connect(kind, to, from, nanos, options);
            if (!SelfConnect.happened(socket, to, from)) {
                return socket;
            }
            SelfConnect.undo(socket);
        }
        throw new Failure("connect", null, from, to, 0).of(-ECONNREFUSED);
    }

    private StreamSocket connect(
            Kind kind, Endpoint to, @Nullable Endpoint from, long nanos, Opt.Setting<?>[] options)
            throws IOException {
        int number = Opening.descriptor(this, kind, from, to);
        var socket = new StreamSocket(this, number, kind, 0);
        return Opening.finish(
                socket,
                options,
                () -> {
                    if (from != null) {
                        socket.bindTo(from);
                    }
                    Connecting.connect(socket, to, nanos);
                });
    }

    /**
     * {@link Listener#bind(Endpoint, Opt.Setting[])}.
     *
     * @param at where; port 0 for a free one
     * @param options set before bind(2)
     * @return the listener
     * @throws IOException if an option or the address is refused
     */
    public Listener listen(Endpoint at, Opt.Setting<?>... options) throws IOException {
        return listen(at, Listener.MAX_BACKLOG, options);
    }

    /**
     * {@link Listener#bind(Endpoint, int, Opt.Setting[])}.
     *
     * @param at where; port 0 for a free one
     * @param backlog how many connections may wait to be accepted
     * @param options set before bind(2)
     * @return the listener
     * @throws IOException if an option or the address is refused
     */
    public Listener listen(Endpoint at, int backlog, Opt.Setting<?>... options) throws IOException {
        return listen(at, new Kind(at.family(), SOCK_STREAM, 0), backlog, options);
    }

    /**
     * Listens on a target. A {@linkplain Target.Address#dual dual} one takes IPv4 and IPv6, or IPv4
     * alone where there is no IPv6; an inherited descriptor is {@linkplain Listener#adopt adopted}.
     *
     * @param at a stream: {@code tcp:}, {@code unix:}, {@code vsock:}, {@code fd:}
     * @param backlog how many connections may wait to be accepted
     * @param options set before bind(2)
     * @return the listener
     * @throws IOException if an option or the address is refused
     * @throws IllegalArgumentException if the target is no stream
     */
    public Listener listen(Target at, int backlog, Opt.Setting<?>... options) throws IOException {
        if (at instanceof Target.Descriptor(int fd)) {
            return Opening.finish(adoptListener(fd), options);
        }
        if (at instanceof Target.Address address && address.transport().isStream()) {
            return Opening.onEach(
                    address, options, (where, kind, all) -> listen(where, kind, backlog, all));
        }
        throw Opening.unfit(at, "stream");
    }

    private Listener listen(Endpoint at, Kind kind, int backlog, Opt.Setting<?>[] options)
            throws IOException {
        var listener = new Listener(this, Opening.descriptor(this, kind, at, null), kind);
        return Opening.finish(
                listener,
                options,
                () -> {
                    listener.bindTo(at);
                    listener.listen(backlog);
                    var _ = listener.local();
                });
    }

    /**
     * {@link DatagramSocket#bind(Endpoint, Opt.Setting[])}.
     *
     * @param at where; port 0 for a free one
     * @param options set before bind(2)
     * @return the socket
     * @throws IOException if an option or the address is refused
     */
    public DatagramSocket datagram(Endpoint at, Opt.Setting<?>... options) throws IOException {
        return datagram(at, new Kind(at.family(), SOCK_DGRAM, 0), options);
    }

    /**
     * Binds a datagram socket to a target. A {@linkplain Target.Address#dual dual} one takes IPv4 and
     * IPv6, or IPv4 alone where there is no IPv6; an inherited descriptor is {@linkplain
     * DatagramSocket#adopt adopted}.
     *
     * @param at {@code udp:}, {@code unixdgram:}, {@code fd:}
     * @param options set before bind(2)
     * @return the socket
     * @throws IOException if an option or the address is refused
     * @throws IllegalArgumentException if the target carries no datagrams
     */
    public DatagramSocket datagram(Target at, Opt.Setting<?>... options) throws IOException {
        if (at instanceof Target.Descriptor(int fd)) {
            return Opening.finish(adoptDatagram(fd), options);
        }
        if (at instanceof Target.Address address && address.transport().isDatagram()) {
            return Opening.onEach(address, options, this::datagram);
        }
        throw Opening.unfit(at, "datagram");
    }

    private DatagramSocket datagram(Endpoint at, Kind kind, Opt.Setting<?>[] options)
            throws IOException {
        int number = Opening.descriptor(this, kind, at, null);
        var socket = new DatagramSocket(this, number, kind, 0);
        return Opening.finish(socket, options, () -> socket.bindTo(at));
    }

    /**
     * {@link DatagramSocket#connect(Endpoint, Opt.Setting[])}.
     *
     * @param to the peer
     * @param options set before connect(2)
     * @return the socket
     * @throws IOException if an option or the address is refused
     */
    public DatagramSocket datagramTo(Endpoint to, Opt.Setting<?>... options) throws IOException {
        Kind kind = new Kind(to.family(), SOCK_DGRAM, 0);
        int number = Opening.descriptor(this, kind, null, to);
        var socket = new DatagramSocket(this, number, kind, 0);
        return Opening.finish(socket, options, () -> socket.connectTo(to));
    }

    /**
     * {@link DatagramSocket#connect(Endpoint, Endpoint, Opt.Setting[])}.
     *
     * @param to the peer
     * @param from this side; port 0 for a free one
     * @param options set before bind(2)
     * @return the socket
     * @throws IOException if an option or one of the addresses is refused
     */
    public DatagramSocket datagramTo(Endpoint to, Endpoint from, Opt.Setting<?>... options)
            throws IOException {
        DatagramSocket socket = datagram(from, options);
        return Opening.finish(socket, Opening.NO_OPTIONS, () -> socket.connectTo(to));
    }

    /**
     * {@link StreamSocket#pair}.
     *
     * @return the two
     * @throws IOException if the kernel refuses
     */
    public StreamSocket[] pair() throws IOException {
        Kind kind = new Kind(AF_UNIX, SOCK_STREAM, 0);
        var pair = new StreamSocket[2];
        Opening.pair(this, kind, pair, number -> new StreamSocket(this, number, kind, 0));
        return pair;
    }

    /**
     * {@link DatagramSocket#pair}.
     *
     * @return the two
     * @throws IOException if the kernel refuses
     */
    public DatagramSocket[] datagramPair() throws IOException {
        Kind kind = new Kind(AF_UNIX, SOCK_DGRAM, 0);
        var pair = new DatagramSocket[2];
        Opening.pair(this, kind, pair, number -> new DatagramSocket(this, number, kind, 0));
        return pair;
    }

    /**
     * {@link OpenFile#open(Path)}.
     *
     * @param path the file
     * @return the open file
     * @throws IOException if it cannot be opened for reading, or is no regular file
     */
    public OpenFile file(Path path) throws IOException {
        return OpenFile.open(this, path);
    }

    /**
     * {@link OpenFile#open(Path, Path)}.
     *
     * @param directory where to begin
     * @param below a relative path without {@code .} and {@code ..}
     * @return the open file
     * @throws IOException if it cannot be opened for reading, a link is in the way, or it is no regular file
     */
    public OpenFile file(Path directory, Path below) throws IOException {
        return OpenFile.open(this, directory, below);
    }

    /**
     * What bytes go through from one stream to another, without a copy where the kernel can do that.
     *
     * @return a pipe that holds nothing yet
     */
    public Pipe pipe() {
        return new Pipe(pipes);
    }

    /**
     * {@link Socket#open}.
     *
     * @param domain such as {@code AF_INET}
     * @param type such as {@code SOCK_RAW}
     * @param protocol 0 for the type's default
     * @param options set at once
     * @return the socket
     * @throws IOException if the kernel refuses it, or an option
     */
    public Socket open(int domain, int type, int protocol, Opt.Setting<?>... options)
            throws IOException {
        Kind kind = new Kind(domain, type, protocol);
        int number = Opening.descriptor(this, kind, null, null);
        return Opening.finish(new Socket(this, number, kind, 0), options);
    }

    /**
     * {@link Socket#adopt}.
     *
     * @param fd a socket's descriptor of this kernel, from now on closed by nobody else
     * @return the socket
     * @throws IOException if it is no socket; then it is left alone
     */
    public Socket adopt(int fd) throws IOException {
        var adopting = new Adopting(this, fd);
        return adopting.settle(new Socket(this, fd, adopting.kind(), MSG_DONTWAIT));
    }

    /**
     * {@link StreamSocket#adopt}.
     *
     * @param fd a descriptor of this kernel, from now on closed by nobody else
     * @return the stream
     * @throws IOException if it is no socket, or not connected; then it is left alone
     * @throws IllegalArgumentException if it is a socket of another shape; then it is left alone
     */
    public StreamSocket adoptStream(int fd) throws IOException {
        var adopting = new Adopting(this, fd).type(SOCK_STREAM).listening(false);
        Endpoint peer = adopting.peer();
        var socket = adopting.settle(new StreamSocket(this, fd, adopting.kind(), MSG_DONTWAIT));
        socket.knownPeer(peer);
        return socket;
    }

    /**
     * {@link Listener#adopt}.
     *
     * @param fd a descriptor of this kernel, from now on closed by nobody else
     * @return the listener
     * @throws IOException if it is no socket; then it is left alone
     * @throws IllegalArgumentException if it is a socket that does not listen; then it is left alone
     */
    public Listener adoptListener(int fd) throws IOException {
        var adopting = new Adopting(this, fd).type(SOCK_STREAM).listening(true);
        int flags = adopting.unblock();
        var listener = adopting.settle(new Listener(this, fd, adopting.kind()));
        listener.flagsBefore(flags);
        return listener;
    }

    /**
     * {@link DatagramSocket#adopt}.
     *
     * @param fd a descriptor of this kernel, from now on closed by nobody else
     * @return the socket
     * @throws IOException if it is no socket; then it is left alone
     * @throws IllegalArgumentException if it is a socket of another shape; then it is left alone
     */
    public DatagramSocket adoptDatagram(int fd) throws IOException {
        var adopting = new Adopting(this, fd).type(SOCK_DGRAM);
        return adopting.settle(new DatagramSocket(this, fd, adopting.kind(), MSG_DONTWAIT));
    }

    /**
     * What an inherited descriptor is: asks, takes nothing over and changes nothing.
     *
     * @param fd a socket's descriptor of this kernel
     * @return its kind, its address, and whether it listens
     * @throws IOException if it is no descriptor, or no socket
     */
    public Inherited inherited(int fd) throws IOException {
        var adopting = new Adopting(this, fd);
        Transport transport = adopting.kind().transport();
        boolean listening = adopting.kind().type() != SOCK_DGRAM && adopting.isListening();
        return new Inherited(fd, transport, adopting.local(), listening);
    }

    /**
     * Closes every socket that it opened, and ends its threads. Threads that wait get {@link
     * SocketClosedException}; who opens another socket gets {@link IllegalStateException}. Does nothing
     * the second time.
     */
    @Override
    public void close() {
        leaks.closeAll();
        pipes.close();
        parker.close();
    }
}
