package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_ICMP;
import static dev.sockeye.sys.NetinetIn.IPPROTO_ICMPV6;
import static dev.sockeye.sys.NetinetIn.IPPROTO_RAW;
import static dev.sockeye.sys.NetinetIn.IPPROTO_UDPLITE;
import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static dev.sockeye.sys.SysSocket.SOCK_RAW;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;

import java.io.IOException;

/** The kinds of sockets that options are tried on. */
enum SocketKind {
    TCP4(AF_INET, SOCK_STREAM, 0),
    UDP4(AF_INET, SOCK_DGRAM, 0),
    ICMP4(AF_INET, SOCK_RAW, IPPROTO_ICMP),
    TCP6(AF_INET6, SOCK_STREAM, 0),
    UDP6(AF_INET6, SOCK_DGRAM, 0),
    ICMP6(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6),
    RAW6(AF_INET6, SOCK_RAW, IPPROTO_RAW),
    UDPLITE4(AF_INET, SOCK_DGRAM, IPPROTO_UDPLITE),
    UNIX(AF_UNIX, SOCK_STREAM, 0),
    UNIXDGRAM(AF_UNIX, SOCK_DGRAM, 0);

    private final int domain;
    private final int type;
    private final int protocol;

    SocketKind(int domain, int type, int protocol) {
        this.domain = domain;
        this.type = type;
        this.protocol = protocol;
    }

    Socket open() throws IOException {
        return Socket.open(domain, type, protocol);
    }
}
