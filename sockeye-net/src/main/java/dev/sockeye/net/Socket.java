package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EAGAIN;

import dev.sockeye.poll.Loop;
import dev.sockeye.poll.Poller;
import dev.sockeye.poll.fd.Fd;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.net.SocketException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket of any family, type and protocol: address, options, messages, life. {@link StreamSocket},
 * {@link Listener} and {@link DatagramSocket} add what their shape can do.
 *
 * <p>Close-on-exec and non-blocking underneath; no option is set that nobody asked for. An operation
 * that waits ends at the {@link #timeout timeout} or {@link #deadline deadline}, at an interrupt of its
 * thread, or when any thread closes the socket; see {@link Stream} for the exceptions. A virtual thread
 * that waits holds no carrier.
 *
 * <p>Any thread, at any time, {@link #close} too: what another thread is doing then ends with {@link
 * SocketClosedException}, and no call ever reaches a descriptor that was handed out anew. A socket that
 * becomes unreachable without being closed is closed by its {@link Network}, which counts it as a {@link
 * Network#leaks() leak}.
 */
public class Socket implements AutoCloseable {
    /** No limit of time: what {@link #timeout} and {@link #deadline} are at first. */
    public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    /** The longest {@link #spin}: one millisecond. */
    public static final Duration LONGEST_SPIN = Duration.ofMillis(1);

    private static final VarHandle EXTRAS;

    static {
        try {
            EXTRAS = MethodHandles.lookup().findVarHandle(Socket.class, "extras", Extras.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Network network;
    final Leaks.Entry fd;
    final Kind kind;

    /** With {@link #ready}: input, which is data, a connection to accept, or the end of the stream. */
    public static final int IN = Fd.IN;

    /** With {@link #ready}: room for output. */
    public static final int OUT = Fd.OUT;

    /** With {@link #ready}: a {@link #wakeup}. */
    public static final int WAKE = Fd.WAKE;

    /** What every sending and receiving call passes: MSG_DONTWAIT for a descriptor that others share. */
    final int dontWait;

    private volatile @Nullable Extras extras;

    /**
     * An IPv4 peer as accept(2) told of it, see {@link SockaddrCodec#packed}; 0 for none. The endpoint takes 80
     * bytes, and is made when somebody asks.
     */
    private volatile long acceptedPeer;

    /** What most connections of a server never have, made when there is some of it. */
    private static final class Extras {
        volatile long timeout = Fd.FOREVER;
        volatile long deadline = Fd.FOREVER;
        volatile boolean peeksAtOffset;
        volatile @Nullable Endpoint local;
        volatile @Nullable Endpoint peer;
    }

    Socket(Network network, int number, Kind kind, int dontWait) {
        this.network = network;
        this.kind = kind;
        this.dontWait = dontWait;
        this.fd = network.watch(this, number);
        if (kind.isTcp() && network.kernel().equals(Kernel.host())) {
            fd.shortReadsDrain(true); // a kernel with planted faults may give less than there is
        }
    }

    /**
     * {@code socket(domain, type, protocol)} on this machine.
     *
     * @param domain such as {@code AF_INET}
     * @param type such as {@code SOCK_RAW}; close-on-exec and non-blocking are added
     * @param protocol 0 for the type's default
     * @param options set at once
     * @return the socket
     * @throws IOException if the kernel refuses it, or an option
     */
    public static Socket open(int domain, int type, int protocol, Opt.Setting<?>... options)
            throws IOException {
        return Network.host().open(domain, type, protocol, options);
    }

    /**
     * Takes over a descriptor of this machine, one that was inherited for instance. It is used without
     * setting O_NONBLOCK, which others that share it would see.
     *
     * @param fd a socket's descriptor, from now on closed by nobody else
     * @return the socket
     * @throws IOException if it is no socket; then it is left alone
     */
    public static Socket adopt(int fd) throws IOException {
        return Network.host().adopt(fd);
    }

    /**
     * The network that opened it.
     *
     * @return the network
     */
    public final Network network() {
        return network;
    }

    /**
     * The address family.
     *
     * @return such as {@code AF_INET}
     */
    public final int domain() {
        return kind.domain();
    }

    /**
     * The type.
     *
     * @return such as {@code SOCK_STREAM}
     */
    public final int type() {
        return kind.type();
    }

    /**
     * The protocol.
     *
     * @return such as {@code IPPROTO_TCP}; 0 where the family has one only
     */
    public final int protocol() {
        return kind.protocol();
    }

    /**
     * {@code getsockopt}.
     *
     * @param <T> the type of the value
     * @param option the option
     * @return its value now
     * @throws IOException if the kernel refuses; {@link ErrnoException#option} names the option
     */
    public final <T> T get(Opt<T> option) throws IOException {
        return Options.get(this, option);
    }

    /**
     * {@code getsockopt}.
     *
     * @param <T> the type of the value
     * @param option the option
     * @return its value now
     * @throws IOException if the kernel refuses; {@link ErrnoException#option} names the option
     */
    public final <T> T get(Opt.ReadOnly<T> option) throws IOException {
        return Options.get(this, option);
    }

    /**
     * {@code setsockopt}.
     *
     * @param <T> the type of the value
     * @param option the option
     * @param value what it shall be
     * @throws IOException if the kernel refuses; {@link ErrnoException#option} names the option
     * @throws IllegalArgumentException if the value is none of the option's
     */
    public final <T> void set(Opt<T> option, T value) throws IOException {
        Options.set(this, option.to(value));
    }

    /**
     * {@code setsockopt}.
     *
     * @param <T> the type of the value
     * @param option the option
     * @param value what it shall be
     * @throws IOException if the kernel refuses; {@link ErrnoException#option} names the option
     * @throws IllegalArgumentException if the value is none of the option's
     */
    public final <T> void set(Opt.WriteOnly<T> option, T value) throws IOException {
        Options.set(this, option.to(value));
    }

    /**
     * {@code setsockopt}.
     *
     * @param setting an option with its value
     * @throws IOException if the kernel refuses; {@link ErrnoException#option} names the option
     * @throws IllegalArgumentException if the value is none of the option's
     */
    public final void set(Opt.Setting<?> setting) throws IOException {
        Options.set(this, setting);
    }

    /**
     * {@code bind}: gives it an address of its own.
     *
     * @param local the address; port 0 for a free one, {@link UnixName#unnamed()} for a free abstract
     *     name
     * @throws IOException if the kernel refuses
     */
    public final void bindTo(Endpoint local) throws IOException {
        Objects.requireNonNull(local, "local");
        try {
            long result = fd.call(Calls.BIND, local, 0);
            if (result < 0) {
                throw new Failure("bind", null, local, null, 0).of(result);
            }
            knownLocal(null);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * {@code connect}: waits until the connection stands; sets the peer of a datagram socket. A stream
     * that is not connected in time, or whose thread is interrupted, is closed: half a connection is of
     * no use.
     *
     * @param peer the other side
     * @throws IOException if it refuses, or the wait ends before
     */
    public final void connectTo(Endpoint peer) throws IOException {
        Connecting.connect(this, peer, patience());
    }

    /**
     * {@code connect} without waiting. Call it again until it answers true, after a wait of your own or
     * between other work.
     *
     * @param peer the other side, the same each time
     * @return true once the connection stands, false while it would have to wait
     * @throws IOException if the other side refuses
     */
    public final boolean tryConnect(Endpoint peer) throws IOException {
        return Connecting.attempt(this, peer);
    }

    /** Remembers the peer, null for an uncertain one or none; connecting may have changed this side. */
    final void connected(@Nullable Endpoint peer) {
        knownLocal(null);
        knownPeer(peer);
        acceptedPeer = 0;
    }

    private Extras extras() {
        Extras known = extras;
        if (known != null) {
            return known;
        }
        var made = new Extras();
        Object other = EXTRAS.compareAndExchange(this, null, made);
        return other == null ? made : (Extras) other;
    }

    final boolean isConnected() {
        return knownPeer() != null;
    }

    /**
     * {@code sendmsg}: sends a message, and waits while there is no room for it.
     *
     * @param message what and where to
     * @return how many bytes were taken: of a stream maybe not all, else all
     * @throws IOException if the wait ends before, or the kernel refuses
     */
    public final long send(Message message) throws IOException {
        return Messages.send(this, message);
    }

    /**
     * {@code sendmsg} without waiting.
     *
     * @param message what and where to
     * @return how many bytes were taken, or {@link Stream#WOULD_BLOCK}
     * @throws IOException if the kernel refuses
     */
    public final long trySend(Message message) throws IOException {
        return Messages.trySend(this, message);
    }

    /**
     * {@code recvmsg}: receives a datagram or what there is of a stream, with address, control messages
     * and flags, and waits while there is nothing.
     *
     * @param message what it received replaces what it received before
     * @return {@link Message#length}; 0 for an empty datagram and at the end of a stream
     * @throws IOException if the wait ends before, or the kernel refuses
     */
    public final long receive(Message message) throws IOException {
        return Messages.receive(this, message);
    }

    /**
     * {@code recvmsg} without waiting.
     *
     * @param message what it received replaces what it received before
     * @return {@link Message#length}, or {@link Stream#WOULD_BLOCK}
     * @throws IOException if the kernel refuses
     */
    public final long tryReceive(Message message) throws IOException {
        return Messages.tryReceive(this, message);
    }

    /**
     * {@code poll}: waits for input, room and a wake-up together, whatever comes first. It is a hint: a
     * try that follows may still find nothing.
     *
     * @param interest {@link #IN}, {@link #OUT} and {@link #WAKE} or-ed together
     * @param within how long; zero for not at all
     * @return what has come, or-ed together: an error or hang-up counts as input and as room; 0 when the
     *     time is over
     * @throws WaitInterruptedException if the thread is interrupted
     * @throws SocketClosedException if any thread closes the socket
     * @throws IOException if the kernel has an error
     * @throws IllegalArgumentException if the time is negative, or the interest none of these
     */
    public final int ready(int interest, Duration within) throws IOException {
        if (interest == 0 || (interest & ~(IN | OUT | WAKE)) != 0) {
            throw new IllegalArgumentException("no interest: 0x" + Integer.toHexString(interest));
        }
        try {
            long result = fd.ready(interest, Times.nanos(within));
            return result == Fd.DEADLINE ? 0 : (int) result("poll", result);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Ends a {@link #ready} that waits for {@link #WAKE}, or the next one. Any thread. */
    public final void wakeup() {
        fd.wakeup();
    }

    /**
     * Lends the descriptor to what waits for it by its number, such as a {@link
     * dev.sockeye.poll.Poller}, where a number must not be closed while it is watched. Until {@link
     * #endLoan} the number is nobody else's, though the socket be closed meanwhile.
     *
     * @param whenClosed called when the socket is closed or detached before the loan has ended, in the
     *     thread that does so; to end it soon, and not to wait
     * @return the descriptor's number
     * @throws SocketClosedException if the socket is closed
     * @throws IllegalStateException if it is lent already
     */
    public final int lend(Runnable whenClosed) throws IOException {
        try {
            return (int) result("lend", fd.hold(Objects.requireNonNull(whenClosed, "whenClosed")));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Gives the descriptor back that was {@linkplain #lend lent}: where the socket was closed meanwhile, it
     * is closed now. Does nothing where it is not lent.
     */
    public final void endLoan() {
        try {
            fd.letGo();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Has the virtual threads that wait for this socket woken by an event loop, in the place of what its
     * network has for that. On the loop's thread, before the first of them waits, once. The loop watches
     * the descriptor until the socket is closed; only then is that closed too. A loop that ends before
     * closes the socket at the next wait.
     *
     * @param loop the loop
     * @param whenLetGo called on the loop's thread when the socket was closed and the descriptor is too
     * @throws IOException if the loop's mechanism refuses the descriptor, or the socket is closed
     */
    public final void waitOn(Loop loop, Runnable whenLetGo) throws IOException {
        try {
            int result = LoopWaits.begin(fd, loop, whenLetGo);
            if (result == Fd.CLOSED) {
                result("waitOn", result);
            } else if (result < 0) {
                throw new SocketException(loop.poller().name() + ": " + Poller.words(result));
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** A full queue of an addressed Unix receiver is no readiness of this socket: there Fd pauses. */
    final int roomFor(@Nullable Endpoint to) {
        return to != null && kind.isUnix() ? 0 : Fd.OUT;
    }

    /**
     * How long each operation may wait: {@link #FOREVER} at first, zero for not at all. An operation that
     * began before keeps its time.
     *
     * @param each zero or more; what is beyond 292 years is for ever
     * @throws IllegalArgumentException if it is negative
     */
    public final void timeout(Duration each) {
        extras().timeout = Times.nanos(each);
    }

    /**
     * How long each operation may wait now.
     *
     * @return what {@link #timeout(Duration)} was told last, {@link #FOREVER} where that is beyond 292 years
     */
    public final Duration timeout() {
        Extras known = extras;
        long each = known == null ? Fd.FOREVER : known.timeout;
        return each == Fd.FOREVER ? FOREVER : Duration.ofNanos(each);
    }

    /**
     * How long everything from now on may take together. Where the timeout ends sooner, it wins.
     *
     * @param whole zero or more, from now; {@link #FOREVER} takes the deadline away
     * @throws IllegalArgumentException if it is negative
     */
    public final void deadline(Duration whole) {
        extras().deadline = network.parker().deadline(Times.nanos(whole));
    }

    /**
     * How long a wait for input first tries again and again before its thread sleeps: zero at first. A
     * spin saves the sleep and the wake-up where the other side answers within some microseconds, and
     * costs processor time where it does not. Between two tries a virtual thread lets others run.
     *
     * @param each zero to {@link #LONGEST_SPIN}; part of the {@linkplain #timeout timeout}
     * @throws IllegalArgumentException if it is negative or longer
     */
    public final void spin(Duration each) {
        long nanos = Times.nanos(each);
        if (nanos > LONGEST_SPIN.toNanos()) {
            throw new IllegalArgumentException("a spin of " + each + ", at most " + LONGEST_SPIN);
        }
        fd.spin((int) nanos);
    }

    /** How many nanoseconds an operation that begins now may wait. */
    final long patience() {
        Extras known = extras;
        if (known == null) {
            return Fd.FOREVER;
        }
        long end = known.deadline;
        long each = known.timeout;
        return end == Fd.FOREVER
                ? each
                : Math.min(each, Math.max(0, end - network.parker().nanoTime()));
    }

    /**
     * {@code getsockname}: the address of this side. Where the socket is closed, what it was last.
     *
     * @return the address; of a socket that has none yet, the unspecified one of its family
     * @throws UncheckedIOException if it was closed before it was first asked
     */
    public Endpoint local() {
        Endpoint known = knownLocal();
        return fd.isOpen() || known == null ? askLocal() : known;
    }

    /**
     * {@code getpeername}: the address of the other side, also after the socket was closed.
     *
     * @return the address
     * @throws UncheckedIOException if there is none (ENOTCONN)
     */
    public Endpoint peer() {
        Endpoint peer = knownPeer();
        return peer != null ? peer : askPeer();
    }

    final Endpoint askLocal() {
        Endpoint local = asked("getsockname", Calls.GETSOCKNAME);
        knownLocal(local);
        return local;
    }

    private Endpoint askPeer() {
        Endpoint peer = asked("getpeername", Calls.GETPEERNAME);
        knownPeer(peer);
        return peer;
    }

    private Endpoint asked(String name, Fd.Call<Calls.Address> call) {
        var address = new Calls.Address(kind.domain());
        try {
            long result = fd.call(call, address, 0);
            Endpoint endpoint = address.endpoint;
            if (result < 0 || endpoint == null) {
                throw new UncheckedIOException(
                        new Failure(name, null, knownLocal(), knownPeer(), 0).of(result));
            }
            return endpoint;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    final @Nullable Endpoint knownLocal() {
        Extras known = extras;
        return known == null ? null : known.local;
    }

    private void knownLocal(@Nullable Endpoint local) {
        if (local != null || extras != null) {
            extras().local = local;
        }
    }

    final void knownPeer(@Nullable Endpoint peer) {
        if (peer != null || extras != null) {
            extras().peer = peer;
        }
    }

    private @Nullable Endpoint knownPeer() {
        Extras known = extras;
        Endpoint peer = known == null ? null : known.peer;
        long packed = acceptedPeer;
        if (peer == null && packed != 0) {
            peer = SockaddrCodec.unpacked(packed);
            knownPeer(peer);
        }
        return peer;
    }

    /** The peer that accept(2) told of. */
    final void accepted(Calls.Address peer) {
        acceptedPeer = peer.packed;
        knownPeer(peer.endpoint);
    }

    /** The address of this side for a message, where it can be had. */
    private @Nullable Endpoint localOrNull() {
        Endpoint known = knownLocal();
        if (known != null || !fd.isOpen()) {
            return known;
        }
        var address = new Calls.Address(kind.domain());
        var _ = fd.call(Calls.GETSOCKNAME, address, 0);
        return address.endpoint;
    }

    /** The one loop's result, or its exception. The fence keeps the cleaner away until then. */
    final <A> long await(String name, Fd.Call<A> call, A argument, int flags, int direction)
            throws IOException {
        try {
            return result(name, fd.await(call, argument, flags, direction, patience()));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** One try: the result, {@link Stream#WOULD_BLOCK}, or its exception. */
    final <A> long attempt(String name, Fd.Call<A> call, A argument, int flags) throws IOException {
        try {
            long result = fd.call(call, argument, flags);
            return result == -EAGAIN ? Stream.WOULD_BLOCK : result(name, result);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** What is not negative, or the exception for it. */
    final long result(String call, long result) throws IOException {
        if (result < 0) {
            throw failure(call, null, 0).of(result);
        }
        return result;
    }

    final Failure failure(String call, @Nullable String option, long moved) {
        return new Failure(call, option, localOrNull(), knownPeer(), moved);
    }

    /** Of a call that named its receiver. */
    final Failure failure(String call, Endpoint peer) {
        return new Failure(call, null, localOrNull(), peer, 0);
    }

    final void shortReadsDrain(boolean yes) {
        fd.shortReadsDrain(yes);
    }

    final void peeksAtOffset() {
        extras().peeksAtOffset = true;
    }

    final boolean isPeekingAtOffset() {
        Extras known = extras;
        return known != null && known.peeksAtOffset;
    }

    final boolean shortReadsDrain() {
        return fd.shortReadsDrain();
    }

    /**
     * Whether nobody has closed or detached it here.
     *
     * @return false once {@link #close} was called
     */
    public final boolean isOpen() {
        return fd.isOpen();
    }

    /**
     * Closes it and wakes every thread that waits for it; the last thread that uses the descriptor
     * closes that. Does nothing the second time, and throws nothing. What was written and not sent yet
     * the kernel still sends.
     */
    @Override
    public void close() {
        network.forget(fd);
        fd.close();
    }

    /**
     * Gives the descriptor away, open: threads that wait for it end with {@link SocketClosedException},
     * and this object is of no more use.
     *
     * @return the descriptor; non-blocking, unless it was adopted
     * @throws IllegalStateException if it was closed or detached before
     */
    public int detach() {
        network.forget(fd);
        int number = fd.detach();
        if (number < 0) {
            throw new IllegalStateException("the socket is closed");
        }
        return number;
    }

    /**
     * {@code fcntl(F_DUPFD_CLOEXEC)}: a second descriptor of the same open socket, for calls that have no
     * method here and for child processes. What is set on one holds for both, O_NONBLOCK too, and the
     * connection ends when both are closed.
     *
     * @return the descriptor, to be closed by the caller; close-on-exec
     * @throws IOException if the socket is closed, or there are no descriptors left
     */
    public final int duplicate() throws IOException {
        try {
            return (int) result("fcntl", fd.call(Calls.DUPLICATE, null, 0));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The class, the descriptor and what is known of the two ends. */
    @Override
    public String toString() {
        var text = new StringBuilder(getClass().getSimpleName()).append("[fd ").append(fd.number());
        Endpoint local = knownLocal();
        Endpoint peer = knownPeer();
        if (local != null) {
            text.append(", ").append(local);
        }
        if (peer != null) {
            text.append(" -> ").append(peer);
        }
        return text.append(isOpen() ? "]" : ", closed]").toString();
    }
}
