package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_IPV6;
import static dev.sockeye.sys.NetinetIn.IPV6_ADDRFORM;
import static dev.sockeye.sys.NetinetIn.IPV6_ADDR_PREFERENCES;
import static dev.sockeye.sys.NetinetIn.IPV6_ADD_MEMBERSHIP;
import static dev.sockeye.sys.NetinetIn.IPV6_AUTOFLOWLABEL;
import static dev.sockeye.sys.NetinetIn.IPV6_CHECKSUM;
import static dev.sockeye.sys.NetinetIn.IPV6_DONTFRAG;
import static dev.sockeye.sys.NetinetIn.IPV6_DROP_MEMBERSHIP;
import static dev.sockeye.sys.NetinetIn.IPV6_DSTOPTS;
import static dev.sockeye.sys.NetinetIn.IPV6_FLOWINFO;
import static dev.sockeye.sys.NetinetIn.IPV6_FLOWINFO_SEND;
import static dev.sockeye.sys.NetinetIn.IPV6_FLOWLABEL_MGR;
import static dev.sockeye.sys.NetinetIn.IPV6_FREEBIND;
import static dev.sockeye.sys.NetinetIn.IPV6_HDRINCL;
import static dev.sockeye.sys.NetinetIn.IPV6_HOPOPTS;
import static dev.sockeye.sys.NetinetIn.IPV6_JOIN_ANYCAST;
import static dev.sockeye.sys.NetinetIn.IPV6_LEAVE_ANYCAST;
import static dev.sockeye.sys.NetinetIn.IPV6_MINHOPCOUNT;
import static dev.sockeye.sys.NetinetIn.IPV6_MTU;
import static dev.sockeye.sys.NetinetIn.IPV6_MTU_DISCOVER;
import static dev.sockeye.sys.NetinetIn.IPV6_MULTICAST_ALL;
import static dev.sockeye.sys.NetinetIn.IPV6_MULTICAST_HOPS;
import static dev.sockeye.sys.NetinetIn.IPV6_MULTICAST_IF;
import static dev.sockeye.sys.NetinetIn.IPV6_MULTICAST_LOOP;
import static dev.sockeye.sys.NetinetIn.IPV6_PATHMTU;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVDSTOPTS;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVERR;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVERR_RFC4884;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVFRAGSIZE;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVHOPLIMIT;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVHOPOPTS;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVORIGDSTADDR;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVPATHMTU;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVPKTINFO;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVRTHDR;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVTCLASS;
import static dev.sockeye.sys.NetinetIn.IPV6_ROUTER_ALERT;
import static dev.sockeye.sys.NetinetIn.IPV6_ROUTER_ALERT_ISOLATE;
import static dev.sockeye.sys.NetinetIn.IPV6_RTHDR;
import static dev.sockeye.sys.NetinetIn.IPV6_RTHDRDSTOPTS;
import static dev.sockeye.sys.NetinetIn.IPV6_TCLASS;
import static dev.sockeye.sys.NetinetIn.IPV6_TRANSPARENT;
import static dev.sockeye.sys.NetinetIn.IPV6_UNICAST_HOPS;
import static dev.sockeye.sys.NetinetIn.IPV6_UNICAST_IF;
import static dev.sockeye.sys.NetinetIn.IPV6_V6ONLY;

import dev.sockeye.net.opt.FlowLabelReq;
import dev.sockeye.net.opt.GroupFilter;
import dev.sockeye.net.opt.GroupReq;
import dev.sockeye.net.opt.GroupSourceReq;
import dev.sockeye.net.opt.Ip6MReq;
import dev.sockeye.net.opt.Ip6MtuInfo;
import dev.sockeye.sys.NetinetIn;
import java.util.List;

/**
 * The options of level IPPROTO_IPV6, sorted by kernel name. Where no version is named, Linux 2.6 or one
 * before had the option.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ipv6.7.html">ipv6(7)</a>
 */
public final class Ip6 {
    private static final Level L = new Level(IPPROTO_IPV6);

    /**
     * IPV6_ADDRFORM: the family of a connected TCP or UDP socket; AF_INET makes an IPv4 socket of one
     * whose peer is v4-mapped.
     */
    public static final Opt<Integer> ADDRFORM =
            L.integer("IPV6_ADDRFORM", IPV6_ADDRFORM, "", "AF_INET");

    /**
     * IPV6_ADDR_PREFERENCES: which own address to prefer (RFC 5014). Initially
     * IPV6_PREFER_SRC_PUBTMP_DEFAULT and HOME. Since Linux 2.6.26.
     */
    public static final Opt<Integer> ADDR_PREFERENCES =
            L.integer(
                    "IPV6_ADDR_PREFERENCES",
                    IPV6_ADDR_PREFERENCES,
                    "",
                    "IPV6_PREFER_SRC_ flags that go together");

    /** IPV6_ADD_MEMBERSHIP: joins a group; it ends with the socket. */
    public static final Opt.WriteOnly<Ip6MReq> ADD_MEMBERSHIP =
            L.write("IPV6_ADD_MEMBERSHIP", IPV6_ADD_MEMBERSHIP, Ip6MReq.class, GroupCodecs.MREQ6);

    /**
     * IPV6_AUTOFLOWLABEL: whether the kernel gives what is sent a flow label by its flow. Initially as
     * net.ipv6.auto_flowlabels says, mostly on. Since Linux 3.17.
     */
    public static final Opt<Boolean> AUTOFLOWLABEL =
            L.flag("IPV6_AUTOFLOWLABEL", IPV6_AUTOFLOWLABEL);

    /**
     * IPV6_CHECKSUM: where the checksum lies in the packets of a raw socket, -1 for none. Initially -1.
     */
    public static final Opt<Integer> CHECKSUM =
            L.integer("IPV6_CHECKSUM", IPV6_CHECKSUM, "bytes", "-1, or an even offset");

    /**
     * IPV6_DONTFRAG: whether datagrams that are too large are refused rather than fragmented. Initially
     * off. Since Linux 2.6.35.
     */
    public static final Opt<Boolean> DONTFRAG = L.flag("IPV6_DONTFRAG", IPV6_DONTFRAG);

    /** IPV6_DROP_MEMBERSHIP: leaves a group. */
    public static final Opt.WriteOnly<Ip6MReq> DROP_MEMBERSHIP =
            L.write("IPV6_DROP_MEMBERSHIP", IPV6_DROP_MEMBERSHIP, Ip6MReq.class, GroupCodecs.MREQ6);

    /**
     * IPV6_DSTOPTS: the destination options header of each packet, as it is in the packet; none takes it
     * away; takes CAP_NET_RAW. Since Linux 2.6.14.
     */
    public static final Opt<byte[]> DSTOPTS = L.bytes("IPV6_DSTOPTS", IPV6_DSTOPTS, 2048);

    /**
     * IPV6_FLOWINFO: whether each datagram comes with its flow information, as IPV6_FLOWINFO. Initially
     * off.
     */
    public static final Opt<Boolean> FLOWINFO = L.flag("IPV6_FLOWINFO", IPV6_FLOWINFO);

    /**
     * IPV6_FLOWINFO_SEND: whether the flow information of the address that is sent to is heeded.
     * Initially off.
     */
    public static final Opt<Boolean> FLOWINFO_SEND =
            L.flag("IPV6_FLOWINFO_SEND", IPV6_FLOWINFO_SEND);

    /** IPV6_FLOWLABEL_MGR: takes, prolongs or gives back a flow label. */
    public static final Opt.WriteOnly<FlowLabelReq> FLOWLABEL_MGR =
            L.write(
                    "IPV6_FLOWLABEL_MGR",
                    IPV6_FLOWLABEL_MGR,
                    FlowLabelReq.class,
                    IpCodecs.FLOWLABEL);

    /**
     * IPV6_FLOWLABEL_MGR: the flow label of the connection, for {@link Socket#getWith} with 0, or that of
     * the peer with IPV6_FL_F_REMOTE.
     */
    public static final Opt.Query<Integer, FlowLabelReq> FLOWLABEL_MGR_OF =
            L.query(
                    "IPV6_FLOWLABEL_MGR",
                    IPV6_FLOWLABEL_MGR,
                    FlowLabelReq.class,
                    IpCodecs.FLOWLABEL,
                    IpCodecs::ask);

    /**
     * IPV6_FREEBIND: whether an address may be bound that this machine has not (yet). Initially off.
     * Since Linux 4.19.
     */
    public static final Opt<Boolean> FREEBIND = L.flag("IPV6_FREEBIND", IPV6_FREEBIND);

    /**
     * IPV6_HDRINCL: whether the sender writes the IPv6 header (raw sockets). Initially off, for
     * IPPROTO_RAW on. Since Linux 4.5.
     */
    public static final Opt<Boolean> HDRINCL = L.flag("IPV6_HDRINCL", IPV6_HDRINCL);

    /**
     * IPV6_HOPOPTS: the hop-by-hop options header of each packet, as it is in the packet; none takes it
     * away; takes CAP_NET_RAW. Since Linux 2.6.14.
     */
    public static final Opt<byte[]> HOPOPTS = L.bytes("IPV6_HOPOPTS", IPV6_HOPOPTS, 2048);

    /**
     * IPV6_JOIN_ANYCAST: gives this machine an anycast address as long as the socket lives; takes
     * CAP_NET_ADMIN for addresses of others.
     */
    public static final Opt.WriteOnly<Ip6MReq> JOIN_ANYCAST =
            L.write("IPV6_JOIN_ANYCAST", IPV6_JOIN_ANYCAST, Ip6MReq.class, GroupCodecs.MREQ6);

    /** IPV6_LEAVE_ANYCAST: gives it back. */
    public static final Opt.WriteOnly<Ip6MReq> LEAVE_ANYCAST =
            L.write("IPV6_LEAVE_ANYCAST", IPV6_LEAVE_ANYCAST, Ip6MReq.class, GroupCodecs.MREQ6);

    /**
     * IPV6_MINHOPCOUNT: packets with a smaller hop limit are dropped (RFC 5082). Initially 0. Since Linux
     * 2.6.35.
     */
    public static final Opt<Integer> MINHOPCOUNT =
            L.integer("IPV6_MINHOPCOUNT", IPV6_MINHOPCOUNT, "hops", "0 to 255");

    /**
     * IPV6_MTU: how large a packet the path takes, of a connected socket; as a setting, into what size
     * packets are cut, 0 for no own.
     */
    public static final Opt<Integer> MTU =
            L.integer("IPV6_MTU", IPV6_MTU, "bytes", "0, or 1280 and more");

    /** IPV6_MTU_DISCOVER: whether packets are sent whole always. Initially IPV6_PMTUDISC_WANT. */
    public static final Opt<Integer> MTU_DISCOVER =
            L.integer(
                    "IPV6_MTU_DISCOVER",
                    IPV6_MTU_DISCOVER,
                    "",
                    "0 to 5, the IPV6_PMTUDISC_ values");

    /**
     * IPV6_MULTICAST_ALL: whether packets of groups come that other sockets joined. Initially on. Since
     * Linux 4.20.
     */
    public static final Opt<Boolean> MULTICAST_ALL =
            L.flag("IPV6_MULTICAST_ALL", IPV6_MULTICAST_ALL);

    /**
     * IPV6_MULTICAST_HOPS: how many routers multicast may pass. Initially 1: it stays on the link.
     */
    public static final Opt<Integer> MULTICAST_HOPS =
            L.integer("IPV6_MULTICAST_HOPS", IPV6_MULTICAST_HOPS, "hops", "0 to 255, or -1 for 1");

    /**
     * IPV6_MULTICAST_IF: the interface by which multicast is sent, 0 for the route's. Initially that.
     */
    public static final Opt<Integer> MULTICAST_IF =
            L.integer(
                    "IPV6_MULTICAST_IF", IPV6_MULTICAST_IF, "", "0 and the index of an interface");

    /** IPV6_MULTICAST_LOOP: whether own multicast comes back to this machine. Initially on. */
    public static final Opt<Boolean> MULTICAST_LOOP =
            L.flag("IPV6_MULTICAST_LOOP", IPV6_MULTICAST_LOOP);

    /**
     * IPV6_PATHMTU: how large a packet the path takes, of a connected socket. Since Linux 2.6.35.
     */
    public static final Opt.ReadOnly<Ip6MtuInfo> PATHMTU =
            L.read("IPV6_PATHMTU", IPV6_PATHMTU, Ip6MtuInfo.class, IpCodecs.MTUINFO, "");

    /**
     * IPV6_RECVDSTOPTS: whether each datagram comes with its destination options header, as IPV6_DSTOPTS.
     * Initially off. Since Linux 2.6.14.
     */
    public static final Opt<Boolean> RECVDSTOPTS = L.flag("IPV6_RECVDSTOPTS", IPV6_RECVDSTOPTS);

    /**
     * IPV6_RECVERR: whether what went wrong on the way comes by the error queue, as {@link
     * Control.RecvErr} with MSG_ERRQUEUE. Initially off.
     */
    public static final Opt<Boolean> RECVERR = L.flag("IPV6_RECVERR", IPV6_RECVERR);

    /**
     * IPV6_RECVERR_RFC4884: whether these come with the extensions of the ICMPv6 message. Initially off.
     * Since Linux 5.9.
     */
    public static final Opt<Boolean> RECVERR_RFC4884 =
            L.flag("IPV6_RECVERR_RFC4884", IPV6_RECVERR_RFC4884);

    /**
     * IPV6_RECVFRAGSIZE: whether each datagram comes with the size of its largest fragment, as
     * IPV6_RECVFRAGSIZE. Initially off. Since Linux 4.10.
     */
    public static final Opt<Boolean> RECVFRAGSIZE = L.flag("IPV6_RECVFRAGSIZE", IPV6_RECVFRAGSIZE);

    /**
     * IPV6_RECVHOPLIMIT: whether each datagram comes with its hop limit, as {@link Control.HopLimit}.
     * Initially off. Since Linux 2.6.14.
     */
    public static final Opt<Boolean> RECVHOPLIMIT = L.flag("IPV6_RECVHOPLIMIT", IPV6_RECVHOPLIMIT);

    /**
     * IPV6_RECVHOPOPTS: whether each datagram comes with its hop-by-hop options header, as IPV6_HOPOPTS.
     * Initially off. Since Linux 2.6.14.
     */
    public static final Opt<Boolean> RECVHOPOPTS = L.flag("IPV6_RECVHOPOPTS", IPV6_RECVHOPOPTS);

    /**
     * IPV6_RECVORIGDSTADDR: whether each datagram comes with where it was sent before a redirection, as
     * {@link Control.OrigDst}. Initially off. Since Linux 2.6.37.
     */
    public static final Opt<Boolean> RECVORIGDSTADDR =
            L.flag("IPV6_RECVORIGDSTADDR", IPV6_RECVORIGDSTADDR);

    /**
     * IPV6_RECVPATHMTU: whether a change of the path's MTU is told, as IPV6_PATHMTU. Initially off. Since
     * Linux 2.6.35.
     */
    public static final Opt<Boolean> RECVPATHMTU = L.flag("IPV6_RECVPATHMTU", IPV6_RECVPATHMTU);

    /**
     * IPV6_RECVPKTINFO: whether each datagram is received with a {@link Control.PktInfo}: the address it
     * was sent to and the interface it came by; IPv4 ones too on a socket that takes both. Initially off.
     * Since Linux 2.6.14.
     */
    public static final Opt<Boolean> RECVPKTINFO = L.flag("IPV6_RECVPKTINFO", IPV6_RECVPKTINFO);

    /**
     * IPV6_RECVRTHDR: whether each datagram comes with its routing header, as IPV6_RTHDR. Initially off.
     * Since Linux 2.6.14.
     */
    public static final Opt<Boolean> RECVRTHDR = L.flag("IPV6_RECVRTHDR", IPV6_RECVRTHDR);

    /**
     * IPV6_RECVTCLASS: whether each datagram comes with its traffic class, as {@link Control.TClass}.
     * Initially off. Since Linux 2.6.14.
     */
    public static final Opt<Boolean> RECVTCLASS = L.flag("IPV6_RECVTCLASS", IPV6_RECVTCLASS);

    /**
     * IPV6_ROUTER_ALERT: packets with this router alert value come here (IPPROTO_RAW sockets), -1 for
     * none. Initially none.
     */
    public static final Opt.WriteOnly<Integer> ROUTER_ALERT =
            L.writeInteger("IPV6_ROUTER_ALERT", IPV6_ROUTER_ALERT, "", "-1 and up");

    /**
     * IPV6_ROUTER_ALERT_ISOLATE: whether those packets do not come from other network namespaces.
     * Initially off. Since Linux 5.1.
     */
    public static final Opt<Boolean> ROUTER_ALERT_ISOLATE =
            L.flag("IPV6_ROUTER_ALERT_ISOLATE", IPV6_ROUTER_ALERT_ISOLATE);

    /**
     * IPV6_RTHDR: the routing header of each packet, as it is in the packet; none takes it away. Since
     * Linux 2.6.14.
     */
    public static final Opt<byte[]> RTHDR = L.bytes("IPV6_RTHDR", IPV6_RTHDR, 2048);

    /**
     * IPV6_RTHDRDSTOPTS: the destination options header before a routing header; none takes it away;
     * takes CAP_NET_RAW. Since Linux 2.6.14.
     */
    public static final Opt<byte[]> RTHDRDSTOPTS =
            L.bytes("IPV6_RTHDRDSTOPTS", IPV6_RTHDRDSTOPTS, 2048);

    /**
     * IPV6_TCLASS: the traffic class of what is sent: six bits DSCP, two bits ECN, which TCP keeps for
     * itself. Initially 0. Since Linux 2.6.14.
     */
    public static final Opt<Integer> TCLASS =
            L.integer("IPV6_TCLASS", IPV6_TCLASS, "", "0 to 255, or -1 for 0");

    /**
     * IPV6_TRANSPARENT: whether addresses of others may be bound, for transparent proxies; on takes
     * CAP_NET_ADMIN or CAP_NET_RAW. Initially off. Since Linux 2.6.37.
     */
    public static final Opt<Boolean> TRANSPARENT = L.flag("IPV6_TRANSPARENT", IPV6_TRANSPARENT);

    /** IPV6_UNICAST_HOPS: how many routers a packet may pass. Initially that, mostly 64. */
    public static final Opt<Integer> UNICAST_HOPS =
            L.integer(
                    "IPV6_UNICAST_HOPS",
                    IPV6_UNICAST_HOPS,
                    "hops",
                    "0 to 255, or -1 for the route's");

    /**
     * IPV6_UNICAST_IF: the interface by which unicast is sent where no route is better, 0 for any.
     * Initially that. Since Linux 3.4.
     */
    public static final Opt<Integer> UNICAST_IF =
            L.both(
                    "IPV6_UNICAST_IF",
                    IPV6_UNICAST_IF,
                    Integer.class,
                    Codecs.NET_INT,
                    "",
                    "0 and the index of an interface");

    /**
     * IPV6_V6ONLY: whether a socket bound to {@code [::]} leaves IPv4 to others. To be set before bind.
     * Initially net.ipv6.bindv6only, mostly off.
     */
    public static final Opt<Boolean> V6ONLY = L.flag("IPV6_V6ONLY", IPV6_V6ONLY);

    /**
     * MCAST_BLOCK_SOURCE: takes no more packets of a source; the group has to be joined. Since Linux 2.6.
     */
    public static final Opt.WriteOnly<GroupSourceReq> MCAST_BLOCK_SOURCE =
            L.write(
                    "MCAST_BLOCK_SOURCE",
                    NetinetIn.MCAST_BLOCK_SOURCE,
                    GroupSourceReq.class,
                    GroupCodecs.GROUP_SOURCE6);

    /** MCAST_JOIN_GROUP: joins a group; it ends with the socket. Since Linux 2.6. */
    public static final Opt.WriteOnly<GroupReq> MCAST_JOIN_GROUP =
            L.write(
                    "MCAST_JOIN_GROUP",
                    NetinetIn.MCAST_JOIN_GROUP,
                    GroupReq.class,
                    GroupCodecs.GROUP6);

    /**
     * MCAST_JOIN_SOURCE_GROUP: joins a group for one source (RFC 4607), once more for each further one.
     * Since Linux 2.6.
     */
    public static final Opt.WriteOnly<GroupSourceReq> MCAST_JOIN_SOURCE_GROUP =
            L.write(
                    "MCAST_JOIN_SOURCE_GROUP",
                    NetinetIn.MCAST_JOIN_SOURCE_GROUP,
                    GroupSourceReq.class,
                    GroupCodecs.GROUP_SOURCE6);

    /** MCAST_LEAVE_GROUP: leaves a group. Since Linux 2.6. */
    public static final Opt.WriteOnly<GroupReq> MCAST_LEAVE_GROUP =
            L.write(
                    "MCAST_LEAVE_GROUP",
                    NetinetIn.MCAST_LEAVE_GROUP,
                    GroupReq.class,
                    GroupCodecs.GROUP6);

    /** MCAST_LEAVE_SOURCE_GROUP: leaves a group for one source. Since Linux 2.6. */
    public static final Opt.WriteOnly<GroupSourceReq> MCAST_LEAVE_SOURCE_GROUP =
            L.write(
                    "MCAST_LEAVE_SOURCE_GROUP",
                    NetinetIn.MCAST_LEAVE_SOURCE_GROUP,
                    GroupSourceReq.class,
                    GroupCodecs.GROUP_SOURCE6);

    /**
     * MCAST_MSFILTER: the whole list of sources of a group that is joined (RFC 3678), at most
     * net.ipv6.mld_max_msf. Since Linux 2.6.
     */
    public static final Opt.WriteOnly<GroupFilter> MCAST_MSFILTER =
            L.write(
                    "MCAST_MSFILTER",
                    NetinetIn.MCAST_MSFILTER,
                    GroupFilter.class,
                    GroupCodecs.GROUP_FILTER6);

    /** MCAST_MSFILTER: that list, for {@link Socket#getWith}. Since Linux 2.6. */
    public static final Opt.Query<GroupReq, GroupFilter> MCAST_MSFILTER_OF =
            L.query(
                    "MCAST_MSFILTER",
                    NetinetIn.MCAST_MSFILTER,
                    GroupFilter.class,
                    GroupCodecs.GROUP_FILTER6,
                    GroupCodecs::ask);

    /** MCAST_UNBLOCK_SOURCE: takes a block back. Since Linux 2.6. */
    public static final Opt.WriteOnly<GroupSourceReq> MCAST_UNBLOCK_SOURCE =
            L.write(
                    "MCAST_UNBLOCK_SOURCE",
                    NetinetIn.MCAST_UNBLOCK_SOURCE,
                    GroupSourceReq.class,
                    GroupCodecs.GROUP_SOURCE6);

    static final List<AnyOpt<?>> ALL = L.all();

    private Ip6() {}
}
