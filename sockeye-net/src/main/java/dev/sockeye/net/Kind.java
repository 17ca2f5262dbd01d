package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_TCP;
import static dev.sockeye.sys.NetinetIn.IPPROTO_UDP;
import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.AF_VSOCK;
import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;

/** The three arguments of socket(2); shared by all sockets that one listener accepts. */
record Kind(int domain, int type, int protocol) {
    /** Gives protocol 0 of IPv4 and IPv6 its name. */
    Kind {
        if (protocol == 0 && (domain == AF_INET || domain == AF_INET6)) {
            protocol = type == SOCK_STREAM ? IPPROTO_TCP : type == SOCK_DGRAM ? IPPROTO_UDP : 0;
        }
    }

    /** Whether it is TCP, where a short read proves that nothing is left. */
    boolean isTcp() {
        return type == SOCK_STREAM
                && protocol == IPPROTO_TCP
                && (domain == AF_INET || domain == AF_INET6);
    }

    boolean isUnix() {
        return domain == AF_UNIX;
    }

    boolean isStream() {
        return type == SOCK_STREAM;
    }

    /** What carries its bytes: {@link Transport#FD} where that has no word. */
    Transport transport() {
        boolean internet = domain == AF_INET || domain == AF_INET6;
        for (Transport each : Transport.all()) {
            boolean family =
                    each.isInternet()
                            ? internet
                            : each.isUnix()
                                    ? isUnix()
                                    : each == Transport.VSOCK && domain == AF_VSOCK;
            if (family && each.type() == type) {
                return each;
            }
        }
        return Transport.FD;
    }
}
