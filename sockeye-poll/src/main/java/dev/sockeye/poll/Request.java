package dev.sockeye.poll;

import static dev.sockeye.sys.LinuxIoUring.IORING_ACCEPT_MULTISHOT;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_ACCEPT;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_CLOSE;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_CONNECT;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_NOP;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_POLL_ADD;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_READ;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_RECV;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_RECVMSG;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_SEND;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_SENDMSG;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_SHUTDOWN;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_TIMEOUT;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_WRITE;
import static dev.sockeye.sys.LinuxIoUring.IORING_POLL_ADD_MULTI;
import static dev.sockeye.sys.LinuxIoUring.IORING_RECV_MULTISHOT;
import static dev.sockeye.sys.LinuxIoUring.IOSQE_BUFFER_SELECT;
import static dev.sockeye.sys.SysSocket.MSG_DONTWAIT;
import static dev.sockeye.sys.SysSocket.MSG_WAITALL;

import dev.sockeye.sys.IoUringSqe;
import dev.sockeye.sys.LinuxIoUring;
import dev.sockeye.sys.SockaddrStorage;
import dev.sockeye.sys.Timespec;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation at a time on a {@link Ring}: made once, started again and again, and told each result
 * by its {@link Completed}.
 *
 * <p><b>Starting</b> costs no system call: what was started is submitted with the ring's next round,
 * all of it together. It answers 0, or why it could not be started: -EBADF (the ring is closed), what
 * {@link Ring#open} answers, or, where the ring of submissions is full and cannot be emptied, -EBUSY,
 * -EAGAIN, ...; then nothing will complete. What the kernel thinks of it comes with the completion.
 *
 * <p><b>In flight</b> a request is from its start until its last completion, which always comes, at the
 * close of the ring too. Until then it cannot be started again, and the memory that it was given is
 * the kernel's.
 *
 * <p><b>The descriptor</b> may be closed once its request was cancelled, or submitted: then the kernel
 * holds the open file, so a new file under the same number is not touched. But what is closed so is gone
 * only with the request: cancel it first.
 *
 * <p>On the ring's thread alone; a callback may start and cancel every request, its own too.
 */
public final class Request {
    private final Ring ring;
    private final Completed completed;
    private @Nullable RingMemory scratch;

    /** Where it is in flight, 0 where it is not. */
    private int slot;

    /** Which submission began it. */
    private int entry;

    Request(Ring ring, Completed completed) {
        this.ring = ring;
        this.completed = Objects.requireNonNull(completed);
    }

    // Sockets

    /**
     * {@code accept4(fd, NULL, NULL, flags)}: the result is the new descriptor.
     *
     * @param fd a listening socket
     * @param flags SOCK_CLOEXEC, SOCK_NONBLOCK
     * @return 0 or why not
     * @throws IllegalStateException in flight, or off the ring's thread; so do all of these
     */
    public int accept(int fd, int flags) {
        return accept(fd, flags, 0);
    }

    /**
     * The same again and again: a completion for each connection, until one fails or it is
     * cancelled.
     *
     * @param fd a listening socket
     * @param flags SOCK_CLOEXEC, SOCK_NONBLOCK
     * @return 0 or why not
     */
    public int acceptMultishot(int fd, int flags) {
        return accept(fd, flags, IORING_ACCEPT_MULTISHOT);
    }

    private int accept(int fd, int flags, int shots) {
        int at = ring.begin(this, IORING_OP_ACCEPT, fd, null);
        if (at >= 0) {
            IoUringSqe.ioprio(ring.sqes(), at, shots);
            IoUringSqe.opFlags(ring.sqes(), at, flags);
        }
        return Math.min(0, at);
    }

    /**
     * {@code connect(fd, addr, addrlen)}. The address is copied.
     *
     * @param fd a socket
     * @param addr a sockaddr
     * @return 0 or why not
     */
    public int connect(int fd, MemorySegment addr) {
        var copy = scratch();
        copy.segment().copyFrom(addr);
        int at = ring.begin(this, IORING_OP_CONNECT, fd, copy);
        if (at >= 0) {
            IoUringSqe.addr(ring.sqes(), at, copy.segment());
            IoUringSqe.off(ring.sqes(), at, addr.byteSize());
        }
        return Math.min(0, at);
    }

    /**
     * {@code recv(fd, buf, len, flags)} into memory of the caller's.
     *
     * @param fd a socket
     * @param memory receives the bytes
     * @param offset from where on
     * @param length how many at most
     * @param flags {@code MSG_} values
     * @return 0 or why not
     */
    public int recv(int fd, RingMemory memory, int offset, int length, int flags) {
        return transfer(IORING_OP_RECV, fd, memory, offset, length, flags);
    }

    /**
     * {@code recv(fd, ...)} into one of the lent buffers, which the completion brings as {@link
     * #buffer}.
     *
     * @param fd a socket
     * @param buffers provided to this ring
     * @param flags {@code MSG_} values
     * @return 0 or why not
     */
    public int recv(int fd, RingBuffers buffers, int flags) {
        return recv(fd, buffers, flags, 0);
    }

    /**
     * The same again and again: a completion for each arrival, of result 0 at the end of the stream,
     * which is the last one. It ends with -ENOBUFS where all buffers are in use, with {@code
     * -errno}, or when it is cancelled.
     *
     * @param fd a socket
     * @param buffers provided to this ring
     * @param flags {@code MSG_} values, not MSG_WAITALL
     * @return 0 or why not
     */
    public int recvMultishot(int fd, RingBuffers buffers, int flags) {
        return recv(fd, buffers, flags, IORING_RECV_MULTISHOT);
    }

    private int recv(int fd, RingBuffers buffers, int flags, int shots) {
        ring.known(buffers);
        int at = ring.begin(this, IORING_OP_RECV, fd, buffers);
        if (at >= 0) {
            IoUringSqe.flags(ring.sqes(), at, IOSQE_BUFFER_SELECT);
            IoUringSqe.ioprio(ring.sqes(), at, shots);
            IoUringSqe.opFlags(ring.sqes(), at, flags);
            IoUringSqe.bufGroup(ring.sqes(), at, buffers.group());
        }
        return Math.min(0, at);
    }

    /**
     * {@code recvmsg(fd, msg, flags)}.
     *
     * @param fd a socket
     * @param message what is filled
     * @param length how many bytes of its data at most
     * @param flags {@code MSG_} values
     * @return 0 or why not
     */
    public int recvmsg(int fd, RingMessage message, int length, int flags) {
        return message(IORING_OP_RECVMSG, fd, message, length, flags);
    }

    /**
     * {@code send(fd, buf, len, flags)}; the result may be less than the length.
     *
     * @param fd a connected socket
     * @param memory the bytes
     * @param offset from where on
     * @param length how many
     * @param flags {@code MSG_} values; MSG_NOSIGNAL is for nearly everybody, with MSG_WAITALL the
     *     kernel goes on after a short count by itself
     * @return 0 or why not
     */
    public int send(int fd, RingMemory memory, int offset, int length, int flags) {
        return transfer(IORING_OP_SEND, fd, memory, offset, length, flags);
    }

    /**
     * The same at once: what the socket has no room for is not waited for. The result is that of {@code
     * send} with MSG_DONTWAIT, -EAGAIN too. That all was sent is told in the round that submits it, but it
     * ends no round's wait: where nothing else happens, it is told when something does. Before Linux 6.1
     * it is a completion like others.
     *
     * @param fd a connected socket
     * @param memory the bytes
     * @param offset from where on
     * @param length how many
     * @param flags {@code MSG_} values
     * @return 0 or why not
     */
    public int sendNow(int fd, RingMemory memory, int offset, int length, int flags) {
        int now = flags | MSG_DONTWAIT | MSG_WAITALL;
        int at = submit(IORING_OP_SEND, fd, memory, offset, length, now);
        if (at >= 0) {
            ring.silence(at, slot, length);
        }
        return Math.min(0, at);
    }

    /**
     * {@code sendmsg(fd, msg, flags)}.
     *
     * @param fd a socket
     * @param message what is sent
     * @param length how many bytes of its data
     * @param flags {@code MSG_} values
     * @return 0 or why not
     */
    public int sendmsg(int fd, RingMessage message, int length, int flags) {
        return message(IORING_OP_SENDMSG, fd, message, length, flags);
    }

    /**
     * {@code shutdown(fd, how)}.
     *
     * @param fd a connected socket
     * @param how SHUT_RD, SHUT_WR or SHUT_RDWR
     * @return 0 or why not
     */
    public int shutdown(int fd, int how) {
        int at = ring.begin(this, IORING_OP_SHUTDOWN, fd, null);
        if (at >= 0) {
            IoUringSqe.len(ring.sqes(), at, how);
        }
        return Math.min(0, at);
    }

    // Every descriptor

    /**
     * {@code close(fd)}. The number is free with the completion.
     *
     * @param fd a descriptor
     * @return 0 or why not
     */
    public int close(int fd) {
        return Math.min(0, ring.begin(this, IORING_OP_CLOSE, fd, null));
    }

    /**
     * {@code read(fd, buf, count)}, at the file's own position.
     *
     * @param fd a descriptor
     * @param memory receives the bytes
     * @param offset from where on
     * @param length how many at most
     * @return 0 or why not
     */
    public int read(int fd, RingMemory memory, int offset, int length) {
        return transfer(IORING_OP_READ, fd, memory, offset, length, 0);
    }

    /**
     * {@code write(fd, buf, count)}, at the file's own position.
     *
     * @param fd a descriptor
     * @param memory the bytes
     * @param offset from where on
     * @param length how many
     * @return 0 or why not
     */
    public int write(int fd, RingMemory memory, int offset, int length) {
        return transfer(IORING_OP_WRITE, fd, memory, offset, length, 0);
    }

    /**
     * Waits as poll(2) does: the result is what is ready.
     *
     * @param fd a descriptor
     * @param events {@code POLL} values of {@link dev.sockeye.sys.PollH}
     * @return 0 or why not
     */
    public int poll(int fd, int events) {
        return poll(fd, events, 0);
    }

    /**
     * The same again and again, edge-triggered: a completion for each change.
     *
     * @param fd a descriptor
     * @param events {@code POLL} values of {@link dev.sockeye.sys.PollH}
     * @return 0 or why not
     */
    public int pollMultishot(int fd, int events) {
        return poll(fd, events, IORING_POLL_ADD_MULTI);
    }

    private int poll(int fd, int events, int shots) {
        int at = ring.begin(this, IORING_OP_POLL_ADD, fd, null);
        if (at >= 0) {
            IoUringSqe.opFlags(ring.sqes(), at, events);
            IoUringSqe.len(ring.sqes(), at, shots);
        }
        return Math.min(0, at);
    }

    // No descriptor

    /**
     * Nothing; the result is 0.
     *
     * @return 0 or why not
     */
    public int nop() {
        return Math.min(0, ring.begin(this, IORING_OP_NOP, -1, null));
    }

    /**
     * Waits for a time, on the kernel's monotonic clock: the result is -ETIME when it is over. The
     * timers of a {@link Loop} cost less.
     *
     * @param nanos nanoseconds from its submission, 0 or more
     * @return 0 or why not
     */
    public int timeout(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("a timeout of " + nanos + " ns");
        }
        var time = scratch();
        Timespec.sec(time.segment(), nanos / 1_000_000_000);
        Timespec.nsec(time.segment(), nanos % 1_000_000_000);
        int at = ring.begin(this, IORING_OP_TIMEOUT, -1, time);
        if (at >= 0) {
            IoUringSqe.addr(ring.sqes(), at, time.segment());
            IoUringSqe.len(ring.sqes(), at, 1);
        }
        return Math.min(0, at);
    }

    private int transfer(int opcode, int fd, RingMemory memory, int offset, int length, int flags) {
        return Math.min(0, submit(opcode, fd, memory, offset, length, flags));
    }

    /** Answers the place of the submission. */
    private int submit(int opcode, int fd, RingMemory memory, int offset, int length, int flags) {
        var part = memory.from(offset, length);
        int at = ring.begin(this, opcode, fd, memory);
        if (at >= 0) {
            IoUringSqe.addr(ring.sqes(), at, part);
            IoUringSqe.len(ring.sqes(), at, length);
            IoUringSqe.opFlags(ring.sqes(), at, flags);
            if (opcode == IORING_OP_READ || opcode == IORING_OP_WRITE) {
                IoUringSqe.off(ring.sqes(), at, -1);
            }
        }
        return at;
    }

    private int message(int opcode, int fd, RingMessage message, int length, int flags) {
        refuseInFlight();
        var header = message.of(length);
        int at = ring.begin(this, opcode, fd, message);
        if (at >= 0) {
            IoUringSqe.addr(ring.sqes(), at, header);
            IoUringSqe.len(ring.sqes(), at, 1);
            IoUringSqe.opFlags(ring.sqes(), at, flags);
        }
        return Math.min(0, at);
    }

    /** Memory for what a submission is described by; the kernel has read it when it was submitted. */
    private RingMemory scratch() {
        refuseInFlight();
        var memory = scratch;
        if (memory == null) {
            memory = new RingMemory(SockaddrStorage.SIZE);
            scratch = memory;
        }
        return memory;
    }

    void refuseInFlight() {
        if (slot != 0) {
            throw new IllegalStateException("in flight: " + this);
        }
    }

    // What it is about

    /**
     * Whether it was started and its last completion has not come.
     *
     * @return false in the callback of the last one
     */
    public boolean inFlight() {
        return slot != 0;
    }

    /**
     * Asks the kernel to end it. Its last completion comes all the same: -ECANCELED, or the result
     * that it had by then. Until it has come, the memory is the kernel's.
     *
     * @return 0, also where it is not in flight; or why the kernel could not be asked
     */
    public int cancel() {
        ring.confine();
        return slot == 0 ? 0 : ring.cancel(slot, entry);
    }

    /**
     * Asks the kernel to end it, and nobody is told of what comes then: a descriptor that it accepts
     * is closed, buffers are lent again, and its memory is kept as long as the kernel may use it. The
     * request can be started anew at once.
     *
     * @return 0, also where it is not in flight; or why the kernel could not be asked: then nothing
     *     has changed
     */
    public int abandon() {
        int result = cancel();
        if (result >= 0 && slot != 0) {
            ring.orphan(slot);
            slot = 0;
            scratch = null;
        }
        return result;
    }

    // What a completion tells, in its callback

    /**
     * Whether further completions come.
     *
     * @return false in the callback of the last one
     */
    public boolean more() {
        return slot != 0;
    }

    /**
     * The lent buffer that the bytes are in, from its start.
     *
     * @return the whole buffer, valid until the callback returns; null where there is none, at the end
     *     of the stream for example
     */
    public @Nullable MemorySegment buffer() {
        return ring.deliveries().buffer(this);
    }

    /**
     * The bytes that have come: {@link #buffer} as far as it was filled.
     *
     * @return valid until the callback returns; null where there is no buffer
     */
    public @Nullable MemorySegment data() {
        return ring.deliveries().data(this);
    }

    /**
     * The flags of the completion.
     *
     * @return {@code IORING_CQE_F_} values of {@link LinuxIoUring}
     */
    public int flags() {
        return ring.deliveries().flags(this);
    }

    void begun(int slot, int entry) {
        this.slot = slot;
        this.entry = entry;
    }

    void ended() {
        slot = 0;
    }

    void tell(int result) {
        completed.completed(this, result);
    }

    @Override
    public String toString() {
        return slot == 0 ? "request, not in flight" : "request, " + ring.describe(slot);
    }
}
