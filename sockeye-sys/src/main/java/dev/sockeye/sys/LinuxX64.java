package dev.sockeye.sys;

/**
 * Linux on x86-64: the numbers of its headers and the layouts of its structs. Constants stand one a
 * line in the order of the class that shows them; a test compares every number with the headers of
 * the machine it runs on.
 */
final class LinuxX64 extends Platform {
    @Override
    String header(String name) {
        return switch (name) {
            case "sys/socket.h" -> SYS_SOCKET;
            case "netinet/in.h" -> NETINET_IN;
            case "netinet/tcp.h" -> NETINET_TCP;
            case "netinet/udp.h" -> NETINET_UDP;
            case "sys/un.h" -> SYS_UN;
            case "sys/epoll.h" -> SYS_EPOLL;
            case "sys/select.h" -> SYS_SELECT;
            case "poll.h" -> POLL_H;
            case "fcntl.h" -> FCNTL;
            case "sys/ioctl.h" -> SYS_IOCTL;
            case "sys/eventfd.h" -> SYS_EVENTFD;
            case "sys/timerfd.h" -> SYS_TIMERFD;
            case "sys/signalfd.h" -> SYS_SIGNALFD;
            case "sys/pidfd.h" -> SYS_PIDFD;
            case "signal.h" -> SIGNAL_H;
            case "spawn.h" -> SPAWN_H;
            case "sys/stat.h" -> SYS_STAT;
            case "sys/resource.h" -> SYS_RESOURCE;
            case "sys/wait.h" -> SYS_WAIT;
            case "time.h" -> TIME_H;
            case "netdb.h" -> NETDB;
            case "sys/mman.h" -> SYS_MMAN;
            case "sys/syscall.h" -> SYS_SYSCALL;
            case "linux/errqueue.h" -> LINUX_ERRQUEUE;
            case "linux/io_uring.h" -> LINUX_IO_URING;
            case "linux/net_tstamp.h" -> LINUX_NET_TSTAMP;
            case "errno.h" -> ERRNO;
            default -> throw new IllegalStateException("no header " + name);
        };
    }

    @Override
    String layout(String struct) {
        String option = OptionStructs.layout(struct);
        return option != null ? option : own(struct);
    }

    /** What differs between processors, or is no value of a socket option. */
    private static String own(String struct) {
        return switch (struct) {
            case "addrinfo" ->
                    """
                    SIZE 48
                    ai_flags 0
                    ai_family 4
                    ai_socktype 8
                    ai_protocol 12
                    ai_addrlen 16
                    ai_addr 24
                    ai_canonname 32
                    ai_next 40
                    """;
            case "cmsghdr" ->
                    """
                    SIZE 16
                    cmsg_len 0
                    cmsg_level 8
                    cmsg_type 12
                    """;
            case "epoll_event" ->
                    """
                    SIZE 12
                    events 0
                    data 4
                    """;
            case "fd_set" ->
                    """
                    SIZE 128
                    """;
            case "in6_pktinfo" ->
                    """
                    SIZE 20
                    ipi6_addr 0
                    ipi6_ifindex 16
                    """;
            case "in_pktinfo" ->
                    """
                    SIZE 12
                    ipi_ifindex 0
                    ipi_spec_dst 4
                    ipi_addr 8
                    """;
            case "io_uring_buf" ->
                    """
                    SIZE 16
                    addr 0
                    len 8
                    bid 12
                    """;
            case "io_uring_buf_reg" ->
                    """
                    SIZE 40
                    ring_addr 0
                    ring_entries 8
                    bgid 12
                    """;
            case "io_uring_buf_ring" ->
                    """
                    SIZE 16
                    tail 14
                    bufs 0
                    """;
            case "io_uring_cqe" ->
                    """
                    SIZE 16
                    user_data 0
                    res 8
                    flags 12
                    """;
            case "io_uring_getevents_arg" ->
                    """
                    SIZE 24
                    sigmask 0
                    sigmask_sz 8
                    ts 16
                    """;
            case "io_uring_params" ->
                    """
                    SIZE 120
                    sq_entries 0
                    cq_entries 4
                    flags 8
                    features 20
                    sq_off.head 40
                    sq_off.tail 44
                    sq_off.flags 56
                    sq_off.array 64
                    cq_off.head 80
                    cq_off.tail 84
                    cq_off.cqes 100
                    """;
            case "io_uring_probe" ->
                    """
                    SIZE 16
                    last_op 0
                    ops_len 1
                    ops 16
                    """;
            case "io_uring_probe_op" ->
                    """
                    SIZE 8
                    op 0
                    flags 2
                    """;
            case "io_uring_sqe" ->
                    """
                    SIZE 64
                    opcode 0
                    flags 1
                    ioprio 2
                    fd 4
                    off 8
                    addr 16
                    len 24
                    rw_flags 28
                    user_data 32
                    buf_group 40
                    """;
            case "iovec" ->
                    """
                    SIZE 16
                    iov_base 0
                    iov_len 8
                    """;
            case "itimerspec" ->
                    """
                    SIZE 32
                    it_interval 0
                    it_value 16
                    """;
            case "linger" ->
                    """
                    SIZE 8
                    l_onoff 0
                    l_linger 4
                    """;
            case "mmsghdr" ->
                    """
                    SIZE 64
                    msg_hdr 0
                    msg_len 56
                    """;
            case "msghdr" ->
                    """
                    SIZE 56
                    msg_name 0
                    msg_namelen 8
                    msg_iov 16
                    msg_iovlen 24
                    msg_control 32
                    msg_controllen 40
                    msg_flags 48
                    """;
            case "pollfd" ->
                    """
                    SIZE 8
                    fd 0
                    events 4
                    revents 6
                    """;
            case "posix_spawn_file_actions_t" ->
                    """
                    SIZE 80
                    """;
            case "posix_spawnattr_t" ->
                    """
                    SIZE 336
                    """;
            case "rlimit" ->
                    """
                    SIZE 16
                    rlim_cur 0
                    rlim_max 8
                    """;
            case "siginfo_t" ->
                    """
                    SIZE 128
                    si_signo 0
                    si_code 8
                    si_pid 16
                    si_uid 20
                    si_status 24
                    """;
            case "sigset_t" ->
                    """
                    SIZE 128
                    """;
            case "sockaddr" ->
                    """
                    SIZE 16
                    sa_family 0
                    sa_data 2
                    """;
            case "sock_extended_err" ->
                    """
                    SIZE 16
                    ee_errno 0
                    ee_origin 4
                    ee_type 5
                    ee_code 6
                    ee_info 8
                    ee_data 12
                    """;
            case "sockaddr_in" ->
                    """
                    SIZE 16
                    sin_family 0
                    sin_port 2
                    sin_addr 4
                    """;
            case "sockaddr_in6" ->
                    """
                    SIZE 28
                    sin6_family 0
                    sin6_port 2
                    sin6_flowinfo 4
                    sin6_addr 8
                    sin6_scope_id 24
                    """;
            case "sockaddr_storage" ->
                    """
                    SIZE 128
                    ss_family 0
                    """;
            case "sockaddr_un" ->
                    """
                    SIZE 110
                    sun_family 0
                    sun_path 2
                    """;
            case "statx" ->
                    """
                    SIZE 256
                    stx_mask 0
                    stx_blksize 4
                    stx_attributes 8
                    stx_nlink 16
                    stx_uid 20
                    stx_gid 24
                    stx_mode 28
                    stx_ino 32
                    stx_size 40
                    stx_blocks 48
                    stx_mtime 112
                    stx_dev_major 136
                    stx_dev_minor 140
                    """;
            case "timespec" ->
                    """
                    SIZE 16
                    tv_sec 0
                    tv_nsec 8
                    """;
            case "timeval" ->
                    """
                    SIZE 16
                    tv_sec 0
                    tv_usec 8
                    """;
            default -> throw new IllegalStateException("no struct " + struct);
        };
    }

    private static final String SYS_SOCKET =
            """
            AF_ALG 38
            AF_APPLETALK 5
            AF_ASH 18
            AF_ATMPVC 8
            AF_ATMSVC 20
            AF_AX25 3
            AF_BLUETOOTH 31
            AF_BRIDGE 7
            AF_CAIF 37
            AF_CAN 29
            AF_DECnet 12
            AF_ECONET 19
            AF_FILE 1
            AF_IB 27
            AF_IEEE802154 36
            AF_INET 2
            AF_INET6 10
            AF_IPX 4
            AF_IRDA 23
            AF_ISDN 34
            AF_IUCV 32
            AF_KCM 41
            AF_KEY 15
            AF_LLC 26
            AF_LOCAL 1
            AF_MCTP 45
            AF_MPLS 28
            AF_NETBEUI 13
            AF_NETLINK 16
            AF_NETROM 6
            AF_NFC 39
            AF_PACKET 17
            AF_PHONET 35
            AF_PPPOX 24
            AF_QIPCRTR 42
            AF_RDS 21
            AF_ROSE 11
            AF_ROUTE 16
            AF_RXRPC 33
            AF_SECURITY 14
            AF_SMC 43
            AF_SNA 22
            AF_TIPC 30
            AF_UNIX 1
            AF_UNSPEC 0
            AF_VSOCK 40
            AF_WANPIPE 25
            AF_X25 9
            AF_XDP 44
            SOCK_CLOEXEC 02000000
            SOCK_DCCP 6
            SOCK_DGRAM 2
            SOCK_NONBLOCK 04000
            SOCK_PACKET 10
            SOCK_RAW 3
            SOCK_RDM 4
            SOCK_SEQPACKET 5
            SOCK_STREAM 1
            SOL_AAL 265
            SOL_ALG 279
            SOL_ATM 264
            SOL_BLUETOOTH 274
            SOL_CAIF 278
            SOL_DCCP 269
            SOL_DECNET 261
            SOL_IRDA 266
            SOL_IUCV 277
            SOL_KCM 281
            SOL_LLC 268
            SOL_MCTP 285
            SOL_MPTCP 284
            SOL_NETBEUI 267
            SOL_NETLINK 270
            SOL_NFC 280
            SOL_PACKET 263
            SOL_PNPIPE 275
            SOL_PPPOL2TP 273
            SOL_RAW 255
            SOL_RDS 276
            SOL_RXRPC 272
            SOL_SMC 286
            SOL_SOCKET 1
            SOL_TIPC 271
            SOL_TLS 282
            SOL_X25 262
            SOL_XDP 283
            SO_ACCEPTCONN 30
            SO_ATTACH_BPF 50
            SO_ATTACH_FILTER 26
            SO_ATTACH_REUSEPORT_CBPF 51
            SO_ATTACH_REUSEPORT_EBPF 52
            SO_BINDTODEVICE 25
            SO_BINDTOIFINDEX 62
            SO_BPF_EXTENSIONS 48
            SO_BROADCAST 6
            SO_BSDCOMPAT 14
            SO_BUF_LOCK 72
            SO_BUSY_POLL 46
            SO_BUSY_POLL_BUDGET 70
            SO_CNX_ADVICE 53
            SO_COOKIE 57
            SO_DEBUG 1
            SO_DETACH_BPF 27
            SO_DETACH_FILTER 27
            SO_DETACH_REUSEPORT_BPF 68
            SO_DEVMEM_DMABUF 79
            SO_DEVMEM_DONTNEED 80
            SO_DEVMEM_LINEAR 78
            SO_DOMAIN 39
            SO_DONTROUTE 5
            SO_ERROR 4
            SO_GET_FILTER 26
            SO_INCOMING_CPU 49
            SO_INCOMING_NAPI_ID 56
            SO_INQ 84
            SO_KEEPALIVE 9
            SO_LINGER 13
            SO_LOCK_FILTER 44
            SO_MARK 36
            SO_MAX_PACING_RATE 47
            SO_MEMINFO 55
            SO_NETNS_COOKIE 71
            SO_NOFCS 43
            SO_NO_CHECK 11
            SO_OOBINLINE 10
            SO_PASSCRED 16
            SO_PASSPIDFD 76
            SO_PASSRIGHTS 83
            SO_PASSSEC 34
            SO_PEEK_OFF 42
            SO_PEERCRED 17
            SO_PEERGROUPS 59
            SO_PEERNAME 28
            SO_PEERPIDFD 77
            SO_PEERSEC 31
            SO_PREFER_BUSY_POLL 69
            SO_PRIORITY 12
            SO_PROTOCOL 38
            SO_RCVBUF 8
            SO_RCVBUFFORCE 33
            SO_RCVLOWAT 18
            SO_RCVMARK 75
            SO_RCVPRIORITY 82
            SO_RCVTIMEO 20
            SO_RCVTIMEO_NEW 66
            SO_RCVTIMEO_OLD 20
            SO_RESERVE_MEM 73
            SO_REUSEADDR 2
            SO_REUSEPORT 15
            SO_RXQ_OVFL 40
            SO_SECURITY_AUTHENTICATION 22
            SO_SECURITY_ENCRYPTION_NETWORK 24
            SO_SECURITY_ENCRYPTION_TRANSPORT 23
            SO_SELECT_ERR_QUEUE 45
            SO_SNDBUF 7
            SO_SNDBUFFORCE 32
            SO_SNDLOWAT 19
            SO_SNDTIMEO 21
            SO_SNDTIMEO_NEW 67
            SO_SNDTIMEO_OLD 21
            SO_TIMESTAMP 29
            SO_TIMESTAMPING 37
            SO_TIMESTAMPING_NEW 65
            SO_TIMESTAMPING_OLD 37
            SO_TIMESTAMPNS 35
            SO_TIMESTAMPNS_NEW 64
            SO_TIMESTAMPNS_OLD 35
            SO_TIMESTAMP_NEW 63
            SO_TIMESTAMP_OLD 29
            SO_TXREHASH 74
            SO_TXTIME 61
            SO_TYPE 3
            SO_WIFI_STATUS 41
            SO_ZEROCOPY 60
            SCM_CREDENTIALS 2
            SCM_DEVMEM_DMABUF 79
            SCM_DEVMEM_LINEAR 78
            SCM_INQ 84
            SCM_PIDFD 4
            SCM_RIGHTS 1
            SCM_SECURITY 3
            SCM_TIMESTAMP 29
            SCM_TIMESTAMPING 37
            SCM_TIMESTAMPING_OPT_STATS 54
            SCM_TIMESTAMPING_PKTINFO 58
            SCM_TIMESTAMPNS 35
            SCM_TS_OPT_ID 81
            SCM_TXTIME 61
            SCM_WIFI_STATUS 41
            MSG_BATCH 0x40000
            MSG_CMSG_CLOEXEC 0x40000000
            MSG_CONFIRM 0x800
            MSG_CTRUNC 0x8
            MSG_DONTROUTE 0x4
            MSG_DONTWAIT 0x40
            MSG_EOR 0x80
            MSG_ERRQUEUE 0x2000
            MSG_FASTOPEN 0x20000000
            MSG_FIN 0x200
            MSG_MORE 0x8000
            MSG_NOSIGNAL 0x4000
            MSG_OOB 0x1
            MSG_PEEK 0x2
            MSG_PROXY 0x10
            MSG_RST 0x1000
            MSG_SOCK_DEVMEM 0x2000000
            MSG_SYN 0x400
            MSG_TRUNC 0x20
            MSG_TRYHARD 0x4
            MSG_WAITALL 0x100
            MSG_WAITFORONE 0x10000
            MSG_ZEROCOPY 0x4000000
            SHUT_RD 0
            SHUT_RDWR 2
            SHUT_WR 1
            SOMAXCONN 4096
            SOCK_BUF_LOCK_MASK 3
            SOCK_RCVBUF_LOCK 2
            SOCK_SNDBUF_LOCK 1
            SOCK_TXREHASH_DEFAULT 255
            SOCK_TXREHASH_DISABLED 0
            SOCK_TXREHASH_ENABLED 1
            """;

    private static final String NETINET_IN =
            """
            IPPROTO_AH 51
            IPPROTO_BEETPH 94
            IPPROTO_COMP 108
            IPPROTO_DCCP 33
            IPPROTO_DSTOPTS 60
            IPPROTO_EGP 8
            IPPROTO_ENCAP 98
            IPPROTO_ESP 50
            IPPROTO_ETHERNET 143
            IPPROTO_FRAGMENT 44
            IPPROTO_GRE 47
            IPPROTO_HOPOPTS 0
            IPPROTO_ICMP 1
            IPPROTO_ICMPV6 58
            IPPROTO_IDP 22
            IPPROTO_IGMP 2
            IPPROTO_IP 0
            IPPROTO_IPIP 4
            IPPROTO_IPV6 41
            IPPROTO_L2TP 115
            IPPROTO_MH 135
            IPPROTO_MPLS 137
            IPPROTO_MPTCP 262
            IPPROTO_MTP 92
            IPPROTO_NONE 59
            IPPROTO_PIM 103
            IPPROTO_PUP 12
            IPPROTO_RAW 255
            IPPROTO_ROUTING 43
            IPPROTO_RSVP 46
            IPPROTO_SCTP 132
            IPPROTO_SMC 256
            IPPROTO_TCP 6
            IPPROTO_TP 29
            IPPROTO_UDP 17
            IPPROTO_UDPLITE 136
            SOL_ICMPV6 58
            SOL_IP 0
            SOL_IPV6 41
            INADDR_ALLHOSTS_GROUP 0xe0000001
            INADDR_ALLRTRS_GROUP 0xe0000002
            INADDR_ALLSNOOPERS_GROUP 0xe000006a
            INADDR_ANY 0x0
            INADDR_BROADCAST 0xffffffff
            INADDR_DUMMY 0xc0000008
            INADDR_LOOPBACK 0x7f000001
            INADDR_MAX_LOCAL_GROUP 0xe00000ff
            INADDR_NONE 0xffffffff
            INADDR_UNSPEC_GROUP 0xe0000000
            IPPORT_RESERVED 1024
            IPPORT_USERRESERVED 5000
            IP_ADD_MEMBERSHIP 35
            IP_ADD_SOURCE_MEMBERSHIP 39
            IP_BIND_ADDRESS_NO_PORT 24
            IP_BLOCK_SOURCE 38
            IP_CHECKSUM 23
            IP_DROP_MEMBERSHIP 36
            IP_DROP_SOURCE_MEMBERSHIP 40
            IP_FREEBIND 15
            IP_HDRINCL 3
            IP_IPSEC_POLICY 16
            IP_LOCAL_PORT_RANGE 51
            IP_MINTTL 21
            IP_MSFILTER 41
            IP_MTU 14
            IP_MTU_DISCOVER 10
            IP_MULTICAST_ALL 49
            IP_MULTICAST_IF 32
            IP_MULTICAST_LOOP 34
            IP_MULTICAST_TTL 33
            IP_NODEFRAG 22
            IP_OPTIONS 4
            IP_ORIGDSTADDR 20
            IP_PASSSEC 18
            IP_PKTINFO 8
            IP_PKTOPTIONS 9
            IP_PROTOCOL 52
            IP_RECVERR 11
            IP_RECVERR_RFC4884 26
            IP_RECVFRAGSIZE 25
            IP_RECVOPTS 6
            IP_RECVORIGDSTADDR 20
            IP_RECVRETOPTS 7
            IP_RECVTOS 13
            IP_RECVTTL 12
            IP_RETOPTS 7
            IP_ROUTER_ALERT 5
            IP_TOS 1
            IP_TRANSPARENT 19
            IP_TTL 2
            IP_UNBLOCK_SOURCE 37
            IP_UNICAST_IF 50
            IP_XFRM_POLICY 17
            IP_PMTUDISC_DO 2
            IP_PMTUDISC_DONT 0
            IP_PMTUDISC_INTERFACE 4
            IP_PMTUDISC_OMIT 5
            IP_PMTUDISC_PROBE 3
            IP_PMTUDISC_WANT 1
            IPV6_2292DSTOPTS 4
            IPV6_2292HOPLIMIT 8
            IPV6_2292HOPOPTS 3
            IPV6_2292PKTINFO 2
            IPV6_2292PKTOPTIONS 6
            IPV6_2292RTHDR 5
            IPV6_ADDRFORM 1
            IPV6_ADDR_PREFERENCES 72
            IPV6_ADD_MEMBERSHIP 20
            IPV6_AUTHHDR 10
            IPV6_AUTOFLOWLABEL 70
            IPV6_CHECKSUM 7
            IPV6_DONTFRAG 62
            IPV6_DROP_MEMBERSHIP 21
            IPV6_DSTOPTS 59
            IPV6_FLOWINFO 11
            IPV6_FLOWINFO_SEND 33
            IPV6_FLOWLABEL_MGR 32
            IPV6_FREEBIND 78
            IPV6_HDRINCL 36
            IPV6_HOPLIMIT 52
            IPV6_HOPOPTS 54
            IPV6_IPSEC_POLICY 34
            IPV6_JOIN_ANYCAST 27
            IPV6_JOIN_GROUP 20
            IPV6_LEAVE_ANYCAST 28
            IPV6_LEAVE_GROUP 21
            IPV6_MINHOPCOUNT 73
            IPV6_MTU 24
            IPV6_MTU_DISCOVER 23
            IPV6_MULTICAST_ALL 29
            IPV6_MULTICAST_HOPS 18
            IPV6_MULTICAST_IF 17
            IPV6_MULTICAST_LOOP 19
            IPV6_NEXTHOP 9
            IPV6_ORIGDSTADDR 74
            IPV6_PATHMTU 61
            IPV6_PKTINFO 50
            IPV6_RECVDSTOPTS 58
            IPV6_RECVERR 25
            IPV6_RECVERR_RFC4884 31
            IPV6_RECVFRAGSIZE 77
            IPV6_RECVHOPLIMIT 51
            IPV6_RECVHOPOPTS 53
            IPV6_RECVORIGDSTADDR 74
            IPV6_RECVPATHMTU 60
            IPV6_RECVPKTINFO 49
            IPV6_RECVRTHDR 56
            IPV6_RECVTCLASS 66
            IPV6_ROUTER_ALERT 22
            IPV6_ROUTER_ALERT_ISOLATE 30
            IPV6_RTHDR 57
            IPV6_RTHDRDSTOPTS 55
            IPV6_RXDSTOPTS 59
            IPV6_RXHOPOPTS 54
            IPV6_TCLASS 67
            IPV6_TRANSPARENT 75
            IPV6_UNICAST_HOPS 16
            IPV6_UNICAST_IF 76
            IPV6_V6ONLY 26
            IPV6_XFRM_POLICY 35
            IPV6_PMTUDISC_DO 2
            IPV6_PMTUDISC_DONT 0
            IPV6_PMTUDISC_INTERFACE 4
            IPV6_PMTUDISC_OMIT 5
            IPV6_PMTUDISC_PROBE 3
            IPV6_PMTUDISC_WANT 1
            MCAST_BLOCK_SOURCE 43
            MCAST_EXCLUDE 0
            MCAST_INCLUDE 1
            MCAST_JOIN_GROUP 42
            MCAST_JOIN_SOURCE_GROUP 46
            MCAST_LEAVE_GROUP 45
            MCAST_LEAVE_SOURCE_GROUP 47
            MCAST_MSFILTER 48
            MCAST_UNBLOCK_SOURCE 44
            IP_DEFAULT_MULTICAST_LOOP 1
            IP_DEFAULT_MULTICAST_TTL 1
            IP_MAX_MEMBERSHIPS 20
            IPV6_PREFER_SRC_CGA 0x0008
            IPV6_PREFER_SRC_COA 0x0004
            IPV6_PREFER_SRC_HOME 0x0400
            IPV6_PREFER_SRC_NONCGA 0x0800
            IPV6_PREFER_SRC_PUBLIC 0x0002
            IPV6_PREFER_SRC_PUBTMP_DEFAULT 0x0100
            IPV6_PREFER_SRC_TMP 0x0001
            IPV6_FL_A_GET 0
            IPV6_FL_A_PUT 1
            IPV6_FL_A_RENEW 2
            IPV6_FL_F_CREATE 1
            IPV6_FL_F_EXCL 2
            IPV6_FL_F_REFLECT 4
            IPV6_FL_F_REMOTE 8
            IPV6_FL_S_ANY 255
            IPV6_FL_S_EXCL 1
            IPV6_FL_S_NONE 0
            IPV6_FL_S_PROCESS 2
            IPV6_FL_S_USER 3
            IPV6_FLOWINFO_FLOWLABEL 0x000fffff
            IPV6_FLOWINFO_PRIORITY 0x0ff00000
            IPV6_PRIORITY_10 0x0a00
            IPV6_PRIORITY_11 0x0b00
            IPV6_PRIORITY_12 0x0c00
            IPV6_PRIORITY_13 0x0d00
            IPV6_PRIORITY_14 0x0e00
            IPV6_PRIORITY_15 0x0f00
            IPV6_PRIORITY_8 0x0800
            IPV6_PRIORITY_9 0x0900
            IPV6_PRIORITY_BULK 0x0400
            IPV6_PRIORITY_CONTROL 0x0700
            IPV6_PRIORITY_FILLER 0x0100
            IPV6_PRIORITY_INTERACTIVE 0x0600
            IPV6_PRIORITY_RESERVED1 0x0300
            IPV6_PRIORITY_RESERVED2 0x0500
            IPV6_PRIORITY_UNATTENDED 0x0200
            IPV6_PRIORITY_UNCHARACTERIZED 0x0000
            IPV6_TLV_CALIPSO 7
            IPV6_TLV_HAO 201
            IPV6_TLV_IOAM 49
            IPV6_TLV_JUMBO 194
            IPV6_TLV_PAD1 0
            IPV6_TLV_PADN 1
            IPV6_TLV_ROUTERALERT 5
            """;

    private static final String NETINET_TCP =
            """
            SOL_TCP 6
            TCP_AO_ADD_KEY 38
            TCP_AO_DEL_KEY 39
            TCP_AO_GET_KEYS 41
            TCP_AO_INFO 40
            TCP_AO_REPAIR 42
            TCP_CC_INFO 26
            TCP_CM_INQ 36
            TCP_CONGESTION 13
            TCP_COOKIE_TRANSACTIONS 15
            TCP_CORK 3
            TCP_DEFER_ACCEPT 9
            TCP_DELACK_MAX_US 46
            TCP_FASTOPEN 23
            TCP_FASTOPEN_CONNECT 30
            TCP_FASTOPEN_KEY 33
            TCP_FASTOPEN_NO_COOKIE 34
            TCP_INFO 11
            TCP_INQ 36
            TCP_IS_MPTCP 43
            TCP_KEEPCNT 6
            TCP_KEEPIDLE 4
            TCP_KEEPINTVL 5
            TCP_LINGER2 8
            TCP_MAXSEG 2
            TCP_MD5SIG 14
            TCP_MD5SIG_EXT 32
            TCP_NODELAY 1
            TCP_NOTSENT_LOWAT 25
            TCP_QUEUE_SEQ 21
            TCP_QUICKACK 12
            TCP_REPAIR 19
            TCP_REPAIR_OPTIONS 22
            TCP_REPAIR_QUEUE 20
            TCP_REPAIR_WINDOW 29
            TCP_RTO_MAX_MS 44
            TCP_RTO_MIN_US 45
            TCP_SAVED_SYN 28
            TCP_SAVE_SYN 27
            TCP_SYNCNT 7
            TCP_THIN_DUPACK 17
            TCP_THIN_LINEAR_TIMEOUTS 16
            TCP_TIMESTAMP 24
            TCP_TX_DELAY 37
            TCP_ULP 31
            TCP_USER_TIMEOUT 18
            TCP_WINDOW_CLAMP 10
            TCP_ZEROCOPY_RECEIVE 35
            TCP_CLOSE 7
            TCP_CLOSE_WAIT 8
            TCP_CLOSING 11
            TCP_ESTABLISHED 1
            TCP_FIN_WAIT1 4
            TCP_FIN_WAIT2 5
            TCP_LAST_ACK 9
            TCP_LISTEN 10
            TCP_SYN_RECV 3
            TCP_SYN_SENT 2
            TCP_TIME_WAIT 6
            TCP_CA_CWR 2
            TCP_CA_Disorder 1
            TCP_CA_Loss 4
            TCP_CA_Open 0
            TCP_CA_Recovery 3
            TCPI_OPT_ECN 8
            TCPI_OPT_ECN_SEEN 16
            TCPI_OPT_SACK 2
            TCPI_OPT_SYN_DATA 32
            TCPI_OPT_TIMESTAMPS 1
            TCPI_OPT_WSCALE 4
            TCP_NO_QUEUE 0
            TCP_RECV_QUEUE 1
            TCP_REPAIR_OFF 0
            TCP_REPAIR_OFF_NO_WP -1
            TCP_REPAIR_ON 1
            TCP_SEND_QUEUE 2
            TCP_MD5SIG_FLAG_IFINDEX 0x2
            TCP_MD5SIG_FLAG_PREFIX 0x1
            TCP_MD5SIG_MAXKEYLEN 80
            TCP_RECEIVE_ZEROCOPY_FLAG_TLB_CLEAN_HINT 0x1
            """;

    private static final String NETINET_UDP =
            """
            SOL_UDP 17
            UDP_CORK 1
            UDP_ENCAP 100
            UDP_GRO 104
            UDP_NO_CHECK6_RX 102
            UDP_NO_CHECK6_TX 101
            UDP_SEGMENT 103
            TCP_ENCAP_ESPINTCP 7
            UDP_ENCAP_ESPINUDP 2
            UDP_ENCAP_ESPINUDP_NON_IKE 1
            UDP_ENCAP_GTP0 4
            UDP_ENCAP_GTP1U 5
            UDP_ENCAP_L2TPINUDP 3
            UDP_ENCAP_RXRPC 6
            SOL_UDPLITE 136
            UDPLITE_RECV_CSCOV 11
            UDPLITE_SEND_CSCOV 10
            """;

    private static final String SYS_UN =
            """
            SIOCUNIXFILE 0x89e0
            UNIX_PATH_MAX 108
            """;

    private static final String SYS_EPOLL =
            """
            EPOLL_CTL_ADD 1
            EPOLL_CTL_DEL 2
            EPOLL_CTL_MOD 3
            EPOLL_CLOEXEC 02000000
            EPOLLERR 0x8
            EPOLLET 0x80000000
            EPOLLEXCLUSIVE 0x10000000
            EPOLLHUP 0x10
            EPOLLIN 0x1
            EPOLLMSG 0x400
            EPOLLONESHOT 0x40000000
            EPOLLOUT 0x4
            EPOLLPRI 0x2
            EPOLLRDBAND 0x80
            EPOLLRDHUP 0x2000
            EPOLLRDNORM 0x40
            EPOLLWAKEUP 0x20000000
            EPOLLWRBAND 0x200
            EPOLLWRNORM 0x100
            """;

    private static final String SYS_SELECT =
            """
            FD_SETSIZE 1024
            """;

    private static final String POLL_H =
            """
            POLLERR 0x8
            POLLHUP 0x10
            POLLIN 0x1
            POLLMSG 0x400
            POLLNVAL 0x20
            POLLOUT 0x4
            POLLPRI 0x2
            POLLRDBAND 0x80
            POLLRDHUP 0x2000
            POLLRDNORM 0x40
            POLLREMOVE 0x1000
            POLLWRBAND 0x200
            POLLWRNORM 0x100
            """;

    private static final String FCNTL =
            """
            F_ADD_SEALS 1033
            F_DUPFD 0
            F_DUPFD_CLOEXEC 1030
            F_GETFD 1
            F_GETFL 3
            F_GETLEASE 1025
            F_GETLK 5
            F_GETOWN 9
            F_GETOWN_EX 16
            F_GETPIPE_SZ 1032
            F_GETSIG 11
            F_GET_FILE_RW_HINT 1037
            F_GET_RW_HINT 1035
            F_GET_SEALS 1034
            F_NOTIFY 1026
            F_OFD_GETLK 36
            F_OFD_SETLK 37
            F_OFD_SETLKW 38
            F_SETFD 2
            F_SETFL 4
            F_SETLEASE 1024
            F_SETLK 6
            F_SETLKW 7
            F_SETOWN 8
            F_SETOWN_EX 15
            F_SETPIPE_SZ 1031
            F_SETSIG 10
            F_SET_FILE_RW_HINT 1038
            F_SET_RW_HINT 1036
            FD_CLOEXEC 1
            O_ACCMODE 03
            O_APPEND 02000
            O_ASYNC 020000
            O_CLOEXEC 02000000
            O_CREAT 0100
            O_DIRECT 040000
            O_DIRECTORY 0200000
            O_DSYNC 010000
            O_EXCL 0200
            O_FSYNC 04010000
            O_NDELAY 04000
            O_NOATIME 01000000
            O_NOCTTY 0400
            O_NOFOLLOW 0400000
            O_NONBLOCK 04000
            O_PATH 010000000
            O_RDONLY 0
            O_RDWR 02
            O_RSYNC 04010000
            O_SYNC 04010000
            O_TMPFILE 020200000
            O_TRUNC 01000
            O_WRONLY 01
            SPLICE_F_GIFT 8
            SPLICE_F_MORE 4
            SPLICE_F_MOVE 1
            SPLICE_F_NONBLOCK 2
            F_RDLCK 0
            F_UNLCK 2
            F_WRLCK 1
            AT_EACCESS 0x200
            AT_EMPTY_PATH 0x1000
            AT_FDCWD -100
            AT_NO_AUTOMOUNT 0x800
            AT_RECURSIVE 0x8000
            AT_REMOVEDIR 0x200
            AT_STATX_DONT_SYNC 0x4000
            AT_STATX_FORCE_SYNC 0x2000
            AT_STATX_SYNC_AS_STAT 0x0
            AT_STATX_SYNC_TYPE 0x6000
            AT_SYMLINK_FOLLOW 0x400
            AT_SYMLINK_NOFOLLOW 0x100
            """;

    private static final String SYS_IOCTL =
            """
            FIOASYNC 0x5452
            FIOCLEX 0x5451
            FIONBIO 0x5421
            FIONCLEX 0x5450
            FIONREAD 0x541b
            SIOCATMARK 0x8905
            SIOCGIFADDR 0x8915
            SIOCGIFBRDADDR 0x8919
            SIOCGIFCONF 0x8912
            SIOCGIFDSTADDR 0x8917
            SIOCGIFFLAGS 0x8913
            SIOCGIFHWADDR 0x8927
            SIOCGIFINDEX 0x8933
            SIOCGIFMTU 0x8921
            SIOCGIFNAME 0x8910
            SIOCGIFNETMASK 0x891b
            SIOCGIFTXQLEN 0x8942
            SIOCGPGRP 0x8904
            SIOCGSKNS 0x894c
            SIOCGSTAMP 0x8906
            SIOCGSTAMPNS 0x8907
            SIOCINQ 0x541b
            SIOCOUTQ 0x5411
            SIOCOUTQNSD 0x894b
            SIOCSPGRP 0x8902
            TIOCGWINSZ 0x5413
            TIOCOUTQ 0x5411
            """;

    private static final String LINUX_ERRQUEUE =
            """
            SO_EE_CODE_TXTIME_INVALID_PARAM 1
            SO_EE_CODE_TXTIME_MISSED 2
            SO_EE_CODE_ZEROCOPY_COPIED 1
            SO_EE_ORIGIN_ICMP 2
            SO_EE_ORIGIN_ICMP6 3
            SO_EE_ORIGIN_LOCAL 1
            SO_EE_ORIGIN_NONE 0
            SO_EE_ORIGIN_TIMESTAMPING 4
            SO_EE_ORIGIN_TXSTATUS 4
            SO_EE_ORIGIN_TXTIME 6
            SO_EE_ORIGIN_ZEROCOPY 5
            SCM_TSTAMP_ACK 2
            SCM_TSTAMP_COMPLETION 3
            SCM_TSTAMP_SCHED 1
            SCM_TSTAMP_SND 0
            SO_EE_RFC4884_FLAG_INVALID 1
            """;

    private static final String SYS_EVENTFD =
            """
            EFD_CLOEXEC 02000000
            EFD_NONBLOCK 04000
            EFD_SEMAPHORE 1
            """;

    private static final String SYS_TIMERFD =
            """
            TFD_CLOEXEC 02000000
            TFD_NONBLOCK 04000
            TFD_TIMER_ABSTIME 1
            TFD_TIMER_CANCEL_ON_SET 2
            """;

    private static final String SYS_SIGNALFD =
            """
            SFD_CLOEXEC 02000000
            SFD_NONBLOCK 04000
            """;

    private static final String SYS_PIDFD =
            """
            PIDFD_NONBLOCK 04000
            PIDFD_THREAD 0200
            """;

    private static final String SIGNAL_H =
            """
            CLD_CONTINUED 6
            CLD_DUMPED 3
            CLD_EXITED 1
            CLD_KILLED 2
            CLD_STOPPED 5
            CLD_TRAPPED 4
            SIGABRT 6
            SIGALRM 14
            SIGBUS 7
            SIGCHLD 17
            SIGCONT 18
            SIGFPE 8
            SIGHUP 1
            SIGILL 4
            SIGINT 2
            SIGIO 29
            SIGKILL 9
            SIGPIPE 13
            SIGPROF 27
            SIGPWR 30
            SIGQUIT 3
            SIGSEGV 11
            SIGSTKFLT 16
            SIGSTOP 19
            SIGSYS 31
            SIGTERM 15
            SIGTRAP 5
            SIGTSTP 20
            SIGTTIN 21
            SIGTTOU 22
            SIGURG 23
            SIGUSR1 10
            SIGUSR2 12
            SIGVTALRM 26
            SIGWINCH 28
            SIGXCPU 24
            SIGXFSZ 25
            """;

    private static final String SPAWN_H =
            """
            POSIX_SPAWN_RESETIDS 0x01
            POSIX_SPAWN_SETPGROUP 0x02
            POSIX_SPAWN_SETSCHEDPARAM 0x10
            POSIX_SPAWN_SETSCHEDULER 0x20
            POSIX_SPAWN_SETSID 0x80
            POSIX_SPAWN_SETSIGDEF 0x04
            POSIX_SPAWN_SETSIGMASK 0x08
            """;

    private static final String SYS_WAIT =
            """
            P_ALL 0
            P_PGID 2
            P_PID 1
            P_PIDFD 3
            WCONTINUED 8
            WEXITED 4
            WNOHANG 1
            WNOWAIT 0x01000000
            WSTOPPED 2
            WUNTRACED 2
            """;

    private static final String SYS_STAT =
            """
            S_IFBLK 060000
            S_IFCHR 020000
            S_IFDIR 040000
            S_IFIFO 010000
            S_IFLNK 0120000
            S_IFMT 0170000
            S_IFREG 0100000
            S_IFSOCK 0140000
            S_IRGRP 040
            S_IROTH 04
            S_IRUSR 0400
            S_IRWXG 070
            S_IRWXO 07
            S_IRWXU 0700
            S_ISGID 02000
            S_ISUID 04000
            S_ISVTX 01000
            S_IWGRP 020
            S_IWOTH 02
            S_IWUSR 0200
            S_IXGRP 010
            S_IXOTH 01
            S_IXUSR 0100
            STATX_ALL 0xfff
            STATX_ATIME 0x20
            STATX_BASIC_STATS 0x7ff
            STATX_BLOCKS 0x400
            STATX_BTIME 0x800
            STATX_CTIME 0x80
            STATX_DIOALIGN 0x2000
            STATX_GID 0x10
            STATX_INO 0x100
            STATX_MNT_ID 0x1000
            STATX_MODE 0x2
            STATX_MTIME 0x40
            STATX_NLINK 0x4
            STATX_SIZE 0x200
            STATX_TYPE 0x1
            STATX_UID 0x8
            STATX__RESERVED 0x80000000
            STATX_ATTR_APPEND 0x20
            STATX_ATTR_AUTOMOUNT 0x1000
            STATX_ATTR_COMPRESSED 0x4
            STATX_ATTR_DAX 0x200000
            STATX_ATTR_ENCRYPTED 0x800
            STATX_ATTR_IMMUTABLE 0x10
            STATX_ATTR_MOUNT_ROOT 0x2000
            STATX_ATTR_NODUMP 0x40
            STATX_ATTR_VERITY 0x100000
            """;

    private static final String SYS_RESOURCE =
            """
            RLIMIT_AS 9
            RLIMIT_CORE 4
            RLIMIT_CPU 0
            RLIMIT_DATA 2
            RLIMIT_FSIZE 1
            RLIMIT_LOCKS 10
            RLIMIT_MEMLOCK 8
            RLIMIT_MSGQUEUE 12
            RLIMIT_NICE 13
            RLIMIT_NOFILE 7
            RLIMIT_NPROC 6
            RLIMIT_RSS 5
            RLIMIT_RTPRIO 14
            RLIMIT_RTTIME 15
            RLIMIT_SIGPENDING 11
            RLIMIT_STACK 3
            RLIM_INFINITY -1
            """;

    private static final String TIME_H =
            """
            CLOCK_BOOTTIME 7
            CLOCK_BOOTTIME_ALARM 9
            CLOCK_MONOTONIC 1
            CLOCK_MONOTONIC_COARSE 6
            CLOCK_MONOTONIC_RAW 4
            CLOCK_PROCESS_CPUTIME_ID 2
            CLOCK_REALTIME 0
            CLOCK_REALTIME_ALARM 8
            CLOCK_REALTIME_COARSE 5
            CLOCK_TAI 11
            CLOCK_THREAD_CPUTIME_ID 3
            """;

    private static final String NETDB =
            """
            AI_ADDRCONFIG 32
            AI_ALL 16
            AI_CANONIDN 128
            AI_CANONNAME 2
            AI_IDN 64
            AI_IDN_ALLOW_UNASSIGNED 256
            AI_IDN_USE_STD3_ASCII_RULES 512
            AI_NUMERICHOST 4
            AI_NUMERICSERV 1024
            AI_PASSIVE 1
            AI_V4MAPPED 8
            EAI_ADDRFAMILY -9
            EAI_AGAIN -3
            EAI_ALLDONE -103
            EAI_BADFLAGS -1
            EAI_CANCELED -101
            EAI_FAIL -4
            EAI_FAMILY -6
            EAI_IDN_ENCODE -105
            EAI_INPROGRESS -100
            EAI_INTR -104
            EAI_MEMORY -10
            EAI_NODATA -5
            EAI_NONAME -2
            EAI_NOTCANCELED -102
            EAI_OVERFLOW -12
            EAI_SERVICE -8
            EAI_SOCKTYPE -7
            EAI_SYSTEM -11
            """;

    private static final String SYS_MMAN =
            """
            PROT_NONE 0x0
            PROT_READ 0x1
            PROT_WRITE 0x2
            MAP_ANONYMOUS 0x20
            MAP_NORESERVE 0x4000
            MAP_POPULATE 0x8000
            MAP_PRIVATE 0x02
            MAP_SHARED 0x01
            """;

    private static final String SYS_SYSCALL =
            """
            SYS_io_uring_enter 426
            SYS_io_uring_register 427
            SYS_io_uring_setup 425
            """;

    private static final String LINUX_NET_TSTAMP =
            """
            SOF_TIMESTAMPING_BIND_PHC 0x8000
            SOF_TIMESTAMPING_OPT_CMSG 0x400
            SOF_TIMESTAMPING_OPT_ID 0x80
            SOF_TIMESTAMPING_OPT_ID_TCP 0x10000
            SOF_TIMESTAMPING_OPT_PKTINFO 0x2000
            SOF_TIMESTAMPING_OPT_RX_FILTER 0x20000
            SOF_TIMESTAMPING_OPT_STATS 0x1000
            SOF_TIMESTAMPING_OPT_TSONLY 0x800
            SOF_TIMESTAMPING_OPT_TX_SWHW 0x4000
            SOF_TIMESTAMPING_RAW_HARDWARE 0x40
            SOF_TIMESTAMPING_RX_HARDWARE 0x4
            SOF_TIMESTAMPING_RX_SOFTWARE 0x8
            SOF_TIMESTAMPING_SOFTWARE 0x10
            SOF_TIMESTAMPING_SYS_HARDWARE 0x20
            SOF_TIMESTAMPING_TX_ACK 0x200
            SOF_TIMESTAMPING_TX_COMPLETION 0x40000
            SOF_TIMESTAMPING_TX_HARDWARE 0x1
            SOF_TIMESTAMPING_TX_SCHED 0x100
            SOF_TIMESTAMPING_TX_SOFTWARE 0x2
            SOF_TXTIME_DEADLINE_MODE 0x1
            SOF_TXTIME_REPORT_ERRORS 0x2
            HWTSTAMP_FILTER_ALL 1
            HWTSTAMP_FILTER_NONE 0
            HWTSTAMP_FILTER_NTP_ALL 15
            HWTSTAMP_FILTER_PTP_V1_L4_DELAY_REQ 5
            HWTSTAMP_FILTER_PTP_V1_L4_EVENT 3
            HWTSTAMP_FILTER_PTP_V1_L4_SYNC 4
            HWTSTAMP_FILTER_PTP_V2_DELAY_REQ 14
            HWTSTAMP_FILTER_PTP_V2_EVENT 12
            HWTSTAMP_FILTER_PTP_V2_L2_DELAY_REQ 11
            HWTSTAMP_FILTER_PTP_V2_L2_EVENT 9
            HWTSTAMP_FILTER_PTP_V2_L2_SYNC 10
            HWTSTAMP_FILTER_PTP_V2_L4_DELAY_REQ 8
            HWTSTAMP_FILTER_PTP_V2_L4_EVENT 6
            HWTSTAMP_FILTER_PTP_V2_L4_SYNC 7
            HWTSTAMP_FILTER_PTP_V2_SYNC 13
            HWTSTAMP_FILTER_SOME 2
            HWTSTAMP_FLAG_BONDED_PHC_INDEX 0x1
            HWTSTAMP_TX_OFF 0
            HWTSTAMP_TX_ON 1
            HWTSTAMP_TX_ONESTEP_P2P 3
            HWTSTAMP_TX_ONESTEP_SYNC 2
            """;

    private static final String LINUX_IO_URING =
            """
            IORING_SETUP_ATTACH_WQ 0x20
            IORING_SETUP_CLAMP 0x10
            IORING_SETUP_COOP_TASKRUN 0x100
            IORING_SETUP_CQE32 0x800
            IORING_SETUP_CQSIZE 0x8
            IORING_SETUP_DEFER_TASKRUN 0x2000
            IORING_SETUP_IOPOLL 0x1
            IORING_SETUP_NO_MMAP 0x4000
            IORING_SETUP_NO_SQARRAY 0x10000
            IORING_SETUP_REGISTERED_FD_ONLY 0x8000
            IORING_SETUP_R_DISABLED 0x40
            IORING_SETUP_SINGLE_ISSUER 0x1000
            IORING_SETUP_SQE128 0x400
            IORING_SETUP_SQPOLL 0x2
            IORING_SETUP_SQ_AFF 0x4
            IORING_SETUP_SUBMIT_ALL 0x80
            IORING_SETUP_TASKRUN_FLAG 0x200
            IORING_FEAT_CQE_SKIP 0x800
            IORING_FEAT_CUR_PERSONALITY 0x10
            IORING_FEAT_EXT_ARG 0x100
            IORING_FEAT_FAST_POLL 0x20
            IORING_FEAT_LINKED_FILE 0x1000
            IORING_FEAT_NATIVE_WORKERS 0x200
            IORING_FEAT_NODROP 0x2
            IORING_FEAT_POLL_32BITS 0x40
            IORING_FEAT_RSRC_TAGS 0x400
            IORING_FEAT_RW_CUR_POS 0x8
            IORING_FEAT_SINGLE_MMAP 0x1
            IORING_FEAT_SQPOLL_NONFIXED 0x80
            IORING_FEAT_SUBMIT_STABLE 0x4
            IORING_OFF_CQ_RING 0x8000000
            IORING_OFF_SQES 0x10000000
            IORING_OFF_SQ_RING 0
            IORING_SQ_CQ_OVERFLOW 0x2
            IORING_SQ_NEED_WAKEUP 0x1
            IORING_SQ_TASKRUN 0x4
            IORING_ENTER_EXT_ARG 0x8
            IORING_ENTER_GETEVENTS 0x1
            IORING_ENTER_REGISTERED_RING 0x10
            IORING_ENTER_SQ_WAIT 0x4
            IORING_ENTER_SQ_WAKEUP 0x2
            IORING_REGISTER_ENABLE_RINGS 12
            IORING_REGISTER_PBUF_RING 22
            IORING_REGISTER_PROBE 8
            IORING_REGISTER_RING_FDS 20
            IORING_REGISTER_SYNC_CANCEL 24
            IORING_UNREGISTER_PBUF_RING 23
            IORING_UNREGISTER_RING_FDS 21
            IO_URING_OP_SUPPORTED 0x1
            IORING_OP_ACCEPT 13
            IORING_OP_ASYNC_CANCEL 14
            IORING_OP_CLOSE 19
            IORING_OP_CONNECT 16
            IORING_OP_EPOLL_CTL 29
            IORING_OP_LINK_TIMEOUT 15
            IORING_OP_MSG_RING 40
            IORING_OP_NOP 0
            IORING_OP_POLL_ADD 6
            IORING_OP_POLL_REMOVE 7
            IORING_OP_PROVIDE_BUFFERS 31
            IORING_OP_READ 22
            IORING_OP_READV 1
            IORING_OP_RECV 27
            IORING_OP_RECVMSG 10
            IORING_OP_REMOVE_BUFFERS 32
            IORING_OP_SEND 26
            IORING_OP_SENDMSG 9
            IORING_OP_SENDMSG_ZC 48
            IORING_OP_SEND_ZC 47
            IORING_OP_SHUTDOWN 34
            IORING_OP_SOCKET 45
            IORING_OP_SPLICE 30
            IORING_OP_TIMEOUT 11
            IORING_OP_TIMEOUT_REMOVE 12
            IORING_OP_URING_CMD 46
            IORING_OP_WRITE 23
            IORING_OP_WRITEV 2
            IOSQE_ASYNC 0x10
            IOSQE_BUFFER_SELECT 0x20
            IOSQE_CQE_SKIP_SUCCESS 0x40
            IOSQE_FIXED_FILE 0x1
            IOSQE_IO_DRAIN 0x2
            IOSQE_IO_HARDLINK 0x8
            IOSQE_IO_LINK 0x4
            IORING_ACCEPT_MULTISHOT 0x1
            IORING_ASYNC_CANCEL_ALL 0x1
            IORING_ASYNC_CANCEL_ANY 0x4
            IORING_ASYNC_CANCEL_FD 0x2
            IORING_POLL_ADD_LEVEL 0x8
            IORING_POLL_ADD_MULTI 0x1
            IORING_POLL_UPDATE_EVENTS 0x2
            IORING_POLL_UPDATE_USER_DATA 0x4
            IORING_RECVSEND_FIXED_BUF 0x4
            IORING_RECVSEND_POLL_FIRST 0x1
            IORING_RECV_MULTISHOT 0x2
            IORING_TIMEOUT_ABS 0x1
            IORING_TIMEOUT_BOOTTIME 0x4
            IORING_TIMEOUT_ETIME_SUCCESS 0x20
            IORING_TIMEOUT_MULTISHOT 0x40
            IORING_TIMEOUT_REALTIME 0x8
            IORING_CQE_BUFFER_SHIFT 16
            IORING_CQE_F_BUFFER 0x1
            IORING_CQE_F_MORE 0x2
            IORING_CQE_F_NOTIF 0x8
            IORING_CQE_F_SOCK_NONEMPTY 0x4
            """;

    private static final String ERRNO =
            """
            E2BIG 7
            EACCES 13
            EADDRINUSE 98
            EADDRNOTAVAIL 99
            EADV 68
            EAFNOSUPPORT 97
            EAGAIN 11
            EALREADY 114
            EBADE 52
            EBADF 9
            EBADFD 77
            EBADMSG 74
            EBADR 53
            EBADRQC 56
            EBADSLT 57
            EBFONT 59
            EBUSY 16
            ECANCELED 125
            ECHILD 10
            ECHRNG 44
            ECOMM 70
            ECONNABORTED 103
            ECONNREFUSED 111
            ECONNRESET 104
            EDEADLK 35
            EDEADLOCK 35
            EDESTADDRREQ 89
            EDOM 33
            EDOTDOT 73
            EDQUOT 122
            EEXIST 17
            EFAULT 14
            EFBIG 27
            EHOSTDOWN 112
            EHOSTUNREACH 113
            EHWPOISON 133
            EIDRM 43
            EILSEQ 84
            EINPROGRESS 115
            EINTR 4
            EINVAL 22
            EIO 5
            EISCONN 106
            EISDIR 21
            EISNAM 120
            EKEYEXPIRED 127
            EKEYREJECTED 129
            EKEYREVOKED 128
            EL2HLT 51
            EL2NSYNC 45
            EL3HLT 46
            EL3RST 47
            ELIBACC 79
            ELIBBAD 80
            ELIBEXEC 83
            ELIBMAX 82
            ELIBSCN 81
            ELNRNG 48
            ELOOP 40
            EMEDIUMTYPE 124
            EMFILE 24
            EMLINK 31
            EMSGSIZE 90
            EMULTIHOP 72
            ENAMETOOLONG 36
            ENAVAIL 119
            ENETDOWN 100
            ENETRESET 102
            ENETUNREACH 101
            ENFILE 23
            ENOANO 55
            ENOBUFS 105
            ENOCSI 50
            ENODATA 61
            ENODEV 19
            ENOENT 2
            ENOEXEC 8
            ENOKEY 126
            ENOLCK 37
            ENOLINK 67
            ENOMEDIUM 123
            ENOMEM 12
            ENOMSG 42
            ENONET 64
            ENOPKG 65
            ENOPROTOOPT 92
            ENOSPC 28
            ENOSR 63
            ENOSTR 60
            ENOSYS 38
            ENOTBLK 15
            ENOTCONN 107
            ENOTDIR 20
            ENOTEMPTY 39
            ENOTNAM 118
            ENOTRECOVERABLE 131
            ENOTSOCK 88
            ENOTSUP 95
            ENOTTY 25
            ENOTUNIQ 76
            ENXIO 6
            EOPNOTSUPP 95
            EOVERFLOW 75
            EOWNERDEAD 130
            EPERM 1
            EPFNOSUPPORT 96
            EPIPE 32
            EPROTO 71
            EPROTONOSUPPORT 93
            EPROTOTYPE 91
            ERANGE 34
            EREMCHG 78
            EREMOTE 66
            EREMOTEIO 121
            ERESTART 85
            ERFKILL 132
            EROFS 30
            ESHUTDOWN 108
            ESOCKTNOSUPPORT 94
            ESPIPE 29
            ESRCH 3
            ESRMNT 69
            ESTALE 116
            ESTRPIPE 86
            ETIME 62
            ETIMEDOUT 110
            ETOOMANYREFS 109
            ETXTBSY 26
            EUCLEAN 117
            EUNATCH 49
            EUSERS 87
            EWOULDBLOCK 11
            EXDEV 18
            EXFULL 54
            """;
}
