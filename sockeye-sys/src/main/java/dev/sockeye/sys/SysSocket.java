package dev.sockeye.sys;

/**
 * {@code <sys/socket.h>}: families, types, levels, the options of SOL_SOCKET, control messages and
 * flags.
 *
 * <p>The doc of an option starts with the C type of its value.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysSocket {
    private static final Constants H = Platform.constants("sys/socket.h");

    // Address families

    /** The kernel's cryptography. */
    public static final int AF_ALG = H.value("AF_ALG");

    /** AppleTalk DDP. */
    public static final int AF_APPLETALK = H.value("AF_APPLETALK");

    /** Ash; never carried out. */
    public static final int AF_ASH = H.value("AF_ASH");

    /** ATM permanent virtual circuits. */
    public static final int AF_ATMPVC = H.value("AF_ATMPVC");

    /** ATM switched virtual circuits. */
    public static final int AF_ATMSVC = H.value("AF_ATMSVC");

    /** Amateur radio AX.25. */
    public static final int AF_AX25 = H.value("AF_AX25");

    /** Bluetooth. */
    public static final int AF_BLUETOOTH = H.value("AF_BLUETOOTH");

    /** Multiprotocol bridges, in netlink messages. */
    public static final int AF_BRIDGE = H.value("AF_BRIDGE");

    /** Ericsson's CAIF modems. */
    public static final int AF_CAIF = H.value("AF_CAIF");

    /** Controller area network. */
    public static final int AF_CAN = H.value("AF_CAN");

    /** DECnet; no longer in the kernel. */
    public static final int AF_DECnet = H.value("AF_DECnet");

    /** Acorn Econet; no longer in the kernel. */
    public static final int AF_ECONET = H.value("AF_ECONET");

    /** Another name of AF_UNIX. */
    public static final int AF_FILE = H.value("AF_FILE");

    /** InfiniBand native addresses. */
    public static final int AF_IB = H.value("AF_IB");

    /** IEEE 802.15.4 low-rate radio. */
    public static final int AF_IEEE802154 = H.value("AF_IEEE802154");

    /** IPv4. */
    public static final int AF_INET = H.value("AF_INET");

    /** IPv6. */
    public static final int AF_INET6 = H.value("AF_INET6");

    /** Novell IPX; no longer in the kernel. */
    public static final int AF_IPX = H.value("AF_IPX");

    /** Infrared; no longer in the kernel. */
    public static final int AF_IRDA = H.value("AF_IRDA");

    /** Modular ISDN. */
    public static final int AF_ISDN = H.value("AF_ISDN");

    /** IBM's inter-user communication vehicle. */
    public static final int AF_IUCV = H.value("AF_IUCV");

    /** The kernel connection multiplexor. */
    public static final int AF_KCM = H.value("AF_KCM");

    /** Key management for IPsec (PF_KEY). */
    public static final int AF_KEY = H.value("AF_KEY");

    /** IEEE 802.2 logical link control. */
    public static final int AF_LLC = H.value("AF_LLC");

    /** Another name of AF_UNIX. */
    public static final int AF_LOCAL = H.value("AF_LOCAL");

    /** Management component transport protocol. */
    public static final int AF_MCTP = H.value("AF_MCTP");

    /** Multiprotocol label switching. */
    public static final int AF_MPLS = H.value("AF_MPLS");

    /** Reserved for 802.2 LLC. */
    public static final int AF_NETBEUI = H.value("AF_NETBEUI");

    /** Talk with the kernel: routes, links, sockets, ... */
    public static final int AF_NETLINK = H.value("AF_NETLINK");

    /** Amateur radio NET/ROM. */
    public static final int AF_NETROM = H.value("AF_NETROM");

    /** Near field communication. */
    public static final int AF_NFC = H.value("AF_NFC");

    /** Packets at the device level. */
    public static final int AF_PACKET = H.value("AF_PACKET");

    /** Nokia's modems. */
    public static final int AF_PHONET = H.value("AF_PHONET");

    /** PPP over Ethernet, L2TP, PPTP. */
    public static final int AF_PPPOX = H.value("AF_PPPOX");

    /** Qualcomm's IPC router. */
    public static final int AF_QIPCRTR = H.value("AF_QIPCRTR");

    /** Reliable datagram sockets. */
    public static final int AF_RDS = H.value("AF_RDS");

    /** Amateur radio X.25 PLP. */
    public static final int AF_ROSE = H.value("AF_ROSE");

    /** Another name of AF_NETLINK, after 4.4BSD. */
    public static final int AF_ROUTE = H.value("AF_ROUTE");

    /** Rx remote procedure calls. */
    public static final int AF_RXRPC = H.value("AF_RXRPC");

    /** Reserved for security callbacks. */
    public static final int AF_SECURITY = H.value("AF_SECURITY");

    /** Shared memory communications over RDMA. */
    public static final int AF_SMC = H.value("AF_SMC");

    /** IBM SNA; never carried out. */
    public static final int AF_SNA = H.value("AF_SNA");

    /** Transparent inter-process communication. */
    public static final int AF_TIPC = H.value("AF_TIPC");

    /** Sockets of one machine, named by a path or an abstract name. */
    public static final int AF_UNIX = H.value("AF_UNIX");

    /** No family; connect(2) with it dissolves a datagram socket's peer. */
    public static final int AF_UNSPEC = H.value("AF_UNSPEC");

    /** Between a virtual machine and its host. */
    public static final int AF_VSOCK = H.value("AF_VSOCK");

    /** Wanpipe; no longer in the kernel. */
    public static final int AF_WANPIPE = H.value("AF_WANPIPE");

    /** ITU-T X.25. */
    public static final int AF_X25 = H.value("AF_X25");

    /** Express data path: packets by shared rings. */
    public static final int AF_XDP = H.value("AF_XDP");

    // Socket types

    /** Flag of socket, socketpair and accept4: close the descriptor on exec. */
    public static final int SOCK_CLOEXEC = H.value("SOCK_CLOEXEC");

    /** Datagram congestion control protocol. */
    public static final int SOCK_DCCP = H.value("SOCK_DCCP");

    /** Datagrams: bounded, unreliable, without connection. */
    public static final int SOCK_DGRAM = H.value("SOCK_DGRAM");

    /** Flag of socket, socketpair and accept4: O_NONBLOCK. */
    public static final int SOCK_NONBLOCK = H.value("SOCK_NONBLOCK");

    /** Packets at the device level, the way before AF_PACKET. */
    public static final int SOCK_PACKET = H.value("SOCK_PACKET");

    /** Packets of a protocol, with or without their header. */
    public static final int SOCK_RAW = H.value("SOCK_RAW");

    /** Reliable datagrams without order. */
    public static final int SOCK_RDM = H.value("SOCK_RDM");

    /** Records: bounded, reliable, in order, with connection. */
    public static final int SOCK_SEQPACKET = H.value("SOCK_SEQPACKET");

    /** A stream of bytes: reliable, in order, with connection. */
    public static final int SOCK_STREAM = H.value("SOCK_STREAM");

    // Levels of getsockopt and setsockopt

    /** ATM adaptation layer. */
    public static final int SOL_AAL = H.value("SOL_AAL");

    /** AF_ALG. */
    public static final int SOL_ALG = H.value("SOL_ALG");

    /** ATM. */
    public static final int SOL_ATM = H.value("SOL_ATM");

    /** Bluetooth. */
    public static final int SOL_BLUETOOTH = H.value("SOL_BLUETOOTH");

    /** CAIF. */
    public static final int SOL_CAIF = H.value("SOL_CAIF");

    /** DCCP. */
    public static final int SOL_DCCP = H.value("SOL_DCCP");

    /** DECnet. */
    public static final int SOL_DECNET = H.value("SOL_DECNET");

    /** Infrared. */
    public static final int SOL_IRDA = H.value("SOL_IRDA");

    /** AF_IUCV. */
    public static final int SOL_IUCV = H.value("SOL_IUCV");

    /** AF_KCM. */
    public static final int SOL_KCM = H.value("SOL_KCM");

    /** AF_LLC. */
    public static final int SOL_LLC = H.value("SOL_LLC");

    /** AF_MCTP. */
    public static final int SOL_MCTP = H.value("SOL_MCTP");

    /** Multipath TCP. */
    public static final int SOL_MPTCP = H.value("SOL_MPTCP");

    /** NetBEUI. */
    public static final int SOL_NETBEUI = H.value("SOL_NETBEUI");

    /** AF_NETLINK. */
    public static final int SOL_NETLINK = H.value("SOL_NETLINK");

    /** AF_NFC. */
    public static final int SOL_NFC = H.value("SOL_NFC");

    /** AF_PACKET. */
    public static final int SOL_PACKET = H.value("SOL_PACKET");

    /** Phonet pipes. */
    public static final int SOL_PNPIPE = H.value("SOL_PNPIPE");

    /** PPP over L2TP. */
    public static final int SOL_PPPOL2TP = H.value("SOL_PPPOL2TP");

    /** Raw sockets. */
    public static final int SOL_RAW = H.value("SOL_RAW");

    /** AF_RDS. */
    public static final int SOL_RDS = H.value("SOL_RDS");

    /** AF_RXRPC. */
    public static final int SOL_RXRPC = H.value("SOL_RXRPC");

    /** AF_SMC. */
    public static final int SOL_SMC = H.value("SOL_SMC");

    /** Every socket. */
    public static final int SOL_SOCKET = H.value("SOL_SOCKET");

    /** AF_TIPC. */
    public static final int SOL_TIPC = H.value("SOL_TIPC");

    /** TLS in the kernel. */
    public static final int SOL_TLS = H.value("SOL_TLS");

    /** AF_X25. */
    public static final int SOL_X25 = H.value("SOL_X25");

    /** AF_XDP. */
    public static final int SOL_XDP = H.value("SOL_XDP");

    // Options of SOL_SOCKET

    /** int, get only: whether the socket listens. */
    public static final int SO_ACCEPTCONN = H.value("SO_ACCEPTCONN");

    /** int: a loaded eBPF program as filter, by its descriptor. */
    public static final int SO_ATTACH_BPF = H.value("SO_ATTACH_BPF");

    /** struct sock_fprog: a classic BPF program as filter. */
    public static final int SO_ATTACH_FILTER = H.value("SO_ATTACH_FILTER");

    /** struct sock_fprog: classic BPF that picks a socket of a SO_REUSEPORT group. */
    public static final int SO_ATTACH_REUSEPORT_CBPF = H.value("SO_ATTACH_REUSEPORT_CBPF");

    /** int: eBPF that picks a socket of a SO_REUSEPORT group, by its descriptor. */
    public static final int SO_ATTACH_REUSEPORT_EBPF = H.value("SO_ATTACH_REUSEPORT_EBPF");

    /** text: only packets of this interface; an empty one unbinds. */
    public static final int SO_BINDTODEVICE = H.value("SO_BINDTODEVICE");

    /** int: the same by the interface's index. */
    public static final int SO_BINDTOIFINDEX = H.value("SO_BINDTOIFINDEX");

    /** int, get only: how many BPF extensions the kernel has. */
    public static final int SO_BPF_EXTENSIONS = H.value("SO_BPF_EXTENSIONS");

    /** int: datagrams may go to a broadcast address. */
    public static final int SO_BROADCAST = H.value("SO_BROADCAST");

    /** int: without effect today. */
    public static final int SO_BSDCOMPAT = H.value("SO_BSDCOMPAT");

    /** int: which buffer sizes the kernel leaves alone (1 send, 2 receive). */
    public static final int SO_BUF_LOCK = H.value("SO_BUF_LOCK");

    /** int, microseconds: how long a blocking receive spins on the device's queue. */
    public static final int SO_BUSY_POLL = H.value("SO_BUSY_POLL");

    /** int: packets per round of busy polling. */
    public static final int SO_BUSY_POLL_BUDGET = H.value("SO_BUSY_POLL_BUDGET");

    /** int, set only: 1 asks IPv6 to look for another first hop. */
    public static final int SO_CNX_ADVICE = H.value("SO_CNX_ADVICE");

    /** 64 bits, get only: the socket's number that is never used again. */
    public static final int SO_COOKIE = H.value("SO_COOKIE");

    /** int: debugging in the protocol; needs CAP_NET_ADMIN. */
    public static final int SO_DEBUG = H.value("SO_DEBUG");

    /** int, ignored: takes the filter off. */
    public static final int SO_DETACH_BPF = H.value("SO_DETACH_BPF");

    /** int, ignored: takes the filter off. */
    public static final int SO_DETACH_FILTER = H.value("SO_DETACH_FILTER");

    /** int, ignored: takes the program off that picks a socket of the group. */
    public static final int SO_DETACH_REUSEPORT_BPF = H.value("SO_DETACH_REUSEPORT_BPF");

    /** The control message's number of SCM_DEVMEM_DMABUF. */
    public static final int SO_DEVMEM_DMABUF = H.value("SO_DEVMEM_DMABUF");

    /** struct dmabuf_token[]: gives received device memory back. */
    public static final int SO_DEVMEM_DONTNEED = H.value("SO_DEVMEM_DONTNEED");

    /** The control message's number of SCM_DEVMEM_LINEAR. */
    public static final int SO_DEVMEM_LINEAR = H.value("SO_DEVMEM_LINEAR");

    /** int, get only: the socket's family. */
    public static final int SO_DOMAIN = H.value("SO_DOMAIN");

    /** int: only to directly connected hosts. */
    public static final int SO_DONTROUTE = H.value("SO_DONTROUTE");

    /** int, get only: the pending error, which it clears; the outcome of a non-blocking connect. */
    public static final int SO_ERROR = H.value("SO_ERROR");

    /** struct sock_filter[], get only: the attached classic BPF program. */
    public static final int SO_GET_FILTER = H.value("SO_GET_FILTER");

    /** int: the processor that handled the last packet; as a setting, where to prefer a socket. */
    public static final int SO_INCOMING_CPU = H.value("SO_INCOMING_CPU");

    /** int, get only: the receive queue of the last packet. */
    public static final int SO_INCOMING_NAPI_ID = H.value("SO_INCOMING_NAPI_ID");

    /** int: Unix sockets tell the bytes that remain by a control message SCM_INQ. */
    public static final int SO_INQ = H.value("SO_INQ");

    /** int: probes on an idle connection. */
    public static final int SO_KEEPALIVE = H.value("SO_KEEPALIVE");

    /** struct linger: whether close waits for unsent data. */
    public static final int SO_LINGER = H.value("SO_LINGER");

    /** int: the filter can no longer be changed. */
    public static final int SO_LOCK_FILTER = H.value("SO_LOCK_FILTER");

    /**
     * int: the mark of the packets, for routing and filters; needs CAP_NET_ADMIN or CAP_NET_RAW.
     */
    public static final int SO_MARK = H.value("SO_MARK");

    /** 32 or 64 bits, bytes per second: how fast to send at most. */
    public static final int SO_MAX_PACING_RATE = H.value("SO_MAX_PACING_RATE");

    /** uint32[], get only: memory that the socket uses. */
    public static final int SO_MEMINFO = H.value("SO_MEMINFO");

    /** 64 bits, get only: the number of the socket's network namespace. */
    public static final int SO_NETNS_COOKIE = H.value("SO_NETNS_COOKIE");

    /** int: packets are sent with a checksum of the sender's own (AF_PACKET). */
    public static final int SO_NOFCS = H.value("SO_NOFCS");

    /** int: UDP over IPv4 without checksums. */
    public static final int SO_NO_CHECK = H.value("SO_NO_CHECK");

    /** int: urgent data stays in the stream. */
    public static final int SO_OOBINLINE = H.value("SO_OOBINLINE");

    /** int: Unix sockets get SCM_CREDENTIALS with each message. */
    public static final int SO_PASSCRED = H.value("SO_PASSCRED");

    /** int: Unix sockets get SCM_PIDFD with each message. */
    public static final int SO_PASSPIDFD = H.value("SO_PASSPIDFD");

    /** int: whether a Unix socket takes descriptors (SCM_RIGHTS); on at first. */
    public static final int SO_PASSRIGHTS = H.value("SO_PASSRIGHTS");

    /** int: Unix sockets get SCM_SECURITY with each message. */
    public static final int SO_PASSSEC = H.value("SO_PASSSEC");

    /** int: where MSG_PEEK starts; -1 always at the start. */
    public static final int SO_PEEK_OFF = H.value("SO_PEEK_OFF");

    /** struct ucred, get only: pid, uid and gid of a Unix socket's peer. */
    public static final int SO_PEERCRED = H.value("SO_PEERCRED");

    /** gid_t[], get only: the further groups of a Unix socket's peer. */
    public static final int SO_PEERGROUPS = H.value("SO_PEERGROUPS");

    /** bytes, get only: the peer's address, as getpeername. */
    public static final int SO_PEERNAME = H.value("SO_PEERNAME");

    /** int, get only: a descriptor of the process of a Unix socket's peer. */
    public static final int SO_PEERPIDFD = H.value("SO_PEERPIDFD");

    /** text, get only: the security label of a Unix socket's peer. */
    public static final int SO_PEERSEC = H.value("SO_PEERSEC");

    /** int: busy polling in place of interrupts. */
    public static final int SO_PREFER_BUSY_POLL = H.value("SO_PREFER_BUSY_POLL");

    /** int: the packets' priority in the queues. */
    public static final int SO_PRIORITY = H.value("SO_PRIORITY");

    /** int, get only: the socket's protocol. */
    public static final int SO_PROTOCOL = H.value("SO_PROTOCOL");

    /** int, bytes: the receive buffer; the kernel doubles what is set. */
    public static final int SO_RCVBUF = H.value("SO_RCVBUF");

    /** int, bytes, set only: the same beyond net.core.rmem_max; needs CAP_NET_ADMIN. */
    public static final int SO_RCVBUFFORCE = H.value("SO_RCVBUFFORCE");

    /** int, bytes: how much must be there before a receive ends or poll tells. */
    public static final int SO_RCVLOWAT = H.value("SO_RCVLOWAT");

    /** int: the packet's mark by a control message SO_MARK. */
    public static final int SO_RCVMARK = H.value("SO_RCVMARK");

    /** int: the packet's priority by a control message SO_PRIORITY. */
    public static final int SO_RCVPRIORITY = H.value("SO_RCVPRIORITY");

    /** struct timeval: how long a blocking receive or accept waits. */
    public static final int SO_RCVTIMEO = H.value("SO_RCVTIMEO");

    /** The same with 64-bit time everywhere. */
    public static final int SO_RCVTIMEO_NEW = H.value("SO_RCVTIMEO_NEW");

    /** The same with the machine's own time. */
    public static final int SO_RCVTIMEO_OLD = H.value("SO_RCVTIMEO_OLD");

    /** int, bytes: memory reserved for the socket. */
    public static final int SO_RESERVE_MEM = H.value("SO_RESERVE_MEM");

    /** int: a local address in TIME_WAIT may be bound again. */
    public static final int SO_REUSEADDR = H.value("SO_REUSEADDR");

    /** int: several sockets may bind one address and share its load. */
    public static final int SO_REUSEPORT = H.value("SO_REUSEPORT");

    /** int: each datagram comes with the number of those dropped. */
    public static final int SO_RXQ_OVFL = H.value("SO_RXQ_OVFL");

    /** Without effect. */
    public static final int SO_SECURITY_AUTHENTICATION = H.value("SO_SECURITY_AUTHENTICATION");

    /** Without effect. */
    public static final int SO_SECURITY_ENCRYPTION_NETWORK =
            H.value("SO_SECURITY_ENCRYPTION_NETWORK");

    /** Without effect. */
    public static final int SO_SECURITY_ENCRYPTION_TRANSPORT =
            H.value("SO_SECURITY_ENCRYPTION_TRANSPORT");

    /** int: an entry in the error queue shows as POLLPRI too. */
    public static final int SO_SELECT_ERR_QUEUE = H.value("SO_SELECT_ERR_QUEUE");

    /** int, bytes: the send buffer; the kernel doubles what is set. */
    public static final int SO_SNDBUF = H.value("SO_SNDBUF");

    /** int, bytes, set only: the same beyond net.core.wmem_max; needs CAP_NET_ADMIN. */
    public static final int SO_SNDBUFFORCE = H.value("SO_SNDBUFFORCE");

    /** int, get only: always 1. */
    public static final int SO_SNDLOWAT = H.value("SO_SNDLOWAT");

    /** struct timeval: how long a blocking send or connect waits. */
    public static final int SO_SNDTIMEO = H.value("SO_SNDTIMEO");

    /** The same with 64-bit time everywhere. */
    public static final int SO_SNDTIMEO_NEW = H.value("SO_SNDTIMEO_NEW");

    /** The same with the machine's own time. */
    public static final int SO_SNDTIMEO_OLD = H.value("SO_SNDTIMEO_OLD");

    /** int: the time of receipt in microseconds by a control message. */
    public static final int SO_TIMESTAMP = H.value("SO_TIMESTAMP");

    /** int, SOF_ flags: time stamps of the software and the device, sending too. */
    public static final int SO_TIMESTAMPING = H.value("SO_TIMESTAMPING");

    /** The same with 64-bit time everywhere. */
    public static final int SO_TIMESTAMPING_NEW = H.value("SO_TIMESTAMPING_NEW");

    /** The same with the machine's own time. */
    public static final int SO_TIMESTAMPING_OLD = H.value("SO_TIMESTAMPING_OLD");

    /** int: the time of receipt in nanoseconds by a control message. */
    public static final int SO_TIMESTAMPNS = H.value("SO_TIMESTAMPNS");

    /** The same with 64-bit time everywhere. */
    public static final int SO_TIMESTAMPNS_NEW = H.value("SO_TIMESTAMPNS_NEW");

    /** The same with the machine's own time. */
    public static final int SO_TIMESTAMPNS_OLD = H.value("SO_TIMESTAMPNS_OLD");

    /** The same as SO_TIMESTAMP with 64-bit time everywhere. */
    public static final int SO_TIMESTAMP_NEW = H.value("SO_TIMESTAMP_NEW");

    /** The same as SO_TIMESTAMP with the machine's own time. */
    public static final int SO_TIMESTAMP_OLD = H.value("SO_TIMESTAMP_OLD");

    /** int: whether TCP looks for another path after timeouts. */
    public static final int SO_TXREHASH = H.value("SO_TXREHASH");

    /** struct sock_txtime: packets are sent at a time given by SCM_TXTIME. */
    public static final int SO_TXTIME = H.value("SO_TXTIME");

    /** int, get only: the socket's type. */
    public static final int SO_TYPE = H.value("SO_TYPE");

    /** int: each sent frame's fate by a control message. */
    public static final int SO_WIFI_STATUS = H.value("SO_WIFI_STATUS");

    /** int: MSG_ZEROCOPY is allowed. */
    public static final int SO_ZEROCOPY = H.value("SO_ZEROCOPY");

    // Control messages of SOL_SOCKET

    /** struct ucred: the sender's pid, uid and gid. */
    public static final int SCM_CREDENTIALS = H.value("SCM_CREDENTIALS");

    /** struct dmabuf_cmsg: data that lies in device memory. */
    public static final int SCM_DEVMEM_DMABUF = H.value("SCM_DEVMEM_DMABUF");

    /** struct dmabuf_cmsg: data that was copied, beside device memory. */
    public static final int SCM_DEVMEM_LINEAR = H.value("SCM_DEVMEM_LINEAR");

    /** int: the bytes that remain in a Unix socket. */
    public static final int SCM_INQ = H.value("SCM_INQ");

    /** int: a descriptor of the sender's process. */
    public static final int SCM_PIDFD = H.value("SCM_PIDFD");

    /** int[]: descriptors. */
    public static final int SCM_RIGHTS = H.value("SCM_RIGHTS");

    /** text: the sender's security label. */
    public static final int SCM_SECURITY = H.value("SCM_SECURITY");

    /** struct timeval: the time of receipt. */
    public static final int SCM_TIMESTAMP = H.value("SCM_TIMESTAMP");

    /** struct scm_timestamping: three time stamps. */
    public static final int SCM_TIMESTAMPING = H.value("SCM_TIMESTAMPING");

    /** netlink attributes: TCP's figures beside a sending time stamp. */
    public static final int SCM_TIMESTAMPING_OPT_STATS = H.value("SCM_TIMESTAMPING_OPT_STATS");

    /** struct scm_ts_pktinfo: interface and length beside a device's time stamp. */
    public static final int SCM_TIMESTAMPING_PKTINFO = H.value("SCM_TIMESTAMPING_PKTINFO");

    /** struct timespec: the time of receipt. */
    public static final int SCM_TIMESTAMPNS = H.value("SCM_TIMESTAMPNS");

    /** uint32_t: the number under which a sending time stamp comes. */
    public static final int SCM_TS_OPT_ID = H.value("SCM_TS_OPT_ID");

    /** uint64_t, nanoseconds: when to send. */
    public static final int SCM_TXTIME = H.value("SCM_TXTIME");

    /** int: whether a frame was acknowledged. */
    public static final int SCM_WIFI_STATUS = H.value("SCM_WIFI_STATUS");

    // Message flags

    /** More messages follow; the kernel's own flag in sendmmsg. */
    public static final int MSG_BATCH = H.value("MSG_BATCH");

    /** recvmsg: received descriptors are CLOEXEC. */
    public static final int MSG_CMSG_CLOEXEC = H.value("MSG_CMSG_CLOEXEC");

    /** send: the neighbour is alive, no need to ask for it. */
    public static final int MSG_CONFIRM = H.value("MSG_CONFIRM");

    /** recvmsg's answer: control messages were cut. */
    public static final int MSG_CTRUNC = H.value("MSG_CTRUNC");

    /** send: only to directly connected hosts. */
    public static final int MSG_DONTROUTE = H.value("MSG_DONTROUTE");

    /** This call does not block. */
    public static final int MSG_DONTWAIT = H.value("MSG_DONTWAIT");

    /** Ends a record; recvmsg's answer: the record is complete. */
    public static final int MSG_EOR = H.value("MSG_EOR");

    /** recv: from the error queue; recvmsg's answer: it came from there. */
    public static final int MSG_ERRQUEUE = H.value("MSG_ERRQUEUE");

    /** send: data in the SYN, connecting on the way. */
    public static final int MSG_FASTOPEN = H.value("MSG_FASTOPEN");

    /** Without effect. */
    public static final int MSG_FIN = H.value("MSG_FIN");

    /** send: more comes, do not send a small packet yet. */
    public static final int MSG_MORE = H.value("MSG_MORE");

    /** send: no SIGPIPE if the peer has gone. */
    public static final int MSG_NOSIGNAL = H.value("MSG_NOSIGNAL");

    /** Urgent data. */
    public static final int MSG_OOB = H.value("MSG_OOB");

    /** recv: leaves the data there. */
    public static final int MSG_PEEK = H.value("MSG_PEEK");

    /** Without effect. */
    public static final int MSG_PROXY = H.value("MSG_PROXY");

    /** Without effect. */
    public static final int MSG_RST = H.value("MSG_RST");

    /** recvmsg: takes data that lies in device memory. */
    public static final int MSG_SOCK_DEVMEM = H.value("MSG_SOCK_DEVMEM");

    /** Without effect. */
    public static final int MSG_SYN = H.value("MSG_SYN");

    /** recv: answers a datagram's full length; recvmsg's answer: the datagram was cut. */
    public static final int MSG_TRUNC = H.value("MSG_TRUNC");

    /** Another name of MSG_DONTROUTE. */
    public static final int MSG_TRYHARD = H.value("MSG_TRYHARD");

    /** recv: blocks until all was received. */
    public static final int MSG_WAITALL = H.value("MSG_WAITALL");

    /** recvmmsg: blocks for the first message only. */
    public static final int MSG_WAITFORONE = H.value("MSG_WAITFORONE");

    /** send: the kernel sends from the caller's memory and tells later when it is done. */
    public static final int MSG_ZEROCOPY = H.value("MSG_ZEROCOPY");

    // Directions of shutdown

    /** No more receiving. */
    public static final int SHUT_RD = H.value("SHUT_RD");

    /** No more of both. */
    public static final int SHUT_RDWR = H.value("SHUT_RDWR");

    /** No more sending: the peer reads the end. */
    public static final int SHUT_WR = H.value("SHUT_WR");

    // Limits

    /** The headers' upper bound of listen's backlog; the true one is net.core.somaxconn. */
    public static final int SOMAXCONN = H.value("SOMAXCONN");

    // Values of SO_BUF_LOCK

    /** Both of the two below. Since Linux 5.15. */
    public static final int SOCK_BUF_LOCK_MASK = H.value("SOCK_BUF_LOCK_MASK");

    /** The kernel leaves the receive buffer's size alone. Since Linux 5.15. */
    public static final int SOCK_RCVBUF_LOCK = H.value("SOCK_RCVBUF_LOCK");

    /** The kernel leaves the send buffer's size alone. Since Linux 5.15. */
    public static final int SOCK_SNDBUF_LOCK = H.value("SOCK_SNDBUF_LOCK");

    // Values of SO_TXREHASH

    /** As net.core.txrehash says. Since Linux 5.18. */
    public static final int SOCK_TXREHASH_DEFAULT = H.value("SOCK_TXREHASH_DEFAULT");

    /** Stays on its path. Since Linux 5.18. */
    public static final int SOCK_TXREHASH_DISABLED = H.value("SOCK_TXREHASH_DISABLED");

    /** Looks for another path after timeouts. Since Linux 5.18. */
    public static final int SOCK_TXREHASH_ENABLED = H.value("SOCK_TXREHASH_ENABLED");

    private SysSocket() {}
}
