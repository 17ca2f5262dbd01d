package dev.sockeye.net;

import dev.sockeye.sys.Errno;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to do about an errno, where that is known: a clause, to follow what went wrong. */
final class Hints {
    private static final int FIRST_FREE_PORT = 1024;

    /** What an errno means whatever the call was. */
    private static final Map<Integer, String> ALWAYS =
            Map.ofEntries(
                    Map.entry(
                            Errno.EMFILE,
                            "this process has as many descriptors as it may: raise ulimit -n"),
                    Map.entry(
                            Errno.ENFILE,
                            "this machine has as many open files as it may: raise fs.file-max"),
                    Map.entry(
                            Errno.ENOBUFS, "the kernel has no memory for it now: try again later"),
                    Map.entry(
                            Errno.EAFNOSUPPORT,
                            "this kernel has no such address family, or an address of another family"
                                    + " was given"),
                    Map.entry(
                            Errno.EPROTONOSUPPORT,
                            "this kernel has no such protocol in that family; a module may be missing"),
                    Map.entry(Errno.ENETUNREACH, "there is no route to it: see ip route get"),
                    Map.entry(
                            Errno.ECONNRESET,
                            "the peer cut the connection, or closed it without reading everything"),
                    Map.entry(Errno.EPIPE, "one of the two sides has ended this direction"),
                    Map.entry(
                            Errno.ENOPROTOOPT,
                            "this kernel or this kind of socket does not know the option"),
                    Map.entry(
                            Errno.EMSGSIZE,
                            "the datagram is larger than this kind of socket can send in one piece"));

    private Hints() {}

    static @Nullable String of(Failure failure, int errno) {
        String special =
                switch (failure.call()) {
                    case "socket" -> ofSocket(errno);
                    case "bind" -> ofBind(failure, errno);
                    case "listen" -> ofListen(errno);
                    case "connect" -> ofConnect(failure, errno);
                    case "send", "sendto", "sendmsg", "sendmmsg" -> ofSend(failure, errno);
                    case "setsockopt" -> ofSetsockopt(failure, errno);
                    default -> null;
                };
        return special != null ? special : ALWAYS.get(errno);
    }

    private static @Nullable String ofSocket(int errno) {
        return errno == Errno.EPERM || errno == Errno.EACCES
                ? "raw and packet sockets need CAP_NET_RAW"
                : null;
    }

    private static @Nullable String ofBind(Failure failure, int errno) {
        Endpoint local = failure.local();
        boolean unix = local instanceof Endpoint.Unix;
        if (errno == Errno.EACCES) {
            return unix
                    ? "the directory must be writable for this user"
                    : port(local) < FIRST_FREE_PORT && port(local) > 0
                            ? "ports below 1024 need CAP_NET_BIND_SERVICE, or a lower"
                                    + " net.ipv4.ip_unprivileged_port_start"
                            : null;
        }
        if (errno == Errno.EADDRINUSE) {
            return unix
                    ? "the path exists already; remove it if nobody listens there"
                    : "another socket has this address (see ss -lntup); SO_REUSEADDR lets a server"
                            + " start again while old connections end";
        }
        if (errno == Errno.EADDRNOTAVAIL) {
            return "no interface of this machine has this address: see ip addr";
        }
        if (errno == Errno.ENOENT && unix) {
            return "the directory of the path does not exist";
        }
        return errno == Errno.EINVAL
                ? "it may be bound already, or lack the scope of a link"
                : null;
    }

    private static @Nullable String ofListen(int errno) {
        return errno == Errno.EADDRINUSE
                ? "another socket listens on this port; SO_REUSEPORT on all of them shares it"
                : null;
    }

    private static @Nullable String ofConnect(Failure failure, int errno) {
        boolean unix = failure.peer() instanceof Endpoint.Unix;
        if (errno == Errno.ECONNREFUSED) {
            return unix ? "nobody listens on that name" : "nobody listens on that port";
        }
        if (errno == Errno.ENOENT && unix) {
            return "there is no such path";
        }
        if (errno == Errno.EACCES) {
            return unix
                    ? "the path must be writable for this user"
                    : "a broadcast address needs SO_BROADCAST; else a rule of the firewall forbids it";
        }
        if (errno == Errno.EPERM) {
            return "a rule of the firewall on this machine forbids it";
        }
        if (errno == Errno.EADDRNOTAVAIL) {
            return "no port is free to connect from: see net.ipv4.ip_local_port_range";
        }
        if (errno == Errno.EPROTOTYPE && unix) {
            return "a socket of another type has that name: stream, datagram or packets";
        }
        if (errno == Errno.EINVAL && isLinkLocal(failure.peer())) {
            return "a link-local address needs its interface: [fe80::1%eth0]:7";
        }
        return errno == Errno.ETIMEDOUT || errno == Errno.EHOSTUNREACH
                ? "the host is down, or a firewall swallows the packets"
                : null;
    }

    private static @Nullable String ofSend(Failure failure, int errno) {
        if (errno == Errno.EACCES) {
            return failure.peer() instanceof Endpoint.Unix
                    ? "the path must be writable for this user"
                    : "a broadcast address needs SO_BROADCAST";
        }
        if (errno == Errno.EPERM) {
            return "a rule of the firewall on this machine forbids it";
        }
        if (errno == Errno.ECONNREFUSED) {
            return "an earlier datagram found nobody at the peer's address";
        }
        return errno == Errno.EDESTADDRREQ || errno == Errno.ENOTCONN
                ? "the socket has no peer: name a receiver, or connect it"
                : null;
    }

    private static @Nullable String ofSetsockopt(Failure failure, int errno) {
        if (errno == Errno.EPERM) {
            return "this option or value needs a capability, mostly CAP_NET_ADMIN";
        }
        if (errno != Errno.EINVAL && errno != Errno.ERANGE && errno != Errno.EDOM) {
            return null;
        }
        String range =
                Optional.ofNullable(failure.optionName())
                        .flatMap(OptNames::find)
                        .map(AnyOpt::range)
                        .orElse("");
        return range.isEmpty()
                ? "the value is out of range, or too late for this option"
                : "it takes " + range + ", or it is too late for this option";
    }

    private static int port(@Nullable Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Inet4 four -> four.port();
            case Endpoint.Inet6 six -> six.port();
            case null, default -> 0;
        };
    }

    private static boolean isLinkLocal(@Nullable Endpoint endpoint) {
        return endpoint instanceof Endpoint.Inet6 six && six.host().isLinkLocalAddress();
    }
}
