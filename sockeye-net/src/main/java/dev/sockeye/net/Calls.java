package dev.sockeye.net;

import static dev.sockeye.sys.Errno.ECONNABORTED;
import static dev.sockeye.sys.Errno.EHOSTDOWN;
import static dev.sockeye.sys.Errno.EHOSTUNREACH;
import static dev.sockeye.sys.Errno.ENETDOWN;
import static dev.sockeye.sys.Errno.ENETUNREACH;
import static dev.sockeye.sys.Errno.ENONET;
import static dev.sockeye.sys.Errno.ENOPROTOOPT;
import static dev.sockeye.sys.Errno.EPROTO;
import static dev.sockeye.sys.Fcntl.F_DUPFD_CLOEXEC;
import static dev.sockeye.sys.Fcntl.F_GETFL;
import static dev.sockeye.sys.Fcntl.F_SETFL;
import static dev.sockeye.sys.SysIoctl.FIONREAD;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static dev.sockeye.sys.SysSocket.SOCK_NONBLOCK;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.poll.fd.Stripes;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Msghdr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The uses that sockets make of their descriptors: each captures nothing and waits for nothing. Memory
 * that one needs is taken inside and given back before it returns, so that a waiting thread holds none.
 */
final class Calls {
    /** {@code recv}; the argument is where to. */
    static final Fd.Call<MemorySegment> RECV = Calls::recv;

    /** {@code send}; the argument is what. */
    static final Fd.Call<MemorySegment> SEND = Calls::send;

    /** {@code recv} of what there is into a kept buffer, which the argument holds from then on. */
    static final Fd.Call<Borrowed> BORROW = Calls::borrow;

    /** {@code recvfrom}. */
    static final Fd.Call<Datagram> RECVFROM = Calls::recvfrom;

    /** {@code sendto}, to the endpoint of the datagram. */
    static final Fd.Call<Datagram> SENDTO = Calls::sendto;

    /** {@code recvmsg}. */
    static final Fd.Call<Msghdr> RECVMSG =
            (kernel, fd, message, flags) -> kernel.recvmsg(fd, message, flags);

    /** {@code sendmsg}. */
    static final Fd.Call<Msghdr> SENDMSG =
            (kernel, fd, message, flags) -> kernel.sendmsg(fd, message, flags);

    /** {@code recvmmsg}; the answer is how many came. */
    static final Fd.Call<MessageBatch> RECVMMSG =
            (kernel, fd, batch, flags) -> batch.receive(kernel, fd, flags);

    /** {@code sendmmsg}; the answer is how many were sent. */
    static final Fd.Call<MessageBatch.Part> SENDMMSG =
            (kernel, fd, part, flags) -> kernel.sendmmsg(fd, part.messages(), part.count(), flags);

    /** {@code accept4}; the address comes into the argument. */
    static final Fd.Call<Address> ACCEPT = Calls::accept;

    /** {@code getsockname}; the address comes into the argument. */
    static final Fd.Call<Address> GETSOCKNAME =
            (kernel, fd, address, _) -> {
                Scratch scratch = Scratch.take().open();
                try {
                    int result = kernel.getsockname(fd, scratch.address, scratch.length);
                    return address.take(scratch, result);
                } finally {
                    scratch.give();
                }
            };

    /** {@code getpeername}; the address comes into the argument. */
    static final Fd.Call<Address> GETPEERNAME =
            (kernel, fd, address, _) -> {
                Scratch scratch = Scratch.take().open();
                try {
                    int result = kernel.getpeername(fd, scratch.address, scratch.length);
                    return address.take(scratch, result);
                } finally {
                    scratch.give();
                }
            };

    /** {@code bind}. */
    static final Fd.Call<Endpoint> BIND =
            (kernel, fd, endpoint, _) -> {
                Scratch scratch = Scratch.take();
                try {
                    int length = SockaddrCodec.encode(endpoint, scratch.address);
                    return kernel.bind(fd, scratch.address, length);
                } finally {
                    scratch.give();
                }
            };

    /** {@code connect}, once. */
    static final Fd.Call<Endpoint> CONNECT =
            (kernel, fd, endpoint, _) -> {
                Scratch scratch = Scratch.take();
                try {
                    int length = SockaddrCodec.encode(endpoint, scratch.address);
                    return kernel.connect(fd, scratch.address, length);
                } finally {
                    scratch.give();
                }
            };

    /** {@code listen}; the flags are the backlog. */
    static final Fd.Call<@Nullable Void> LISTEN =
            (kernel, fd, _, backlog) -> kernel.listen(fd, backlog);

    /** {@code shutdown}; the flags are how. */
    static final Fd.Call<@Nullable Void> SHUTDOWN =
            (kernel, fd, _, how) -> kernel.shutdown(fd, how);

    /** {@code ioctl(FIONREAD)}: the answer is the result. */
    static final Fd.Call<@Nullable Void> FIONREAD_NOW =
            (kernel, fd, _, _) -> {
                Scratch scratch = Scratch.take();
                try {
                    int result = kernel.ioctl(fd, FIONREAD, scratch.length);
                    return result < 0 ? result : scratch.length.get(JAVA_INT, 0);
                } finally {
                    scratch.give();
                }
            };

    /** {@code fcntl(F_DUPFD_CLOEXEC)}: never one of the standard descriptors, should they be closed. */
    static final Fd.Call<@Nullable Void> DUPLICATE =
            (kernel, fd, _, _) -> kernel.fcntl(fd, F_DUPFD_CLOEXEC, 3);

    /** {@code fcntl(F_GETFL)}. */
    static final Fd.Call<@Nullable Void> GET_FLAGS =
            (kernel, fd, _, _) -> kernel.fcntl(fd, F_GETFL, 0);

    /** {@code fcntl(F_SETFL)}. */
    static final Fd.Call<@Nullable Void> SET_FLAGS =
            (kernel, fd, _, flags) -> kernel.fcntl(fd, F_SETFL, flags);

    /** {@code setsockopt}. */
    static final Fd.Call<Value> SETSOCKOPT =
            (kernel, fd, value, _) ->
                    kernel.setsockopt(fd, value.level, value.number, value.memory, value.length);

    /** {@code getsockopt}; the length is the answer's afterwards. */
    static final Fd.Call<Value> GETSOCKOPT = Calls::getsockopt;

    private Calls() {}

    /** An address that a call leaves. */
    static final class Address {
        final int domain;
        @Nullable Endpoint endpoint;

        /** The address of an accepted IPv4 peer, in the place of an endpoint. */
        long packed;

        Address(int domain) {
            this.domain = domain;
        }

        private long takePacked(Scratch scratch, long result) {
            packed = result < 0 ? 0 : scratch.packed();
            return packed == 0 ? take(scratch, result) : result;
        }

        private long take(Scratch scratch, long result) {
            if (result >= 0) {
                endpoint = scratch.endpoint(domain);
            }
            return result;
        }
    }

    /** A datagram's bytes, and its sender or receiver. */
    static final class Datagram {
        final MemorySegment data;
        final int domain;
        @Nullable Endpoint endpoint;

        Datagram(MemorySegment data, int domain, @Nullable Endpoint endpoint) {
            this.data = data;
            this.domain = domain;
            this.endpoint = endpoint;
        }
    }

    /** A kept buffer, from the moment on at which there is something in it. */
    static final class Borrowed {
        private @Nullable Lent lent;

        /** The first bytes of the buffer. */
        MemorySegment bytes(long count) {
            Lent taken = lent;
            if (taken == null) {
                throw new IllegalStateException("nothing was read");
            }
            return taken.first(count);
        }

        void giveBack() {
            Lent taken = lent;
            if (taken != null) {
                lent = null;
                Lent.KEPT.give(taken);
            }
        }
    }

    /** A buffer to lend, with the view of it that was last asked for: messages are often of one size. */
    private static final class Lent {
        static final Stripes<Lent> KEPT = new Stripes<>(Lent::new);

        final MemorySegment all = Arena.ofAuto().allocate(Buffers.SIZE, Buffers.ALIGNMENT);
        private MemorySegment part = all;

        MemorySegment first(long count) {
            if (part.byteSize() != count) {
                part = all.asSlice(0, count);
            }
            return part;
        }
    }

    /** The value of an option in native memory. */
    static final class Value {
        final int level;
        final int number;
        final MemorySegment memory;
        final MemorySegment room;
        int length;

        Value(AnyOpt<?> option, MemorySegment memory, MemorySegment room, int length) {
            this.level = option.level();
            this.number = option.number();
            this.memory = memory;
            this.room = room;
            this.length = length;
        }

        boolean is(int level, int number) {
            return this.level == level && this.number == number;
        }
    }

    private static long recv(Kernel kernel, int fd, MemorySegment into, int flags) {
        if (Buffers.goesStraight(into)) {
            return kernel.recv(fd, into, into.byteSize(), flags);
        }
        MemorySegment kept = Buffers.take();
        try {
            long count = kernel.recv(fd, kept, into.byteSize(), flags);
            if (count > 0) {
                MemorySegment.copy(kept, JAVA_BYTE, 0, into, JAVA_BYTE, 0, count);
            }
            return count;
        } finally {
            Buffers.give(kept);
        }
    }

    private static long send(Kernel kernel, int fd, MemorySegment data, int flags) {
        if (Buffers.goesStraight(data)) {
            return kernel.send(fd, data, data.byteSize(), flags);
        }
        MemorySegment kept = Buffers.take();
        try {
            MemorySegment.copy(data, JAVA_BYTE, 0, kept, JAVA_BYTE, 0, data.byteSize());
            return kernel.send(fd, kept, data.byteSize(), flags);
        } finally {
            Buffers.give(kept);
        }
    }

    private static long borrow(Kernel kernel, int fd, Borrowed borrowed, int flags) {
        Lent lent = Lent.KEPT.take();
        long count = 0;
        try {
            count = kernel.recv(fd, lent.all, Buffers.SIZE, flags);
            return count;
        } finally {
            if (count > 0) {
                borrowed.lent = lent;
            } else {
                Lent.KEPT.give(lent);
            }
        }
    }

    private static long recvfrom(Kernel kernel, int fd, Datagram datagram, int flags) {
        MemorySegment into = datagram.data;
        boolean straight = Buffers.goesStraight(into);
        MemorySegment room = straight ? into : Buffers.take();
        Scratch scratch = Scratch.take().open();
        try {
            long size =
                    kernel.recvfrom(
                            fd, room, into.byteSize(), flags, scratch.address, scratch.length);
            if (size >= 0) {
                datagram.endpoint = scratch.endpoint(datagram.domain);
                if (!straight) {
                    long length = Math.min(size, into.byteSize());
                    MemorySegment.copy(room, JAVA_BYTE, 0, into, JAVA_BYTE, 0, length);
                }
            }
            return size;
        } finally {
            scratch.give();
            if (!straight) {
                Buffers.give(room);
            }
        }
    }

    private static long sendto(Kernel kernel, int fd, Datagram datagram, int flags) {
        MemorySegment data = datagram.data;
        boolean straight = Buffers.goesStraight(data);
        MemorySegment room = straight ? data : Buffers.take();
        Scratch scratch = Scratch.take();
        try {
            if (!straight) {
                MemorySegment.copy(data, JAVA_BYTE, 0, room, JAVA_BYTE, 0, data.byteSize());
            }
            Endpoint to = datagram.endpoint;
            if (to == null) {
                return kernel.send(fd, room, data.byteSize(), flags);
            }
            int length = SockaddrCodec.encode(to, scratch.address);
            return kernel.sendto(fd, room, data.byteSize(), flags, scratch.address, length);
        } finally {
            scratch.give();
            if (!straight) {
                Buffers.give(room);
            }
        }
    }

    /** How many dead connections in a row are passed over before the caller hears of one. */
    private static final int MOST_DEAD = 16;

    /**
     * Goes round where a connection died before it was accepted: accept(2) says to try again. Not for
     * ever: a queue of them that fills as fast as it is emptied would hold the thread here.
     */
    private static long accept(Kernel kernel, int fd, Address address, int flags) {
        Scratch scratch = Scratch.take();
        try {
            long accepted;
            int dead = 0;
            do {
                accepted =
                        kernel.accept4(
                                fd,
                                scratch.open().address,
                                scratch.length,
                                SOCK_CLOEXEC | SOCK_NONBLOCK);
            } while (accepted < 0 && diedInTheQueue((int) -accepted) && ++dead < MOST_DEAD);
            return address.takePacked(scratch, accepted);
        } finally {
            scratch.give();
        }
    }

    private static boolean diedInTheQueue(int errno) {
        return errno == ECONNABORTED
                || errno == EPROTO
                || errno == ENETDOWN
                || errno == ENOPROTOOPT
                || errno == EHOSTDOWN
                || errno == ENONET
                || errno == EHOSTUNREACH
                || errno == ENETUNREACH;
    }

    private static long getsockopt(Kernel kernel, int fd, Value value, int flags) {
        value.room.set(JAVA_INT, 0, value.length);
        int result = kernel.getsockopt(fd, value.level, value.number, value.memory, value.room);
        if (result >= 0) {
            value.length = value.room.get(JAVA_INT, 0);
        }
        return result;
    }
}
