package dev.sockeye.sys;

/**
 * {@code <linux/io_uring.h>}: flags, features and opcodes of io_uring.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class LinuxIoUring {
    private static final Constants H = Platform.constants("linux/io_uring.h");

    // Flags of io_uring_setup

    /** Share the workers of another ring. */
    public static final int IORING_SETUP_ATTACH_WQ = H.value("IORING_SETUP_ATTACH_WQ");

    /** Cut the sizes to what the kernel allows, instead of EINVAL. */
    public static final int IORING_SETUP_CLAMP = H.value("IORING_SETUP_CLAMP");

    /**
     * No interrupt of the submitter for completions: they wait for its next call. Since Linux
     * 5.19.
     */
    public static final int IORING_SETUP_COOP_TASKRUN = H.value("IORING_SETUP_COOP_TASKRUN");

    /** Completions of 32 bytes. Since Linux 5.19. */
    public static final int IORING_SETUP_CQE32 = H.value("IORING_SETUP_CQE32");

    /** The caller says how many completions there is room for. Since Linux 5.5. */
    public static final int IORING_SETUP_CQSIZE = H.value("IORING_SETUP_CQSIZE");

    /**
     * Completions are worked on only when the submitter waits for them; with SINGLE_ISSUER. Since
     * Linux 6.1.
     */
    public static final int IORING_SETUP_DEFER_TASKRUN = H.value("IORING_SETUP_DEFER_TASKRUN");

    /** Busy-wait for a device. */
    public static final int IORING_SETUP_IOPOLL = H.value("IORING_SETUP_IOPOLL");

    /** The caller brings the memory of the rings. Since Linux 6.5. */
    public static final int IORING_SETUP_NO_MMAP = H.value("IORING_SETUP_NO_MMAP");

    /** No array of indexes between the ring and its entries. Since Linux 6.6. */
    public static final int IORING_SETUP_NO_SQARRAY = H.value("IORING_SETUP_NO_SQARRAY");

    /** The ring's number is a registered one alone. Since Linux 6.5. */
    public static final int IORING_SETUP_REGISTERED_FD_ONLY =
            H.value("IORING_SETUP_REGISTERED_FD_ONLY");

    /** Nothing is submitted before IORING_REGISTER_ENABLE_RINGS. Since Linux 5.10. */
    public static final int IORING_SETUP_R_DISABLED = H.value("IORING_SETUP_R_DISABLED");

    /** One thread alone submits: the one that enables the ring. Since Linux 6.0. */
    public static final int IORING_SETUP_SINGLE_ISSUER = H.value("IORING_SETUP_SINGLE_ISSUER");

    /** Submissions of 128 bytes. Since Linux 5.19. */
    public static final int IORING_SETUP_SQE128 = H.value("IORING_SETUP_SQE128");

    /** A thread of the kernel fetches the submissions. */
    public static final int IORING_SETUP_SQPOLL = H.value("IORING_SETUP_SQPOLL");

    /** That thread stays on one processor. */
    public static final int IORING_SETUP_SQ_AFF = H.value("IORING_SETUP_SQ_AFF");

    /** A submission that fails does not hold up those behind it. Since Linux 5.18. */
    public static final int IORING_SETUP_SUBMIT_ALL = H.value("IORING_SETUP_SUBMIT_ALL");

    /** IORING_SQ_TASKRUN tells when there are completions to be worked on. Since Linux 5.19. */
    public static final int IORING_SETUP_TASKRUN_FLAG = H.value("IORING_SETUP_TASKRUN_FLAG");

    // Features, as io_uring_setup reports them

    /** IOSQE_CQE_SKIP_SUCCESS is known. Since Linux 5.17. */
    public static final int IORING_FEAT_CQE_SKIP = H.value("IORING_FEAT_CQE_SKIP");

    /** An operation runs with the rights of who submits it. Since Linux 5.6. */
    public static final int IORING_FEAT_CUR_PERSONALITY = H.value("IORING_FEAT_CUR_PERSONALITY");

    /** io_uring_enter takes a time-out. Since Linux 5.11. */
    public static final int IORING_FEAT_EXT_ARG = H.value("IORING_FEAT_EXT_ARG");

    /** An operation that would block waits without a worker thread. Since Linux 5.7. */
    public static final int IORING_FEAT_FAST_POLL = H.value("IORING_FEAT_FAST_POLL");

    /** Linked operations look their descriptor up late. Since Linux 5.17. */
    public static final int IORING_FEAT_LINKED_FILE = H.value("IORING_FEAT_LINKED_FILE");

    /** Workers are threads of the process. Since Linux 5.12. */
    public static final int IORING_FEAT_NATIVE_WORKERS = H.value("IORING_FEAT_NATIVE_WORKERS");

    /** Completions for which there is no room are kept by the kernel. Since Linux 5.5. */
    public static final int IORING_FEAT_NODROP = H.value("IORING_FEAT_NODROP");

    /** POLL_ADD takes epoll's flags. Since Linux 5.9. */
    public static final int IORING_FEAT_POLL_32BITS = H.value("IORING_FEAT_POLL_32BITS");

    /** Registered resources have tags. Since Linux 5.13. */
    public static final int IORING_FEAT_RSRC_TAGS = H.value("IORING_FEAT_RSRC_TAGS");

    /** Offset -1 means the file's own position. Since Linux 5.6. */
    public static final int IORING_FEAT_RW_CUR_POS = H.value("IORING_FEAT_RW_CUR_POS");

    /** Both rings are one mapping. Since Linux 5.4. */
    public static final int IORING_FEAT_SINGLE_MMAP = H.value("IORING_FEAT_SINGLE_MMAP");

    /** SQPOLL takes descriptors that are not registered. Since Linux 5.11. */
    public static final int IORING_FEAT_SQPOLL_NONFIXED = H.value("IORING_FEAT_SQPOLL_NONFIXED");

    /**
     * What a submission points to for its own description is read when it is submitted. Since
     * Linux 5.5.
     */
    public static final int IORING_FEAT_SUBMIT_STABLE = H.value("IORING_FEAT_SUBMIT_STABLE");

    // Offsets of mmap

    /** The completion ring. */
    public static final long IORING_OFF_CQ_RING = H.longValue("IORING_OFF_CQ_RING");

    /** The array of submissions. */
    public static final long IORING_OFF_SQES = H.longValue("IORING_OFF_SQES");

    /** The submission ring, with IORING_FEAT_SINGLE_MMAP both. */
    public static final long IORING_OFF_SQ_RING = H.longValue("IORING_OFF_SQ_RING");

    // Flags in the submission ring

    /** Completions wait in the kernel for room. */
    public static final int IORING_SQ_CQ_OVERFLOW = H.value("IORING_SQ_CQ_OVERFLOW");

    /** The thread of SQPOLL sleeps. */
    public static final int IORING_SQ_NEED_WAKEUP = H.value("IORING_SQ_NEED_WAKEUP");

    /** There are completions to be worked on. */
    public static final int IORING_SQ_TASKRUN = H.value("IORING_SQ_TASKRUN");

    // Flags of io_uring_enter

    /** The argument is a struct io_uring_getevents_arg. Since Linux 5.11. */
    public static final int IORING_ENTER_EXT_ARG = H.value("IORING_ENTER_EXT_ARG");

    /** Work on completions, and wait for so many. */
    public static final int IORING_ENTER_GETEVENTS = H.value("IORING_ENTER_GETEVENTS");

    /** The descriptor is a registered number. Since Linux 5.18. */
    public static final int IORING_ENTER_REGISTERED_RING = H.value("IORING_ENTER_REGISTERED_RING");

    /** Wait for room in the submission ring, with SQPOLL. */
    public static final int IORING_ENTER_SQ_WAIT = H.value("IORING_ENTER_SQ_WAIT");

    /** Wake the thread of SQPOLL. */
    public static final int IORING_ENTER_SQ_WAKEUP = H.value("IORING_ENTER_SQ_WAKEUP");

    // Operations of io_uring_register

    /** Enables a ring that was set up with R_DISABLED. Since Linux 5.10. */
    public static final int IORING_REGISTER_ENABLE_RINGS = H.value("IORING_REGISTER_ENABLE_RINGS");

    /** Registers a ring of provided buffers. Since Linux 5.19. */
    public static final int IORING_REGISTER_PBUF_RING = H.value("IORING_REGISTER_PBUF_RING");

    /** Tells which opcodes there are. Since Linux 5.6. */
    public static final int IORING_REGISTER_PROBE = H.value("IORING_REGISTER_PROBE");

    /** Registers the ring's own descriptor. Since Linux 5.18. */
    public static final int IORING_REGISTER_RING_FDS = H.value("IORING_REGISTER_RING_FDS");

    /** Cancels and waits. Since Linux 6.0. */
    public static final int IORING_REGISTER_SYNC_CANCEL = H.value("IORING_REGISTER_SYNC_CANCEL");

    /** Unregisters a ring of provided buffers. Since Linux 5.19. */
    public static final int IORING_UNREGISTER_PBUF_RING = H.value("IORING_UNREGISTER_PBUF_RING");

    /** Unregisters the ring's own descriptor. Since Linux 5.18. */
    public static final int IORING_UNREGISTER_RING_FDS = H.value("IORING_UNREGISTER_RING_FDS");

    /** In an answer of PROBE: the opcode is there. */
    public static final int IO_URING_OP_SUPPORTED = H.value("IO_URING_OP_SUPPORTED");

    // Opcodes

    /** accept4(2). Since Linux 5.5. */
    public static final int IORING_OP_ACCEPT = H.value("IORING_OP_ACCEPT");

    /** Cancels another operation. Since Linux 5.5. */
    public static final int IORING_OP_ASYNC_CANCEL = H.value("IORING_OP_ASYNC_CANCEL");

    /** close(2). Since Linux 5.6. */
    public static final int IORING_OP_CLOSE = H.value("IORING_OP_CLOSE");

    /** connect(2). Since Linux 5.5. */
    public static final int IORING_OP_CONNECT = H.value("IORING_OP_CONNECT");

    /** epoll_ctl(2). Since Linux 5.6. */
    public static final int IORING_OP_EPOLL_CTL = H.value("IORING_OP_EPOLL_CTL");

    /** A time-out for the operation that it is linked to. Since Linux 5.5. */
    public static final int IORING_OP_LINK_TIMEOUT = H.value("IORING_OP_LINK_TIMEOUT");

    /** Sends a message to another ring. Since Linux 5.18. */
    public static final int IORING_OP_MSG_RING = H.value("IORING_OP_MSG_RING");

    /** Nothing. */
    public static final int IORING_OP_NOP = H.value("IORING_OP_NOP");

    /** Waits as poll(2) does. */
    public static final int IORING_OP_POLL_ADD = H.value("IORING_OP_POLL_ADD");

    /** Ends a POLL_ADD, or changes it. */
    public static final int IORING_OP_POLL_REMOVE = H.value("IORING_OP_POLL_REMOVE");

    /** Provides buffers, the old way. Since Linux 5.7. */
    public static final int IORING_OP_PROVIDE_BUFFERS = H.value("IORING_OP_PROVIDE_BUFFERS");

    /** pread(2), or read(2). Since Linux 5.6. */
    public static final int IORING_OP_READ = H.value("IORING_OP_READ");

    /** preadv2(2). */
    public static final int IORING_OP_READV = H.value("IORING_OP_READV");

    /** recv(2). Since Linux 5.6. */
    public static final int IORING_OP_RECV = H.value("IORING_OP_RECV");

    /** recvmsg(2). Since Linux 5.3. */
    public static final int IORING_OP_RECVMSG = H.value("IORING_OP_RECVMSG");

    /** Takes back what PROVIDE_BUFFERS gave. Since Linux 5.7. */
    public static final int IORING_OP_REMOVE_BUFFERS = H.value("IORING_OP_REMOVE_BUFFERS");

    /** send(2). Since Linux 5.6. */
    public static final int IORING_OP_SEND = H.value("IORING_OP_SEND");

    /** sendmsg(2). Since Linux 5.3. */
    public static final int IORING_OP_SENDMSG = H.value("IORING_OP_SENDMSG");

    /** sendmsg(2) without a copy. Since Linux 6.1. */
    public static final int IORING_OP_SENDMSG_ZC = H.value("IORING_OP_SENDMSG_ZC");

    /** send(2) without a copy. Since Linux 6.0. */
    public static final int IORING_OP_SEND_ZC = H.value("IORING_OP_SEND_ZC");

    /** shutdown(2). Since Linux 5.11. */
    public static final int IORING_OP_SHUTDOWN = H.value("IORING_OP_SHUTDOWN");

    /** socket(2). Since Linux 5.19. */
    public static final int IORING_OP_SOCKET = H.value("IORING_OP_SOCKET");

    /** splice(2). Since Linux 5.7. */
    public static final int IORING_OP_SPLICE = H.value("IORING_OP_SPLICE");

    /** A time-out. Since Linux 5.4. */
    public static final int IORING_OP_TIMEOUT = H.value("IORING_OP_TIMEOUT");

    /** Ends a TIMEOUT, or changes it. Since Linux 5.5. */
    public static final int IORING_OP_TIMEOUT_REMOVE = H.value("IORING_OP_TIMEOUT_REMOVE");

    /** A command of the file's own; for sockets since Linux 6.7. */
    public static final int IORING_OP_URING_CMD = H.value("IORING_OP_URING_CMD");

    /** pwrite(2), or write(2). Since Linux 5.6. */
    public static final int IORING_OP_WRITE = H.value("IORING_OP_WRITE");

    /** pwritev2(2). */
    public static final int IORING_OP_WRITEV = H.value("IORING_OP_WRITEV");

    // Flags of a submission

    /** Leave it to a worker at once. Since Linux 5.6. */
    public static final int IOSQE_ASYNC = H.value("IOSQE_ASYNC");

    /** The kernel takes a buffer of a group. Since Linux 5.7. */
    public static final int IOSQE_BUFFER_SELECT = H.value("IOSQE_BUFFER_SELECT");

    /** No completion where it succeeds. Since Linux 5.17. */
    public static final int IOSQE_CQE_SKIP_SUCCESS = H.value("IOSQE_CQE_SKIP_SUCCESS");

    /** The descriptor is a registered number. */
    public static final int IOSQE_FIXED_FILE = H.value("IOSQE_FIXED_FILE");

    /** Begin when all before it have completed. */
    public static final int IOSQE_IO_DRAIN = H.value("IOSQE_IO_DRAIN");

    /** Like IO_LINK, and an error does not cut the chain. Since Linux 5.5. */
    public static final int IOSQE_IO_HARDLINK = H.value("IOSQE_IO_HARDLINK");

    /** The next one begins when this one has completed. Since Linux 5.3. */
    public static final int IOSQE_IO_LINK = H.value("IOSQE_IO_LINK");

    // Flags of single opcodes

    /** In ioprio: one submission accepts many connections. Since Linux 5.19. */
    public static final int IORING_ACCEPT_MULTISHOT = H.value("IORING_ACCEPT_MULTISHOT");

    /** Cancel all that match. Since Linux 5.19. */
    public static final int IORING_ASYNC_CANCEL_ALL = H.value("IORING_ASYNC_CANCEL_ALL");

    /** Every operation matches. Since Linux 5.19. */
    public static final int IORING_ASYNC_CANCEL_ANY = H.value("IORING_ASYNC_CANCEL_ANY");

    /** Match the descriptor, not user_data. Since Linux 5.19. */
    public static final int IORING_ASYNC_CANCEL_FD = H.value("IORING_ASYNC_CANCEL_FD");

    /** In len: level-triggered. Since Linux 6.0. */
    public static final int IORING_POLL_ADD_LEVEL = H.value("IORING_POLL_ADD_LEVEL");

    /** In len: tell each change. Since Linux 5.13. */
    public static final int IORING_POLL_ADD_MULTI = H.value("IORING_POLL_ADD_MULTI");

    /** In len: change the events. Since Linux 5.13. */
    public static final int IORING_POLL_UPDATE_EVENTS = H.value("IORING_POLL_UPDATE_EVENTS");

    /** In len: change user_data. Since Linux 5.13. */
    public static final int IORING_POLL_UPDATE_USER_DATA = H.value("IORING_POLL_UPDATE_USER_DATA");

    /** In ioprio: a registered buffer. Since Linux 6.0. */
    public static final int IORING_RECVSEND_FIXED_BUF = H.value("IORING_RECVSEND_FIXED_BUF");

    /** In ioprio: wait first, do not try. Since Linux 5.19. */
    public static final int IORING_RECVSEND_POLL_FIRST = H.value("IORING_RECVSEND_POLL_FIRST");

    /** In ioprio: one submission receives again and again. Since Linux 6.0. */
    public static final int IORING_RECV_MULTISHOT = H.value("IORING_RECV_MULTISHOT");

    /** The time is one of the clock, not from now. */
    public static final int IORING_TIMEOUT_ABS = H.value("IORING_TIMEOUT_ABS");

    /** On CLOCK_BOOTTIME. Since Linux 5.15. */
    public static final int IORING_TIMEOUT_BOOTTIME = H.value("IORING_TIMEOUT_BOOTTIME");

    /** Running out counts as a success. Since Linux 5.16. */
    public static final int IORING_TIMEOUT_ETIME_SUCCESS = H.value("IORING_TIMEOUT_ETIME_SUCCESS");

    /** Runs out again and again. Since Linux 6.4. */
    public static final int IORING_TIMEOUT_MULTISHOT = H.value("IORING_TIMEOUT_MULTISHOT");

    /** On CLOCK_REALTIME. Since Linux 5.15. */
    public static final int IORING_TIMEOUT_REALTIME = H.value("IORING_TIMEOUT_REALTIME");

    // Flags of a completion

    /** How far up in the flags the buffer's number stands. */
    public static final int IORING_CQE_BUFFER_SHIFT = H.value("IORING_CQE_BUFFER_SHIFT");

    /** The upper half is the number of the buffer that was used. */
    public static final int IORING_CQE_F_BUFFER = H.value("IORING_CQE_F_BUFFER");

    /** The submission will bring further completions. */
    public static final int IORING_CQE_F_MORE = H.value("IORING_CQE_F_MORE");

    /** Of a send without a copy: the memory is free. Since Linux 6.0. */
    public static final int IORING_CQE_F_NOTIF = H.value("IORING_CQE_F_NOTIF");

    /** There was more to receive. Since Linux 5.19. */
    public static final int IORING_CQE_F_SOCK_NONEMPTY = H.value("IORING_CQE_F_SOCK_NONEMPTY");

    private static final String[] OPCODES = opcodes();

    private LinuxIoUring() {}

    private static String[] opcodes() {
        var names = new String[256];
        for (var name : H.names()) {
            if (name.startsWith("IORING_OP_")) {
                names[H.value(name)] = name;
            }
        }
        for (int opcode = 0; opcode < names.length; opcode++) {
            if (names[opcode] == null) {
                names[opcode] = "IORING_OP_" + opcode;
            }
        }
        return names;
    }

    /**
     * An opcode's name.
     *
     * @param opcode 0 to 255
     * @return for example {@code "IORING_OP_RECV"}; with the number, where it has no name here
     */
    public static String name(int opcode) {
        return OPCODES[opcode];
    }

    /** Whether it is the name of an opcode that has one. */
    static boolean isOpcode(String name) {
        return name.startsWith("IORING_OP_") && H.names().contains(name);
    }
}
