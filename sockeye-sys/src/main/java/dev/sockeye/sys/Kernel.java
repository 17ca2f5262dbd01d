package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;

/**
 * The system calls, one method each under its C name: the one door to the operating system.
 *
 * <p><b>What this layer does not do:</b> it retries nothing, hides no EINTR, helps nobody to block
 * or not to block, owns no descriptor and closes none. {@code dev.sockeye.net} does all that.
 *
 * <p><b>Results.</b> Every method answers {@code >= 0}, or {@code -errno}: {@code -EAGAIN} is a
 * value, not an exception. {@link Errno#check(String, int)} makes an exception of it for those who
 * want one.
 *
 * <p><b>Memory.</b> Segments are native. {@code read}, {@code write}, {@code recv}, {@code send},
 * {@code recvfrom} and {@code sendto} also take a heap segment for {@code buf}; the garbage
 * collector then waits for the call, so pass one only for descriptors that are non-blocking, and
 * from 16 KiB up: below that a copy through a native buffer is as fast. On this machine's kernel a
 * length beyond its segment is an {@link IndexOutOfBoundsException} and a buffer to be filled that
 * is read-only an {@link IllegalArgumentException}, before anything was called; a closed or foreign
 * segment is refused as everywhere in {@code java.lang.foreign}, and a shared arena cannot be
 * closed while a call uses it.
 *
 * <p><b>Threads.</b> Every method may be called by every thread at any time. A call that blocks,
 * blocks the platform thread, and the carrier of a virtual thread too.
 *
 * <p><b>Other kernels.</b> Every method is {@code default} and answers {@code -ENOSYS}, so that a
 * second implementation needs to know only its own calls, and a new call breaks nobody. {@link
 * ForwardingKernel} is the base of those that watch or change the calls of another kernel.
 */
public interface Kernel {
    /**
     * This machine's kernel. The calls are linked one by one at their first use.
     *
     * @return the one instance
     * @throws UnsupportedOperationException if Sockeye does not know this operating system or
     *     processor
     */
    static Kernel host() {
        Platform.host();
        return HostKernel.INSTANCE;
    }

    /**
     * {@code int socket(int domain, int type, int protocol)}.
     *
     * <p>Makes an unbound, unconnected socket.
     *
     * @param domain an {@code AF_} value of {@link SysSocket}
     * @param type a {@code SOCK_} value, or'ed with SOCK_CLOEXEC and SOCK_NONBLOCK if wanted
     * @param protocol an {@code IPPROTO_} value of {@link NetinetIn}, 0 for the type's default
     * @return the new descriptor, or -EMFILE, -ENFILE (no room), -EAFNOSUPPORT, -EPROTONOSUPPORT
     *     (not in this kernel), -EACCES or -EPERM (needs a capability), ...
     * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>
     */
    default int socket(int domain, int type, int protocol) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int socketpair(int domain, int type, int protocol, int sv[2])}.
     *
     * <p>Makes two sockets that are connected to each other.
     *
     * @param domain an {@code AF_} value, on Linux AF_UNIX or AF_TIPC
     * @param type a {@code SOCK_} value, or'ed with SOCK_CLOEXEC and SOCK_NONBLOCK if wanted
     * @param protocol 0 for the type's default
     * @param sv 8 bytes that receive the two descriptors
     * @return 0, or -EMFILE, -ENFILE, -EOPNOTSUPP (no pairs in this family), ...
     * @see <a href="https://man7.org/linux/man-pages/man2/socketpair.2.html">socketpair(2)</a>
     */
    default int socketpair(int domain, int type, int protocol, MemorySegment sv) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int bind(int fd, const struct sockaddr *addr, socklen_t addrlen)}.
     *
     * <p>Gives a socket its own address.
     *
     * @param fd a socket
     * @param addr a sockaddr
     * @param addrlen its length in bytes
     * @return 0, or -EADDRINUSE, -EADDRNOTAVAIL (not of this machine), -EACCES (a port below 1024,
     *     or the directory of a Unix path), ...
     * @see <a href="https://man7.org/linux/man-pages/man2/bind.2.html">bind(2)</a>
     */
    default int bind(int fd, MemorySegment addr, int addrlen) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int listen(int fd, int backlog)}.
     *
     * <p>Makes a bound socket accept connections.
     *
     * @param fd a socket
     * @param backlog how many finished connections may wait for accept4; the kernel cuts it to
     *     net.core.somaxconn
     * @return 0, or -EADDRINUSE, -EOPNOTSUPP (a type without connections), ...
     * @see <a href="https://man7.org/linux/man-pages/man2/listen.2.html">listen(2)</a>
     */
    default int listen(int fd, int backlog) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int accept4(int fd, struct sockaddr *addr, socklen_t *addrlen, int flags)}.
     *
     * <p>Takes the first connection that waits at a listening socket.
     *
     * @param fd a listening socket
     * @param addr receives the peer's address; MemorySegment.NULL if not wanted
     * @param addrlen an int: the room in {@code addr} on entry, the address's true length on
     *     return; MemorySegment.NULL if {@code addr} is
     * @param flags SOCK_CLOEXEC and SOCK_NONBLOCK
     * @return the new descriptor, or -EAGAIN (none waits, non-blocking), -EINTR, -ECONNABORTED (the
     *     peer has gone), -EMFILE, -ENFILE, -ENOBUFS, -ENOMEM (no room), ...
     * @see <a href="https://man7.org/linux/man-pages/man2/accept.2.html">accept(2)</a>
     */
    default int accept4(int fd, MemorySegment addr, MemorySegment addrlen, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int connect(int fd, const struct sockaddr *addr, socklen_t addrlen)}.
     *
     * <p>Connects a socket, or sets the peer of a datagram socket.
     *
     * @param fd a socket
     * @param addr the peer's sockaddr
     * @param addrlen its length in bytes
     * @return 0, or -EINPROGRESS (non-blocking: goes on, ends with POLLOUT, the outcome is
     *     SO_ERROR), -EINTR (goes on likewise), -ECONNREFUSED, -ETIMEDOUT, -ENETUNREACH, -EAGAIN (a
     *     Unix listener's queue is full), ...
     * @see <a href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>
     */
    default int connect(int fd, MemorySegment addr, int addrlen) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int shutdown(int fd, int how)}.
     *
     * <p>Ends one direction of a connection, or both; the descriptor stays open.
     *
     * @param fd a connected socket
     * @param how SHUT_RD, SHUT_WR or SHUT_RDWR
     * @return 0, or -ENOTCONN, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/shutdown.2.html">shutdown(2)</a>
     */
    default int shutdown(int fd, int how) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int close(int fd)}.
     *
     * <p>Closes a descriptor. Never call it again after an error: the number is free even after
     * -EINTR, and may be another thread's by then.
     *
     * @param fd a descriptor
     * @return 0, or -EBADF, -EINTR, -EIO (the descriptor is closed all the same)
     * @see <a href="https://man7.org/linux/man-pages/man2/close.2.html">close(2)</a>
     */
    default int close(int fd) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int getsockname(int fd, struct sockaddr *addr, socklen_t *addrlen)}.
     *
     * <p>Tells a socket's own address.
     *
     * @param fd a socket
     * @param addr receives the address, cut to its room
     * @param addrlen an int: the room in {@code addr} on entry, the address's true length on return
     * @return 0, or -ENOTSOCK, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/getsockname.2.html">getsockname(2)</a>
     */
    default int getsockname(int fd, MemorySegment addr, MemorySegment addrlen) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int getpeername(int fd, struct sockaddr *addr, socklen_t *addrlen)}.
     *
     * <p>Tells the address that a socket is connected to.
     *
     * @param fd a connected socket
     * @param addr receives the address, cut to its room
     * @param addrlen an int: the room in {@code addr} on entry, the address's true length on return
     * @return 0, or -ENOTCONN, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/getpeername.2.html">getpeername(2)</a>
     */
    default int getpeername(int fd, MemorySegment addr, MemorySegment addrlen) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int getsockopt(int fd, int level, int optname, void *optval, socklen_t *optlen)}.
     *
     * <p>Reads an option of a socket.
     *
     * @param fd a socket
     * @param level SOL_SOCKET or a protocol
     * @param optname the option's number at that level
     * @param optval receives the value; for the options that take an input here it holds that on
     *     entry
     * @param optlen an int: the room in {@code optval} on entry, the bytes filled on return
     * @return 0, or -ENOPROTOOPT (unknown here), -EINVAL, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/getsockopt.2.html">getsockopt(2)</a>
     */
    default int getsockopt(
            int fd, int level, int optname, MemorySegment optval, MemorySegment optlen) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int setsockopt(int fd, int level, int optname, const void *optval, socklen_t optlen)}.
     *
     * <p>Sets an option of a socket.
     *
     * @param fd a socket
     * @param level SOL_SOCKET or a protocol
     * @param optname the option's number at that level
     * @param optval the value; MemorySegment.NULL for the few options that take none
     * @param optlen the value's length in bytes
     * @return 0, or -ENOPROTOOPT (unknown here), -EINVAL (bad value or length), -EPERM (needs a
     *     capability), ...
     * @see <a href="https://man7.org/linux/man-pages/man2/getsockopt.2.html">getsockopt(2)</a>
     */
    default int setsockopt(int fd, int level, int optname, MemorySegment optval, int optlen) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t read(int fd, void *buf, size_t count)}.
     *
     * <p>Reads bytes from a descriptor.
     *
     * @param fd a descriptor
     * @param buf receives the bytes; see above for heap segments
     * @param count how many bytes at most
     * @return the bytes read, fewer than {@code count} at will; 0 at the end of the stream; or
     *     -EAGAIN (none yet, non-blocking), -EINTR, -ECONNRESET, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/read.2.html">read(2)</a>
     */
    default long read(int fd, MemorySegment buf, long count) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t write(int fd, const void *buf, size_t count)}.
     *
     * <p>Writes bytes to a descriptor. On a socket whose peer has gone it also raises SIGPIPE,
     * which the JVM ignores: {@link #send} with MSG_NOSIGNAL raises none.
     *
     * @param fd a descriptor
     * @param buf the bytes; see above for heap segments
     * @param count how many bytes
     * @return the bytes taken, fewer than {@code count} at will; or -EAGAIN (no room,
     *     non-blocking), -EINTR, -EPIPE, -ECONNRESET, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/write.2.html">write(2)</a>
     */
    default long write(int fd, MemorySegment buf, long count) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t pread(int fd, void *buf, size_t count, off_t offset)}.
     *
     * <p>Reads bytes of a file from a place on, and leaves its file offset alone.
     *
     * @param fd a descriptor that can be positioned
     * @param buf receives the bytes; a native segment
     * @param count how many bytes at most
     * @param offset in bytes from the start of the file, 0 or more
     * @return the bytes read, fewer than {@code count} at the end of the file; 0 from there on; or
     *     -ESPIPE (a pipe, a socket), -EISDIR, -EINVAL (a negative offset), -EIO, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/pread.2.html">pread(2)</a>
     */
    default long pread(int fd, MemorySegment buf, long count, long offset) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t readv(int fd, const struct iovec *iov, int iovcnt)}.
     *
     * <p>Reads bytes into several buffers, one after the other; C's third argument is {@link
     * Iovec#count()}.
     *
     * @param fd a descriptor
     * @param iov the buffers
     * @return as {@link #read}
     * @see <a href="https://man7.org/linux/man-pages/man2/readv.2.html">readv(2)</a>
     */
    default long readv(int fd, Iovec iov) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t writev(int fd, const struct iovec *iov, int iovcnt)}.
     *
     * <p>Writes bytes from several buffers as if they were one; C's third argument is {@link
     * Iovec#count()}.
     *
     * @param fd a descriptor
     * @param iov the buffers
     * @return as {@link #write}
     * @see <a href="https://man7.org/linux/man-pages/man2/readv.2.html">readv(2)</a>
     */
    default long writev(int fd, Iovec iov) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t recv(int fd, void *buf, size_t len, int flags)}.
     *
     * <p>Receives bytes or one datagram.
     *
     * @param fd a socket
     * @param buf receives the bytes; see above for heap segments
     * @param len how many bytes at most
     * @param flags {@code MSG_} values
     * @return the bytes received (with MSG_TRUNC a datagram's full length); 0 at the end of the
     *     stream, and for an empty datagram; or -EAGAIN, -EINTR, -ECONNRESET, -ECONNREFUSED (a
     *     datagram of ours was refused), -ENOTCONN, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>
     */
    default long recv(int fd, MemorySegment buf, long len, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t send(int fd, const void *buf, size_t len, int flags)}.
     *
     * <p>Sends bytes or one datagram to the peer.
     *
     * @param fd a connected socket
     * @param buf the bytes; see above for heap segments
     * @param len how many bytes
     * @param flags {@code MSG_} values; MSG_NOSIGNAL is for nearly everybody
     * @return the bytes taken, fewer than {@code len} at will on a stream; or -EAGAIN, -EINTR,
     *     -EPIPE, -ECONNRESET, -EMSGSIZE (datagram too long), -EDESTADDRREQ, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a>
     */
    default long send(int fd, MemorySegment buf, long len, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t recvfrom(int fd, void *buf, size_t len, int flags, struct sockaddr *src,
     * socklen_t *addrlen)}.
     *
     * <p>Receives one datagram and its sender's address.
     *
     * @param fd a socket
     * @param buf receives the bytes; see above for heap segments
     * @param len how many bytes at most; what does not fit is lost
     * @param flags {@code MSG_} values
     * @param src receives the address; MemorySegment.NULL if not wanted
     * @param addrlen an int: the room in {@code src} on entry, the address's true length on return
     *     (0: a sender without a name); MemorySegment.NULL if {@code src} is
     * @return as {@link #recv}
     * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>
     */
    default long recvfrom(
            int fd,
            MemorySegment buf,
            long len,
            int flags,
            MemorySegment src,
            MemorySegment addrlen) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t sendto(int fd, const void *buf, size_t len, int flags, const struct sockaddr
     * *dest, socklen_t addrlen)}.
     *
     * <p>Sends one datagram to an address.
     *
     * @param fd a socket
     * @param buf the bytes; see above for heap segments
     * @param len how many bytes
     * @param flags {@code MSG_} values
     * @param dest the receiver's sockaddr; MemorySegment.NULL for the connected peer
     * @param addrlen its length in bytes
     * @return as {@link #send}, and -EAGAIN (also where a Unix peer's queue is full), -ENETUNREACH,
     *     -ENOENT or -ECONNREFUSED (nobody has that Unix name), ...
     * @see <a href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a>
     */
    default long sendto(
            int fd, MemorySegment buf, long len, int flags, MemorySegment dest, int addrlen) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t recvmsg(int fd, struct msghdr *msg, int flags)}.
     *
     * <p>Receives bytes or one datagram, with the sender's address, control messages and flags.
     *
     * @param fd a socket
     * @param msg where to; its name length, control length and flags tell what came
     * @param flags {@code MSG_} values; MSG_CMSG_CLOEXEC for received descriptors
     * @return as {@link #recv}; what was cut is in {@link Msghdr#flags()} (MSG_TRUNC, MSG_CTRUNC)
     * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>
     */
    default long recvmsg(int fd, Msghdr msg, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t sendmsg(int fd, const struct msghdr *msg, int flags)}.
     *
     * <p>Sends bytes or one datagram, with an address and control messages.
     *
     * @param fd a socket
     * @param msg what and where to
     * @param flags {@code MSG_} values
     * @return as {@link #sendto}, and -EINVAL (bad control message), -ETOOMANYREFS (descriptors in
     *     flight), ...
     * @see <a href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a>
     */
    default long sendmsg(int fd, Msghdr msg, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int recvmmsg(int fd, struct mmsghdr *msgvec, unsigned int vlen, int flags, struct timespec
     * *timeout)}.
     *
     * <p>Receives several messages in one call, as recvmsg does each. Where their buffers lie in more
     * than one arena it is made for those first messages that share one.
     *
     * @param fd a socket
     * @param msgvec where to; {@link Mmsghdr#length} and each message tell what came
     * @param vlen how many at most; the kernel takes no more than 1024
     * @param flags {@code MSG_} values; MSG_WAITFORONE waits for the first message only
     * @param timeout a {@link Timespec}, which the kernel looks at after each message only; NULL for
     *     none
     * @return how many messages came, or as {@link #recvmsg} where the first one fails; the failure of
     *     a later one is the next call's
     * @see <a href="https://man7.org/linux/man-pages/man2/recvmmsg.2.html">recvmmsg(2)</a>
     */
    default int recvmmsg(int fd, Mmsghdr msgvec, int vlen, int flags, MemorySegment timeout) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int sendmmsg(int fd, struct mmsghdr *msgvec, unsigned int vlen, int flags)}.
     *
     * <p>Sends several messages in one call, as sendmsg does each. Where their buffers lie in more than
     * two arenas it is made for those first messages that share two.
     *
     * @param fd a socket
     * @param msgvec what and where to; {@link Mmsghdr#length} tells how much of each was sent
     * @param vlen how many; the kernel takes no more than 1024
     * @param flags {@code MSG_} values
     * @return how many messages were sent, or as {@link #sendmsg} where the first one fails; of a later
     *     one that fails nothing is said, and it can be sent again to learn why
     * @see <a href="https://man7.org/linux/man-pages/man2/sendmmsg.2.html">sendmmsg(2)</a>
     */
    default int sendmmsg(int fd, Mmsghdr msgvec, int vlen, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t sendfile(int out_fd, int in_fd, off_t *offset, size_t count)}.
     *
     * <p>Copies bytes of a file to a descriptor inside the kernel. It waits for the disk where the
     * bytes are not in memory yet, also to a non-blocking socket; and it has no MSG_NOSIGNAL: the
     * SIGPIPE of a socket whose peer has gone is raised, and the JVM ignores it.
     *
     * @param out_fd where to: a socket, a pipe, a file
     * @param in_fd where from: a file that can be mapped
     * @param offset 8 bytes: where to begin, and afterwards the byte behind the last one sent;
     *     MemorySegment.NULL for the file's own offset
     * @param count how many bytes at most; never more than 2,147,479,552 are sent
     * @return the bytes sent, fewer than {@code count} at will; 0 at the end of the file; or -EAGAIN (no
     *     room, non-blocking), -EINTR, -EINVAL (not with this kind of descriptor), -EPIPE, -EIO, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/sendfile.2.html">sendfile(2)</a>
     */
    default long sendfile(int out_fd, int in_fd, MemorySegment offset, long count) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code ssize_t splice(int fd_in, off_t *off_in, int fd_out, off_t *off_out, size_t len, unsigned int
     * flags)}.
     *
     * <p>Moves bytes between a pipe and another descriptor, mostly without copying them. Raises SIGPIPE
     * like {@link #sendfile}.
     *
     * @param fd_in where from; one of the two is a pipe
     * @param off_in as in {@link #sendfile}, for a file; MemorySegment.NULL otherwise
     * @param fd_out where to
     * @param off_out the same for it
     * @param len how many bytes at most
     * @param flags {@code SPLICE_F_} values of {@link Fcntl}; SPLICE_F_NONBLOCK is for the pipe alone, a
     *     socket goes by its own O_NONBLOCK
     * @return the bytes moved, fewer than {@code len} at will; 0 at the end of the input; or -EAGAIN (the
     *     one has none, or the other no room), -EINTR, -EINVAL (not with this kind of descriptor), -ESPIPE
     *     (an offset for a pipe), -EPIPE, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/splice.2.html">splice(2)</a>
     */
    default long splice(
            int fd_in,
            MemorySegment off_in,
            int fd_out,
            MemorySegment off_out,
            long len,
            int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int select(int nfds, fd_set *readfds, fd_set *writefds, fd_set *exceptfds, struct
     * timeval *timeout)}.
     *
     * <p>Waits until one of several descriptors is ready. The sets are overwritten with what was
     * found, and on Linux the timeout with what was left of it.
     *
     * @param nfds the highest descriptor in a set, plus one
     * @param readfds an {@link FdSet} of descriptors to wait for input on; MemorySegment.NULL for
     *     none
     * @param writefds the same for room to write
     * @param exceptfds the same for urgent data and the like
     * @param timeout a {@link Timeval}; zero does not wait, MemorySegment.NULL waits for ever
     * @return how many bits are set in the three sets, 0 when time ran out, or -EINTR, -EBADF (one
     *     of the descriptors is not open; the sets are then as before), -EINVAL. A descriptor far
     *     above all that are open is passed over in silence (Linux)
     * @see <a href="https://man7.org/linux/man-pages/man2/select.2.html">select(2)</a>
     */
    default int select(
            int nfds,
            MemorySegment readfds,
            MemorySegment writefds,
            MemorySegment exceptfds,
            MemorySegment timeout) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int poll(struct pollfd *fds, nfds_t nfds, int timeout)}.
     *
     * <p>Waits until one of several descriptors is ready.
     *
     * @param fds an array of {@link Pollfd}; their revents are filled
     * @param nfds how many of them
     * @param timeout milliseconds; 0 does not wait, negative waits for ever
     * @return how many have events, 0 when time ran out, or -EINTR, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
     */
    default int poll(MemorySegment fds, int nfds, int timeout) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int epoll_create1(int flags)}.
     *
     * <p>Makes an epoll instance.
     *
     * @param flags EPOLL_CLOEXEC or 0
     * @return its descriptor, or -EMFILE, -ENFILE, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/epoll_create.2.html">epoll_create(2)</a>
     */
    default int epoll_create1(int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)}.
     *
     * <p>Adds, changes or removes a descriptor of an epoll instance.
     *
     * @param epfd an epoll instance
     * @param op EPOLL_CTL_ADD, EPOLL_CTL_MOD or EPOLL_CTL_DEL
     * @param fd the descriptor
     * @param event an {@link EpollEvent}; MemorySegment.NULL for EPOLL_CTL_DEL
     * @return 0, or -EEXIST, -ENOENT (is there, is not), -EPERM (a file that cannot be waited for),
     *     -ENOSPC, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>
     */
    default int epoll_ctl(int epfd, int op, int fd, MemorySegment event) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout)}.
     *
     * <p>Waits until descriptors of an epoll instance are ready.
     *
     * @param epfd an epoll instance
     * @param events receives an array of {@link EpollEvent}
     * @param maxevents its length, at least 1
     * @param timeout milliseconds; 0 does not wait, -1 waits for ever
     * @return how many events were filled in, 0 when time ran out, or -EINTR, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/epoll_wait.2.html">epoll_wait(2)</a>
     */
    default int epoll_wait(int epfd, MemorySegment events, int maxevents, int timeout) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int eventfd(unsigned int initval, int flags)}.
     *
     * <p>Makes a counter that can be waited for: writing 8 bytes adds to it, reading takes it.
     *
     * @param initval its first value, unsigned
     * @param flags EFD_CLOEXEC, EFD_NONBLOCK, EFD_SEMAPHORE
     * @return its descriptor, or -EMFILE, -ENFILE, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/eventfd.2.html">eventfd(2)</a>
     */
    default int eventfd(int initval, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int timerfd_create(int clockid, int flags)}.
     *
     * <p>Makes a timer that can be waited for: reading 8 bytes tells how often it has run out.
     *
     * @param clockid CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_BOOTTIME or one of their alarms
     * @param flags TFD_CLOEXEC, TFD_NONBLOCK
     * @return its descriptor, or -EMFILE, -ENFILE, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/timerfd_create.2.html">timerfd_create(2)</a>
     */
    default int timerfd_create(int clockid, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int timerfd_settime(int fd, int flags, const struct itimerspec *new_value, struct
     * itimerspec *old_value)}.
     *
     * <p>Starts a timer, or stops it.
     *
     * @param fd a timer
     * @param flags TFD_TIMER_ABSTIME for a time of its clock instead of a time from now,
     *     TFD_TIMER_CANCEL_ON_SET
     * @param new_value an {@link Itimerspec}; a zero value stops the timer
     * @param old_value receives what was set before; MemorySegment.NULL if not wanted
     * @return 0, or -EINVAL, -ECANCELED (the clock was set), ...
     * @see <a href="https://man7.org/linux/man-pages/man2/timerfd_settime.2.html">timerfd_settime(2)</a>
     */
    default int timerfd_settime(
            int fd, int flags, MemorySegment new_value, MemorySegment old_value) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int signalfd(int fd, const sigset_t *mask, int flags)}.
     *
     * <p>Makes a descriptor from which signals can be read that the reading thread or its process
     * blocks. A JVM's threads block hardly any, so hardly any arrive there.
     *
     * @param fd -1 for a new one, or one whose signals are to be changed
     * @param mask a {@link Sigset}: which signals
     * @param flags SFD_CLOEXEC, SFD_NONBLOCK
     * @return its descriptor, or -EMFILE, -ENFILE, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/signalfd.2.html">signalfd(2)</a>
     */
    default int signalfd(int fd, MemorySegment mask, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int pidfd_open(pid_t pid, unsigned int flags)}.
     *
     * <p>Makes a descriptor for a process, which becomes readable when the process ends. Always
     * close-on-exec. Since Linux 5.3.
     *
     * @param pid a process, or with PIDFD_THREAD a thread
     * @param flags PIDFD_NONBLOCK, PIDFD_THREAD
     * @return its descriptor, or -ESRCH (no such process), -EINVAL (flags), -EMFILE, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>
     */
    default int pidfd_open(int pid, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int pidfd_send_signal(int pidfd, int sig, siginfo_t *info, unsigned int flags)}.
     *
     * <p>Sends a signal to the process of a descriptor, never to another that has got its number. Since
     * Linux 5.1.
     *
     * @param pidfd a descriptor of {@link #pidfd_open}
     * @param sig a signal of {@link SignalH}; 0 only tells whether it could be sent
     * @param info a {@link Siginfo} to go with it; MemorySegment.NULL for what kill(2) sends
     * @param flags 0
     * @return 0, or -ESRCH (it has ended and was waited for), -EPERM, -EINVAL (no such signal), ...
     * @see <a
     *     href="https://man7.org/linux/man-pages/man2/pidfd_send_signal.2.html">pidfd_send_signal(2)</a>
     */
    default int pidfd_send_signal(int pidfd, int sig, MemorySegment info, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int kill(pid_t pid, int sig)}.
     *
     * <p>Sends a signal.
     *
     * @param pid a process; 0 for the caller's process group, below -1 for the group of that number, -1
     *     for every process that may be signalled
     * @param sig a signal of {@link SignalH}; 0 only tells whether it could be sent
     * @return 0, or -ESRCH (no such process or group), -EPERM, -EINVAL (no such signal)
     * @see <a href="https://man7.org/linux/man-pages/man2/kill.2.html">kill(2)</a>
     */
    default int kill(int pid, int sig) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int waitid(idtype_t idtype, id_t id, siginfo_t *infop, int options)}.
     *
     * <p>Waits for a child to change its state; one that has ended is gone after that (reaped), unless
     * WNOWAIT is among the options.
     *
     * @param idtype P_PID, P_PIDFD (since Linux 5.4), P_PGID, P_ALL of {@link SysWait}
     * @param id the process, descriptor or group; of no meaning for P_ALL
     * @param infop receives a {@link Siginfo}; with WNOHANG its {@link Siginfo#pid} is 0 if there was
     *     nothing to tell
     * @param options WEXITED, WSTOPPED, WCONTINUED, at least one of them, with WNOHANG and WNOWAIT
     * @return 0, or -ECHILD (no such child, or somebody else has reaped it), -EINTR, -EAGAIN (a
     *     PIDFD_NONBLOCK descriptor), -EINVAL
     * @see <a href="https://man7.org/linux/man-pages/man2/waitid.2.html">waitid(2)</a>
     */
    default int waitid(int idtype, int id, MemorySegment infop, int options) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int fcntl(int fd, int cmd, ... long arg)}.
     *
     * <p>Does one of many small things to a descriptor; C's third argument is variadic, 0 for
     * commands that take none.
     *
     * @param fd a descriptor
     * @param cmd an {@code F_} value of {@link Fcntl}
     * @param arg the command's argument, 0 if it takes none; for a pointer the address of a native
     *     segment that the caller keeps alive
     * @return what the command says, or -EBADF, -EINVAL, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/fcntl.2.html">fcntl(2)</a>
     */
    default int fcntl(int fd, int cmd, long arg) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int ioctl(int fd, unsigned long request, ... void *argp)}.
     *
     * <p>Does one of very many things to a device or a socket; C's third argument is variadic.
     *
     * @param fd a descriptor
     * @param request for example FIONREAD of {@link SysIoctl}
     * @param argp what the request reads or fills (it has to be large enough: only the request
     *     knows); MemorySegment.NULL if it takes none
     * @return mostly 0, or -ENOTTY (no such request here), -EINVAL, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/ioctl.2.html">ioctl(2)</a>
     */
    default int ioctl(int fd, long request, MemorySegment argp) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int dup(int oldfd)}.
     *
     * <p>Makes a second number for an open file. The new one is not CLOEXEC: {@link #fcntl} with
     * F_DUPFD_CLOEXEC makes one that is.
     *
     * @param oldfd a descriptor
     * @return the new number, or -EBADF, -EMFILE
     * @see <a href="https://man7.org/linux/man-pages/man2/dup.2.html">dup(2)</a>
     */
    default int dup(int oldfd) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int dup3(int oldfd, int newfd, int flags)}.
     *
     * <p>Makes a chosen number stand for an open file; what it stood for before is closed, in one step.
     *
     * @param oldfd a descriptor
     * @param newfd another number
     * @param flags O_CLOEXEC of {@link Fcntl}, or 0
     * @return the new number, or -EBADF, -EINVAL (the two are the same), -EBUSY (the number is being
     *     opened by another thread)
     * @see <a href="https://man7.org/linux/man-pages/man2/dup3.2.html">dup3(2)</a>
     */
    default int dup3(int oldfd, int newfd, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int pipe2(int pipefd[2], int flags)}.
     *
     * <p>Makes a pipe: what is written to its second descriptor is read from its first.
     *
     * @param pipefd 8 bytes that receive the end to read and the end to write
     * @param flags O_CLOEXEC, O_NONBLOCK, O_DIRECT of {@link Fcntl}
     * @return 0, or -EMFILE, -ENFILE, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/pipe.2.html">pipe(2)</a>
     */
    default int pipe2(MemorySegment pipefd, int flags) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int openat(int dirfd, const char *pathname, int flags, mode_t mode)}.
     *
     * <p>Opens a file; C's fourth argument is variadic. Of a fifo it waits for the other side, unless
     * with O_NONBLOCK.
     *
     * @param dirfd the directory that a relative name starts from, AT_FDCWD for the process's own
     * @param pathname bytes ended by a 0
     * @param flags {@code O_} values of {@link Fcntl}; O_CLOEXEC is for nearly everybody
     * @param mode the permission bits of a file that is made, 0 without O_CREAT
     * @return the new descriptor, or -ENOENT, -ENOTDIR, -ELOOP (with O_NOFOLLOW a link), -EACCES,
     *     -EMFILE, -ENFILE, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/open.2.html">openat(2)</a>
     */
    default int openat(int dirfd, MemorySegment pathname, int flags, int mode) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int unlink(const char *pathname)}.
     *
     * <p>Removes a name from the file system, a Unix socket's too.
     *
     * @param pathname bytes ended by a 0
     * @return 0, or -ENOENT, -EACCES, -EPERM, -EISDIR, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/unlink.2.html">unlink(2)</a>
     */
    default int unlink(MemorySegment pathname) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int statx(int dirfd, const char *pathname, int flags, unsigned int mask, struct statx
     * *statxbuf)}.
     *
     * <p>Tells what a file is.
     *
     * @param dirfd the directory that a relative name starts from, AT_FDCWD for the process's own
     * @param pathname bytes ended by a 0; empty with AT_EMPTY_PATH for {@code dirfd} itself
     * @param flags {@code AT_} values of {@link Fcntl}
     * @param mask {@code STATX_} values of {@link SysStat}: what is wanted
     * @param statxbuf receives a {@link Statx}
     * @return 0, or -ENOENT, -ENOTDIR, -EACCES, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>
     */
    default int statx(
            int dirfd, MemorySegment pathname, int flags, int mask, MemorySegment statxbuf) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)}.
     *
     * <p>Maps memory. In place of C's address the mapping is filled, which owns the memory; closing
     * it is munmap(2).
     *
     * @param mapping an empty mapping
     * @param length in bytes, more than 0
     * @param prot {@code PROT_} values of {@link SysMman}
     * @param flags MAP_SHARED or MAP_PRIVATE, MAP_ANONYMOUS, MAP_POPULATE, ...; with MAP_FIXED it
     *     fails, since it would map address 0
     * @param fd what is mapped, -1 with MAP_ANONYMOUS
     * @param offset where in it, a multiple of the page size
     * @return 0, or -ENOMEM, -EINVAL, -EACCES, -ENODEV, ...
     * @see <a href="https://man7.org/linux/man-pages/man2/mmap.2.html">mmap(2)</a>
     */
    default int mmap(Mapping mapping, long length, int prot, int flags, int fd, long offset) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int io_uring_setup(u32 entries, struct io_uring_params *p)}.
     *
     * <p>Makes an io_uring: a descriptor whose memory, mapped at the {@code IORING_OFF_} offsets of
     * {@link LinuxIoUring}, holds a ring of submissions and one of completions. Always
     * close-on-exec. Since Linux 5.1.
     *
     * @param entries how many submissions there is to be room for; rounded up to a power of two
     * @param params an {@link IoUringParams}, which is filled
     * @return its descriptor, or -ENOSYS (not in this kernel), -EPERM (kernel.io_uring_disabled, or
     *     a seccomp filter), -EINVAL (an unknown flag), -ENOMEM (before 5.12 also RLIMIT_MEMLOCK),
     *     -EMFILE, ...
     * @see <a
     *     href="https://man7.org/linux/man-pages/man2/io_uring_setup.2.html">io_uring_setup(2)</a>
     */
    default int io_uring_setup(int entries, MemorySegment params) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int io_uring_enter2(unsigned int fd, unsigned int to_submit, unsigned int min_complete,
     * unsigned int flags, void *arg, size_t sz)}.
     *
     * <p>Submits what is in the ring of submissions, and waits for completions.
     *
     * @param fd an io_uring
     * @param to_submit how many submissions
     * @param min_complete with IORING_ENTER_GETEVENTS, how many completions to wait for
     * @param flags {@code IORING_ENTER_} values of {@link LinuxIoUring}
     * @param arg how long to wait; used with IORING_ENTER_EXT_ARG alone
     * @return how many were submitted (then no error of the waiting is told), or -ETIME (time ran
     *     out), -EINTR, -EBUSY (the completions have no room), -EAGAIN (no memory for more
     *     requests), -EBADFD (not enabled), -EEXIST (another thread is its single issuer), ...
     * @see <a
     *     href="https://man7.org/linux/man-pages/man2/io_uring_enter.2.html">io_uring_enter(2)</a>
     */
    default int io_uring_enter(
            int fd, int to_submit, int min_complete, int flags, IoUringGeteventsArg arg) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int io_uring_register(unsigned int fd, unsigned int opcode, void *arg, unsigned int
     * nr_args)}.
     *
     * <p>Does one of many things to an io_uring.
     *
     * @param fd an io_uring
     * @param opcode an {@code IORING_REGISTER_} or {@code IORING_UNREGISTER_} value of {@link
     *     LinuxIoUring}
     * @param arg what the opcode reads or fills (it has to be large enough: only the opcode knows),
     *     for example an {@link IoUringProbe}; MemorySegment.NULL if it takes none
     * @param nr_args how many of them
     * @return mostly 0, or -EINVAL (no such opcode), -EEXIST, -ENOMEM, ...
     * @see <a
     *     href="https://man7.org/linux/man-pages/man2/io_uring_register.2.html">io_uring_register(2)</a>
     */
    default int io_uring_register(int fd, int opcode, MemorySegment arg, int nr_args) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int getrlimit(int resource, struct rlimit *rlim)}.
     *
     * <p>Tells a limit of this process.
     *
     * @param resource an {@code RLIMIT_} value of {@link SysResource}
     * @param rlim receives a {@link Rlimit}
     * @return 0, or -EINVAL
     * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
     */
    default int getrlimit(int resource, MemorySegment rlim) {
        return -Errno.ENOSYS;
    }

    /**
     * {@code int clock_gettime(clockid_t clockid, struct timespec *tp)}.
     *
     * <p>Reads a clock.
     *
     * @param clockid a {@code CLOCK_} value of {@link TimeH}
     * @param tp receives a {@link Timespec}
     * @return 0, or -EINVAL (no such clock)
     * @see <a
     *     href="https://man7.org/linux/man-pages/man2/clock_gettime.2.html">clock_gettime(2)</a>
     */
    default int clock_gettime(int clockid, MemorySegment tp) {
        return -Errno.ENOSYS;
    }

    /**
     * No system call: the one door of io_uring's completions, which come through shared memory. Who
     * reads them hands each one to this method before anything is made of it, so that a kernel above
     * another can watch and rewrite them as it can a call.
     *
     * @param opcode the {@code IORING_OP_} value of the submission
     * @param fd its descriptor
     * @param res what the kernel answered
     * @return the result that counts: {@code res}, by default
     */
    default int completion(int opcode, int fd, int res) {
        return res;
    }
}
