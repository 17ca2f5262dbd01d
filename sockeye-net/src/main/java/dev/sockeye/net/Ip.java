package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_IP;
import static dev.sockeye.sys.NetinetIn.IP_ADD_MEMBERSHIP;
import static dev.sockeye.sys.NetinetIn.IP_ADD_SOURCE_MEMBERSHIP;
import static dev.sockeye.sys.NetinetIn.IP_BIND_ADDRESS_NO_PORT;
import static dev.sockeye.sys.NetinetIn.IP_BLOCK_SOURCE;
import static dev.sockeye.sys.NetinetIn.IP_CHECKSUM;
import static dev.sockeye.sys.NetinetIn.IP_DROP_MEMBERSHIP;
import static dev.sockeye.sys.NetinetIn.IP_DROP_SOURCE_MEMBERSHIP;
import static dev.sockeye.sys.NetinetIn.IP_FREEBIND;
import static dev.sockeye.sys.NetinetIn.IP_HDRINCL;
import static dev.sockeye.sys.NetinetIn.IP_LOCAL_PORT_RANGE;
import static dev.sockeye.sys.NetinetIn.IP_MINTTL;
import static dev.sockeye.sys.NetinetIn.IP_MSFILTER;
import static dev.sockeye.sys.NetinetIn.IP_MTU;
import static dev.sockeye.sys.NetinetIn.IP_MTU_DISCOVER;
import static dev.sockeye.sys.NetinetIn.IP_MULTICAST_ALL;
import static dev.sockeye.sys.NetinetIn.IP_MULTICAST_IF;
import static dev.sockeye.sys.NetinetIn.IP_MULTICAST_LOOP;
import static dev.sockeye.sys.NetinetIn.IP_MULTICAST_TTL;
import static dev.sockeye.sys.NetinetIn.IP_NODEFRAG;
import static dev.sockeye.sys.NetinetIn.IP_OPTIONS;
import static dev.sockeye.sys.NetinetIn.IP_PASSSEC;
import static dev.sockeye.sys.NetinetIn.IP_PKTINFO;
import static dev.sockeye.sys.NetinetIn.IP_PROTOCOL;
import static dev.sockeye.sys.NetinetIn.IP_RECVERR;
import static dev.sockeye.sys.NetinetIn.IP_RECVERR_RFC4884;
import static dev.sockeye.sys.NetinetIn.IP_RECVFRAGSIZE;
import static dev.sockeye.sys.NetinetIn.IP_RECVOPTS;
import static dev.sockeye.sys.NetinetIn.IP_RECVORIGDSTADDR;
import static dev.sockeye.sys.NetinetIn.IP_RECVTOS;
import static dev.sockeye.sys.NetinetIn.IP_RECVTTL;
import static dev.sockeye.sys.NetinetIn.IP_RETOPTS;
import static dev.sockeye.sys.NetinetIn.IP_ROUTER_ALERT;
import static dev.sockeye.sys.NetinetIn.IP_TOS;
import static dev.sockeye.sys.NetinetIn.IP_TRANSPARENT;
import static dev.sockeye.sys.NetinetIn.IP_TTL;
import static dev.sockeye.sys.NetinetIn.IP_UNBLOCK_SOURCE;
import static dev.sockeye.sys.NetinetIn.IP_UNICAST_IF;

import dev.sockeye.net.opt.GroupFilter;
import dev.sockeye.net.opt.GroupReq;
import dev.sockeye.net.opt.GroupSourceReq;
import dev.sockeye.net.opt.MReqSource;
import dev.sockeye.net.opt.MReqn;
import dev.sockeye.net.opt.MsfFilter;
import dev.sockeye.net.opt.PortRange;
import dev.sockeye.sys.NetinetIn;
import java.net.Inet4Address;
import java.util.List;

/**
 * The options of level IPPROTO_IP, for IPv4, sorted by kernel name. Where no version is named, Linux 2.4
 * or one before had the option.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>
 */
public final class Ip {
    private static final Level L = new Level(IPPROTO_IP);

    /**
     * IP_ADD_MEMBERSHIP: joins a group; it ends with the socket. At most net.ipv4.igmp_max_memberships.
     */
    public static final Opt.WriteOnly<MReqn> ADD_MEMBERSHIP =
            L.write("IP_ADD_MEMBERSHIP", IP_ADD_MEMBERSHIP, MReqn.class, GroupCodecs.MREQN);

    /**
     * IP_ADD_SOURCE_MEMBERSHIP: joins a group for one source (RFC 4607), once more for each further one.
     * Since Linux 2.4.22.
     */
    public static final Opt.WriteOnly<MReqSource> ADD_SOURCE_MEMBERSHIP =
            L.write(
                    "IP_ADD_SOURCE_MEMBERSHIP",
                    IP_ADD_SOURCE_MEMBERSHIP,
                    MReqSource.class,
                    GroupCodecs.MREQ_SOURCE);

    /**
     * IP_BIND_ADDRESS_NO_PORT: whether bind to an address with port 0 leaves the choice of the port to
     * connect, which can then use one for several peers. Initially off. Since Linux 4.2.
     */
    public static final Opt<Boolean> BIND_ADDRESS_NO_PORT =
            L.flag("IP_BIND_ADDRESS_NO_PORT", IP_BIND_ADDRESS_NO_PORT);

    /**
     * IP_BLOCK_SOURCE: takes no more packets of a source; the group has to be joined. Since Linux 2.4.22.
     */
    public static final Opt.WriteOnly<MReqSource> BLOCK_SOURCE =
            L.write("IP_BLOCK_SOURCE", IP_BLOCK_SOURCE, MReqSource.class, GroupCodecs.MREQ_SOURCE);

    /**
     * IP_CHECKSUM: whether each datagram comes with the sum over it as the device made it, as
     * IP_CHECKSUM. Initially off. Since Linux 4.0.
     */
    public static final Opt<Boolean> CHECKSUM = L.flag("IP_CHECKSUM", IP_CHECKSUM);

    /** IP_DROP_MEMBERSHIP: leaves a group. */
    public static final Opt.WriteOnly<MReqn> DROP_MEMBERSHIP =
            L.write("IP_DROP_MEMBERSHIP", IP_DROP_MEMBERSHIP, MReqn.class, GroupCodecs.MREQN);

    /** IP_DROP_SOURCE_MEMBERSHIP: leaves a group for one source. Since Linux 2.4.22. */
    public static final Opt.WriteOnly<MReqSource> DROP_SOURCE_MEMBERSHIP =
            L.write(
                    "IP_DROP_SOURCE_MEMBERSHIP",
                    IP_DROP_SOURCE_MEMBERSHIP,
                    MReqSource.class,
                    GroupCodecs.MREQ_SOURCE);

    /**
     * IP_FREEBIND: whether an address may be bound that this machine has not (yet). Initially off.
     */
    public static final Opt<Boolean> FREEBIND = L.flag("IP_FREEBIND", IP_FREEBIND);

    /**
     * IP_HDRINCL: whether the sender writes the IP header (raw sockets). Initially off, for IPPROTO_RAW
     * on.
     */
    public static final Opt<Boolean> HDRINCL = L.flag("IP_HDRINCL", IP_HDRINCL);

    /**
     * IP_LOCAL_PORT_RANGE: from which ports the kernel chooses one, within net.ipv4.ip_local_port_range.
     * IPv6 sockets too. Initially 0 to 0, all of that. Since Linux 6.3.
     */
    public static final Opt<PortRange> LOCAL_PORT_RANGE =
            L.both(
                    "IP_LOCAL_PORT_RANGE",
                    IP_LOCAL_PORT_RANGE,
                    PortRange.class,
                    IpCodecs.PORT_RANGE,
                    "",
                    "0, or ports of which the first is not above the last");

    /**
     * IP_MINTTL: packets with a smaller TTL are dropped (RFC 5082). Initially 0. Since Linux 2.6.34.
     */
    public static final Opt<Integer> MINTTL = L.integer("IP_MINTTL", IP_MINTTL, "hops", "0 to 255");

    /**
     * IP_MSFILTER: the whole list of sources of a group that is joined (RFC 3678), at most
     * net.ipv4.igmp_max_msf. Since Linux 2.4.22.
     */
    public static final Opt.WriteOnly<MsfFilter> MSFILTER =
            L.write("IP_MSFILTER", IP_MSFILTER, MsfFilter.class, GroupCodecs.MSFILTER);

    /** IP_MSFILTER: that list, for {@link Socket#getWith}. Since Linux 2.4.22. */
    public static final Opt.Query<MReqn, MsfFilter> MSFILTER_OF =
            L.query(
                    "IP_MSFILTER",
                    IP_MSFILTER,
                    MsfFilter.class,
                    GroupCodecs.MSFILTER,
                    GroupCodecs::ask);

    /** IP_MTU: how large a packet the path takes, of a connected socket. */
    public static final Opt.ReadOnly<Integer> MTU = L.readInteger("IP_MTU", IP_MTU, "bytes");

    /**
     * IP_MTU_DISCOVER: whether packets are never fragmented on the way. Initially as
     * net.ipv4.ip_no_pmtu_disc says, mostly IP_PMTUDISC_WANT.
     */
    public static final Opt<Integer> MTU_DISCOVER =
            L.integer("IP_MTU_DISCOVER", IP_MTU_DISCOVER, "", "0 to 5, the IP_PMTUDISC_ values");

    /**
     * IP_MULTICAST_ALL: whether packets of groups come that other sockets joined. Initially on. Since
     * Linux 2.6.31.
     */
    public static final Opt<Boolean> MULTICAST_ALL = L.flag("IP_MULTICAST_ALL", IP_MULTICAST_ALL);

    /**
     * IP_MULTICAST_IF: the interface by which multicast is sent, by one of its addresses; 0.0.0.0 for the
     * route's. Initially that.
     */
    public static final Opt<Inet4Address> MULTICAST_IF =
            L.both(
                    "IP_MULTICAST_IF",
                    IP_MULTICAST_IF,
                    Inet4Address.class,
                    GroupCodecs.IN_ADDR,
                    "",
                    "an address of this machine");

    /** IP_MULTICAST_IF: the same by the index of the interface too; the group is not used. */
    public static final Opt.WriteOnly<MReqn> MULTICAST_IF_INDEX =
            L.write("IP_MULTICAST_IF", IP_MULTICAST_IF, MReqn.class, GroupCodecs.MREQN);

    /** IP_MULTICAST_LOOP: whether own multicast comes back to this machine. Initially on. */
    public static final Opt<Boolean> MULTICAST_LOOP =
            L.flag("IP_MULTICAST_LOOP", IP_MULTICAST_LOOP);

    /** IP_MULTICAST_TTL: how many routers multicast may pass. Initially 1: it stays on the link. */
    public static final Opt<Integer> MULTICAST_TTL =
            L.integer("IP_MULTICAST_TTL", IP_MULTICAST_TTL, "hops", "0 to 255, or -1 for 1");

    /**
     * IP_NODEFRAG: whether fragments come as they are (raw sockets). Initially off. Since Linux 2.6.36.
     */
    public static final Opt<Boolean> NODEFRAG = L.flag("IP_NODEFRAG", IP_NODEFRAG);

    /**
     * IP_OPTIONS: the options of each packet, as they stand in its header, at most 40 bytes. Initially
     * none.
     */
    public static final Opt<byte[]> OPTIONS = L.bytes("IP_OPTIONS", IP_OPTIONS, 40);

    /**
     * IP_PASSSEC: whether each datagram comes with the security label of its peer, as SCM_SECURITY.
     * Initially off. Since Linux 2.6.17.
     */
    public static final Opt<Boolean> PASSSEC = L.flag("IP_PASSSEC", IP_PASSSEC);

    /**
     * IP_PKTINFO: whether each datagram is received with a {@link Control.PktInfo}: the address it was
     * sent to and the interface it came by. Initially off.
     */
    public static final Opt<Boolean> PKTINFO = L.flag("IP_PKTINFO", IP_PKTINFO);

    /** IP_PROTOCOL: the protocol of a raw socket, such as {@code IPPROTO_ICMP}. Since Linux 6.4. */
    public static final Opt.ReadOnly<Integer> PROTOCOL =
            L.readInteger("IP_PROTOCOL", IP_PROTOCOL, "");

    /**
     * IP_RECVERR: whether what went wrong on the way comes by the error queue, as {@link Control.RecvErr}
     * with MSG_ERRQUEUE. Initially off.
     */
    public static final Opt<Boolean> RECVERR = L.flag("IP_RECVERR", IP_RECVERR);

    /**
     * IP_RECVERR_RFC4884: whether these come with the extensions of the ICMP message. Initially off.
     * Since Linux 5.9.
     */
    public static final Opt<Boolean> RECVERR_RFC4884 =
            L.flag("IP_RECVERR_RFC4884", IP_RECVERR_RFC4884);

    /**
     * IP_RECVFRAGSIZE: whether each datagram comes with the size of its largest fragment (raw sockets),
     * as IP_RECVFRAGSIZE. Initially off. Since Linux 4.10.
     */
    public static final Opt<Boolean> RECVFRAGSIZE = L.flag("IP_RECVFRAGSIZE", IP_RECVFRAGSIZE);

    /**
     * IP_RECVOPTS: whether each datagram comes with the options of its header, as IP_RECVOPTS. Initially
     * off.
     */
    public static final Opt<Boolean> RECVOPTS = L.flag("IP_RECVOPTS", IP_RECVOPTS);

    /**
     * IP_RECVORIGDSTADDR: whether each datagram comes with where it was sent before a redirection, as
     * {@link Control.OrigDst}. Initially off. Since Linux 2.6.29.
     */
    public static final Opt<Boolean> RECVORIGDSTADDR =
            L.flag("IP_RECVORIGDSTADDR", IP_RECVORIGDSTADDR);

    /**
     * IP_RECVTOS: whether each datagram comes with its type of service, as {@link Control.Tos}. Initially
     * off.
     */
    public static final Opt<Boolean> RECVTOS = L.flag("IP_RECVTOS", IP_RECVTOS);

    /**
     * IP_RECVTTL: whether each datagram comes with its TTL, as {@link Control.Ttl}. Initially off.
     */
    public static final Opt<Boolean> RECVTTL = L.flag("IP_RECVTTL", IP_RECVTTL);

    /**
     * IP_RETOPTS: as IP_RECVOPTS, with what this machine filled into them, as IP_RETOPTS. Initially off.
     */
    public static final Opt<Boolean> RETOPTS = L.flag("IP_RETOPTS", IP_RETOPTS);

    /**
     * IP_ROUTER_ALERT: whether packets with the router alert option come here rather than go on (raw
     * sockets). Initially off.
     */
    public static final Opt<Boolean> ROUTER_ALERT = L.flag("IP_ROUTER_ALERT", IP_ROUTER_ALERT);

    /**
     * IP_TOS: the type of service of what is sent: six bits DSCP, two bits ECN, which TCP keeps for
     * itself. Initially 0.
     */
    public static final Opt<Integer> TOS = L.integer("IP_TOS", IP_TOS, "", "0 to 255");

    /**
     * IP_TRANSPARENT: whether addresses of others may be bound, for transparent proxies; on takes
     * CAP_NET_ADMIN or CAP_NET_RAW. Initially off. Since Linux 2.6.28.
     */
    public static final Opt<Boolean> TRANSPARENT = L.flag("IP_TRANSPARENT", IP_TRANSPARENT);

    /** IP_TTL: how many routers a packet may pass. Initially net.ipv4.ip_default_ttl, mostly 64. */
    public static final Opt<Integer> TTL =
            L.integer("IP_TTL", IP_TTL, "hops", "1 to 255, or -1 for the system's");

    /** IP_UNBLOCK_SOURCE: takes a block back. Since Linux 2.4.22. */
    public static final Opt.WriteOnly<MReqSource> UNBLOCK_SOURCE =
            L.write(
                    "IP_UNBLOCK_SOURCE",
                    IP_UNBLOCK_SOURCE,
                    MReqSource.class,
                    GroupCodecs.MREQ_SOURCE);

    /**
     * IP_UNICAST_IF: the interface by which unicast is sent where no route is better, 0 for any.
     * Initially that. Since Linux 3.4.
     */
    public static final Opt<Integer> UNICAST_IF =
            L.both(
                    "IP_UNICAST_IF",
                    IP_UNICAST_IF,
                    Integer.class,
                    Codecs.NET_INT,
                    "",
                    "0 and the index of an interface");

    /**
     * MCAST_BLOCK_SOURCE: takes no more packets of a source; the group has to be joined. Since Linux 2.6.
     */
    public static final Opt.WriteOnly<GroupSourceReq> MCAST_BLOCK_SOURCE =
            L.write(
                    "MCAST_BLOCK_SOURCE",
                    NetinetIn.MCAST_BLOCK_SOURCE,
                    GroupSourceReq.class,
                    GroupCodecs.GROUP_SOURCE4);

    /** MCAST_JOIN_GROUP: joins a group; it ends with the socket. Since Linux 2.6. */
    public static final Opt.WriteOnly<GroupReq> MCAST_JOIN_GROUP =
            L.write(
                    "MCAST_JOIN_GROUP",
                    NetinetIn.MCAST_JOIN_GROUP,
                    GroupReq.class,
                    GroupCodecs.GROUP4);

    /**
     * MCAST_JOIN_SOURCE_GROUP: joins a group for one source (RFC 4607), once more for each further one.
     * Since Linux 2.6.
     */
    public static final Opt.WriteOnly<GroupSourceReq> MCAST_JOIN_SOURCE_GROUP =
            L.write(
                    "MCAST_JOIN_SOURCE_GROUP",
                    NetinetIn.MCAST_JOIN_SOURCE_GROUP,
                    GroupSourceReq.class,
                    GroupCodecs.GROUP_SOURCE4);

    /** MCAST_LEAVE_GROUP: leaves a group. Since Linux 2.6. */
    public static final Opt.WriteOnly<GroupReq> MCAST_LEAVE_GROUP =
            L.write(
                    "MCAST_LEAVE_GROUP",
                    NetinetIn.MCAST_LEAVE_GROUP,
                    GroupReq.class,
                    GroupCodecs.GROUP4);

    /** MCAST_LEAVE_SOURCE_GROUP: leaves a group for one source. Since Linux 2.6. */
    public static final Opt.WriteOnly<GroupSourceReq> MCAST_LEAVE_SOURCE_GROUP =
            L.write(
                    "MCAST_LEAVE_SOURCE_GROUP",
                    NetinetIn.MCAST_LEAVE_SOURCE_GROUP,
                    GroupSourceReq.class,
                    GroupCodecs.GROUP_SOURCE4);

    /**
     * MCAST_MSFILTER: the whole list of sources of a group that is joined (RFC 3678), at most
     * net.ipv4.igmp_max_msf. Since Linux 2.6.
     */
    public static final Opt.WriteOnly<GroupFilter> MCAST_MSFILTER =
            L.write(
                    "MCAST_MSFILTER",
                    NetinetIn.MCAST_MSFILTER,
                    GroupFilter.class,
                    GroupCodecs.GROUP_FILTER4);

    /** MCAST_MSFILTER: that list, for {@link Socket#getWith}. Since Linux 2.6. */
    public static final Opt.Query<GroupReq, GroupFilter> MCAST_MSFILTER_OF =
            L.query(
                    "MCAST_MSFILTER",
                    NetinetIn.MCAST_MSFILTER,
                    GroupFilter.class,
                    GroupCodecs.GROUP_FILTER4,
                    GroupCodecs::ask);

    /** MCAST_UNBLOCK_SOURCE: takes a block back. Since Linux 2.6. */
    public static final Opt.WriteOnly<GroupSourceReq> MCAST_UNBLOCK_SOURCE =
            L.write(
                    "MCAST_UNBLOCK_SOURCE",
                    NetinetIn.MCAST_UNBLOCK_SOURCE,
                    GroupSourceReq.class,
                    GroupCodecs.GROUP_SOURCE4);

    static final List<AnyOpt<?>> ALL = L.all();

    private Ip() {}
}
