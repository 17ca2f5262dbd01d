package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.ENOBUFS;
import static dev.sockeye.sys.LinuxErrqueue.SO_EE_CODE_ZEROCOPY_COPIED;
import static dev.sockeye.sys.LinuxErrqueue.SO_EE_ORIGIN_ZEROCOPY;
import static dev.sockeye.sys.NetinetIn.IPPROTO_IP;
import static dev.sockeye.sys.NetinetIn.IPPROTO_IPV6;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVERR;
import static dev.sockeye.sys.NetinetIn.IP_RECVERR;
import static dev.sockeye.sys.SysSocket.MSG_ERRQUEUE;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.MSG_ZEROCOPY;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.sys.Cmsghdr;
import dev.sockeye.sys.Msghdr;
import dev.sockeye.sys.SockExtendedErr;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes of a TCP stream that the network card takes from the caller's memory (MSG_ZEROCOPY, since Linux
 * 4.14). The memory is the kernel's until the write is completed: it must neither be changed nor freed
 * before, nor when the socket is closed before. Memory of an automatic arena is kept alive meanwhile.
 *
 * <p>It pays from some 10 KiB a write on (the kernel's Documentation/networking/msg_zerocopy.rst), and only
 * where the card can gather: over the loopback the kernel
 * copies all the same, and telling of it costs more than the copy. Once it has told so, or while it has no
 * room for further tellings (ENOBUFS, net.core.optmem_max), writes are plain ones.
 *
 * <p>What it is told comes through the socket's queue of errors, in which it reads alone: one such object
 * for a socket, and one thread at a time.
 */
public final class ZeroCopy {
    /** From so many on a write first looks for what is completed. */
    private static final int MANY = 64;

    private static final int CONTROL = 256;

    private final StreamSocket socket;
    private final Msghdr told = new Msghdr(1, 0, CONTROL);

    /** By their numbers: the kernel counts a socket's sends from 0 up, and round. */
    private final Map<Integer, MemorySegment> pending = new HashMap<>();

    private int next;
    private boolean copied;

    ZeroCopy(StreamSocket socket, int next) {
        this.socket = socket;
        this.next = next;
        told.iov().set(0, MemorySegment.NULL);
    }

    /**
     * Sets SO_ZEROCOPY on a stream.
     *
     * @param socket with which nobody has sent with MSG_ZEROCOPY before
     * @return what writes to it
     * @throws IOException if the kernel refuses, such as EOPNOTSUPP for a Unix socket
     */
    public static ZeroCopy on(StreamSocket socket) throws IOException {
        socket.set(So.ZEROCOPY, true);
        return new ZeroCopy(socket, 0);
    }

    /**
     * {@link StreamSocket#write(MemorySegment)}, without a copy where that is possible.
     *
     * @param data the bytes; of a heap segment always a copy
     * @return how many were taken, at least 1 where there are any
     * @throws IOException if the wait ends without a byte, or the kernel has an error
     */
    public long write(MemorySegment data) throws IOException {
        if (pending.size() >= MANY) {
            var _ = complete();
        }
        if (copied || !data.isNative() || data.byteSize() == 0) {
            return socket.write(data);
        }
        int flags = socket.dontWait | MSG_NOSIGNAL | MSG_ZEROCOPY;
        long count = socket.fd.await(Calls.SEND, data, flags, Fd.OUT, socket.patience());
        if (count == -ENOBUFS) {
            var _ = complete();
            return socket.write(data);
        }
        long taken = socket.result("send", count);
        pending.put(next++, data);
        return taken;
    }

    /**
     * How many writes are not completed, as far as is known.
     *
     * @return 0 or more; the memory of all others is the caller's again
     */
    public int pending() {
        return pending.size();
    }

    /**
     * Whether the kernel has told that it copies on this way.
     *
     * @return true from then on: writes are plain ones
     */
    public boolean isCopied() {
        return copied;
    }

    /**
     * Looks for what is completed, and does not wait.
     *
     * @return {@link #pending()} afterwards
     * @throws IOException if the kernel has an error
     */
    public int complete() throws IOException {
        int before = -1;
        while (!pending.isEmpty() && pending.size() != before) {
            before = pending.size();
            heed(socket.fd.call(Calls.RECVMSG, fresh(), socket.dontWait | MSG_ERRQUEUE));
        }
        return pending.size();
    }

    /**
     * Waits until all is completed: the peer has acknowledged it.
     *
     * @throws IOException if the wait ends before, or the kernel has an error
     */
    public void await() throws IOException {
        while (!pending.isEmpty()) {
            int flags = socket.dontWait | MSG_ERRQUEUE;
            // Of the queue of errors readiness says nothing that other input would not say too.
            heed(socket.fd.await(Calls.RECVMSG, fresh(), flags, 0, socket.patience()));
        }
    }

    private Msghdr fresh() {
        told.reset();
        return told;
    }

    private void heed(long result) throws IOException {
        try {
            if (result == -EAGAIN) {
                return;
            }
            var _ = socket.result("recvmsg", result);
            MemorySegment control = told.controlReceived();
            for (long at = Cmsghdr.first(control); at >= 0; at = Cmsghdr.next(control, at)) {
                if (isError(Cmsghdr.level(control, at), Cmsghdr.type(control, at))) {
                    heed(Cmsghdr.data(control, at));
                }
            }
        } finally {
            Reference.reachabilityFence(socket);
        }
    }

    private static boolean isError(int level, int type) {
        return (level == IPPROTO_IP && type == IP_RECVERR)
                || (level == IPPROTO_IPV6 && type == IPV6_RECVERR);
    }

    /** One telling may be of several sends, whose numbers may go round. */
    private void heed(MemorySegment error) {
        if (SockExtendedErr.origin(error) != SO_EE_ORIGIN_ZEROCOPY) {
            return;
        }
        copied |= (SockExtendedErr.code(error) & SO_EE_CODE_ZEROCOPY_COPIED) != 0;
        int last = SockExtendedErr.data(error);
        for (int number = SockExtendedErr.info(error); number != last; number++) {
            pending.remove(number);
        }
        pending.remove(last);
    }
}
