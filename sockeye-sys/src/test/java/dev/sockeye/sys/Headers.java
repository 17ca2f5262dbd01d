package dev.sockeye.sys;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which class shows which header's constants, and what the headers of older machines do not know.
 */
record Headers(String header, Class<?> shownBy) {
    static final List<Headers> ALL =
            List.of(
                    new Headers("errno.h", Errno.class),
                    new Headers("fcntl.h", Fcntl.class),
                    new Headers("linux/errqueue.h", LinuxErrqueue.class),
                    new Headers("linux/io_uring.h", LinuxIoUring.class),
                    new Headers("linux/net_tstamp.h", LinuxNetTstamp.class),
                    new Headers("netdb.h", Netdb.class),
                    new Headers("netinet/in.h", NetinetIn.class),
                    new Headers("netinet/tcp.h", NetinetTcp.class),
                    new Headers("netinet/udp.h", NetinetUdp.class),
                    new Headers("poll.h", PollH.class),
                    new Headers("signal.h", SignalH.class),
                    new Headers("spawn.h", SpawnH.class),
                    new Headers("sys/epoll.h", SysEpoll.class),
                    new Headers("sys/eventfd.h", SysEventfd.class),
                    new Headers("sys/ioctl.h", SysIoctl.class),
                    new Headers("sys/mman.h", SysMman.class),
                    new Headers("sys/pidfd.h", SysPidfd.class),
                    new Headers("sys/resource.h", SysResource.class),
                    new Headers("sys/select.h", SysSelect.class),
                    new Headers("sys/signalfd.h", SysSignalfd.class),
                    new Headers("sys/socket.h", SysSocket.class),
                    new Headers("sys/stat.h", SysStat.class),
                    new Headers("sys/syscall.h", SysSyscall.class),
                    new Headers("sys/timerfd.h", SysTimerfd.class),
                    new Headers("sys/un.h", SysUn.class),
                    new Headers("sys/wait.h", SysWait.class),
                    new Headers("time.h", TimeH.class));

    /** What the C library's programmers include. */
    static final String[] LIBRARY = {
        "errno.h",
        "fcntl.h",
        "netdb.h",
        "netinet/in.h",
        "netinet/tcp.h",
        "netinet/udp.h",
        "poll.h",
        "signal.h",
        "spawn.h",
        "sys/epoll.h",
        "sys/eventfd.h",
        "sys/ioctl.h",
        "time.h",
        "linux/errqueue.h",
        "linux/io_uring.h",
        "linux/net_tstamp.h",
        "linux/sockios.h",
        "sys/mman.h",
        "sys/pidfd.h",
        "sys/resource.h",
        "sys/select.h",
        "sys/signalfd.h",
        "sys/socket.h",
        "sys/stat.h",
        "sys/syscall.h",
        "sys/timerfd.h",
        "sys/un.h",
        "sys/wait.h",
        "time.h"
    };

    /** The kernel's own, which do not bear the others beside them. */
    static final String[] KERNEL = {
        "asm/ioctls.h", "asm/socket.h", "linux/in.h", "linux/in6.h", "linux/sockios.h",
        "linux/tcp.h", "linux/udp.h", "linux/un.h", "linux/stat.h", "linux/eventpoll.h"
    };

    /** Enumerators: no preprocessor can tell whether they are there. */
    static final List<String> ENUMERATORS =
            List.of(
                    "IORING_CQE_BUFFER_SHIFT",
                    "IORING_OP_ACCEPT",
                    "IORING_OP_ASYNC_CANCEL",
                    "IORING_OP_CLOSE",
                    "IORING_OP_CONNECT",
                    "IORING_OP_EPOLL_CTL",
                    "IORING_OP_LINK_TIMEOUT",
                    "IORING_OP_MSG_RING",
                    "IORING_OP_NOP",
                    "IORING_OP_POLL_ADD",
                    "IORING_OP_POLL_REMOVE",
                    "IORING_OP_PROVIDE_BUFFERS",
                    "IORING_OP_READ",
                    "IORING_OP_READV",
                    "IORING_OP_RECV",
                    "IORING_OP_RECVMSG",
                    "IORING_OP_REMOVE_BUFFERS",
                    "IORING_OP_SEND",
                    "IORING_OP_SENDMSG",
                    "IORING_OP_SENDMSG_ZC",
                    "IORING_OP_SEND_ZC",
                    "IORING_OP_SHUTDOWN",
                    "IORING_OP_SOCKET",
                    "IORING_OP_SPLICE",
                    "IORING_OP_TIMEOUT",
                    "IORING_OP_TIMEOUT_REMOVE",
                    "IORING_OP_URING_CMD",
                    "IORING_OP_WRITE",
                    "IORING_OP_WRITEV",
                    "IORING_REGISTER_ENABLE_RINGS",
                    "IORING_REGISTER_PBUF_RING",
                    "IORING_REGISTER_PROBE",
                    "IORING_REGISTER_RING_FDS",
                    "IORING_REGISTER_SYNC_CANCEL",
                    "IORING_UNREGISTER_PBUF_RING",
                    "IORING_UNREGISTER_RING_FDS",
                    "IPPORT_USERRESERVED",
                    "P_ALL",
                    "P_PGID",
                    "P_PID",
                    "P_PIDFD",
                    "SCM_TSTAMP_ACK",
                    "SCM_TSTAMP_SCHED",
                    "SCM_TSTAMP_SND",
                    "TCP_CA_CWR",
                    "TCP_CA_Disorder",
                    "TCP_CA_Loss",
                    "TCP_CA_Open",
                    "TCP_CA_Recovery",
                    "TCP_CLOSE",
                    "TCP_CLOSE_WAIT",
                    "TCP_CLOSING",
                    "TCP_ESTABLISHED",
                    "TCP_FIN_WAIT1",
                    "TCP_FIN_WAIT2",
                    "TCP_LAST_ACK",
                    "TCP_LISTEN",
                    "TCP_NO_QUEUE",
                    "TCP_RECV_QUEUE",
                    "TCP_SEND_QUEUE",
                    "TCP_SYN_RECV",
                    "TCP_SYN_SENT",
                    "TCP_TIME_WAIT");

    /** Whether C knows the name as an enumerator. */
    static boolean isEnumerator(String name) {
        return ENUMERATORS.contains(name)
                || ((name.startsWith("SOF_") || name.startsWith("HWTSTAMP_"))
                        && !NEWER.containsKey(name));
    }

    /** Constants that the headers of some machines do not have, with where they come from. */
    static final Map<String, String> NEWER = newer();

    private static Map<String, String> newer() {
        var newer = new TreeMap<String, String>();
        String socket = "include/uapi/asm-generic/socket.h, Linux ";
        newer.put("SO_PASSPIDFD", socket + "6.5");
        newer.put("SO_PEERPIDFD", socket + "6.5");
        newer.put("SO_DEVMEM_LINEAR", socket + "6.12");
        newer.put("SO_DEVMEM_DMABUF", socket + "6.12");
        newer.put("SO_DEVMEM_DONTNEED", socket + "6.12");
        newer.put("SCM_DEVMEM_LINEAR", socket + "6.12");
        newer.put("SCM_DEVMEM_DMABUF", socket + "6.12");
        newer.put("SCM_TS_OPT_ID", socket + "6.13");
        newer.put("SO_RCVPRIORITY", socket + "6.14");
        newer.put("SO_PASSRIGHTS", socket + "6.16");
        newer.put("SO_INQ", socket + "6.17");
        newer.put("SCM_INQ", socket + "6.17");
        String inner = "include/linux/socket.h, Linux ";
        newer.put("SCM_SECURITY", inner + "2.6.17");
        newer.put("SCM_PIDFD", inner + "6.5");
        newer.put("MSG_SOCK_DEVMEM", inner + "6.12");
        String lite = "include/net/udplite.h, Linux 2.6.20";
        newer.put("SOL_UDPLITE", inner + "2.6.20");
        newer.put("UDPLITE_RECV_CSCOV", lite);
        newer.put("UDPLITE_SEND_CSCOV", lite);
        String stamp = "include/uapi/linux/net_tstamp.h, Linux ";
        newer.put("SOF_TIMESTAMPING_OPT_ID_TCP", stamp + "6.2");
        newer.put("SOF_TIMESTAMPING_OPT_RX_FILTER", stamp + "6.12");
        newer.put("SOF_TIMESTAMPING_TX_COMPLETION", stamp + "6.15");
        newer.put("SCM_TSTAMP_COMPLETION", "include/uapi/linux/errqueue.h, Linux 6.15");
        String ring = "include/uapi/linux/io_uring.h, Linux ";
        newer.put("IORING_TIMEOUT_MULTISHOT", ring + "6.4");
        newer.put("IORING_SETUP_NO_MMAP", ring + "6.5");
        newer.put("IORING_SETUP_REGISTERED_FD_ONLY", ring + "6.5");
        newer.put("IORING_SETUP_NO_SQARRAY", ring + "6.6");
        newer.put("PIDFD_THREAD", "include/uapi/linux/pidfd.h, Linux 6.9");
        newer.put("IPPROTO_SMC", "include/uapi/linux/in.h, Linux 6.11");
        String tcp = "include/uapi/linux/tcp.h, Linux ";
        newer.put("TCP_AO_ADD_KEY", tcp + "6.7");
        newer.put("TCP_AO_DEL_KEY", tcp + "6.7");
        newer.put("TCP_AO_INFO", tcp + "6.7");
        newer.put("TCP_AO_GET_KEYS", tcp + "6.7");
        newer.put("TCP_AO_REPAIR", tcp + "6.7");
        newer.put("TCP_IS_MPTCP", tcp + "6.10");
        newer.put("TCP_RTO_MAX_MS", tcp + "6.15");
        newer.put("TCP_RTO_MIN_US", tcp + "6.15");
        newer.put("TCP_DELACK_MAX_US", tcp + "6.15");
        return newer;
    }

    Constants table() {
        return Platform.constants(header);
    }

    @Override
    public String toString() {
        return header;
    }
}
