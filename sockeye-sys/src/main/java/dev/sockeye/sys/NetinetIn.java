package dev.sockeye.sys;

/**
 * {@code <netinet/in.h>}: protocols, IPv4 addresses, and the options of IP and IPv6.
 *
 * <p>The doc of an option starts with the C type of its value.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class NetinetIn {
    private static final Constants H = Platform.constants("netinet/in.h");

    // Protocols

    /** IPsec authentication header. */
    public static final int IPPROTO_AH = H.value("IPPROTO_AH");

    /** IP option pseudo header for BEET. */
    public static final int IPPROTO_BEETPH = H.value("IPPROTO_BEETPH");

    /** Compression header. */
    public static final int IPPROTO_COMP = H.value("IPPROTO_COMP");

    /** Datagram congestion control protocol. */
    public static final int IPPROTO_DCCP = H.value("IPPROTO_DCCP");

    /** IPv6 destination options header. */
    public static final int IPPROTO_DSTOPTS = H.value("IPPROTO_DSTOPTS");

    /** Exterior gateway protocol. */
    public static final int IPPROTO_EGP = H.value("IPPROTO_EGP");

    /** Encapsulation header. */
    public static final int IPPROTO_ENCAP = H.value("IPPROTO_ENCAP");

    /** IPsec encapsulating security payload. */
    public static final int IPPROTO_ESP = H.value("IPPROTO_ESP");

    /** Ethernet within IPv6. */
    public static final int IPPROTO_ETHERNET = H.value("IPPROTO_ETHERNET");

    /** IPv6 fragment header. */
    public static final int IPPROTO_FRAGMENT = H.value("IPPROTO_FRAGMENT");

    /** Cisco's generic routing encapsulation. */
    public static final int IPPROTO_GRE = H.value("IPPROTO_GRE");

    /** IPv6 hop-by-hop options header. */
    public static final int IPPROTO_HOPOPTS = H.value("IPPROTO_HOPOPTS");

    /** Control messages of IPv4. */
    public static final int IPPROTO_ICMP = H.value("IPPROTO_ICMP");

    /** Control messages of IPv6. */
    public static final int IPPROTO_ICMPV6 = H.value("IPPROTO_ICMPV6");

    /** XNS internet datagram protocol. */
    public static final int IPPROTO_IDP = H.value("IPPROTO_IDP");

    /** Internet group management protocol. */
    public static final int IPPROTO_IGMP = H.value("IPPROTO_IGMP");

    /** The type's default protocol; the level of the IPv4 options. */
    public static final int IPPROTO_IP = H.value("IPPROTO_IP");

    /** IPv4 within IP. */
    public static final int IPPROTO_IPIP = H.value("IPPROTO_IPIP");

    /** IPv6 within IPv4; the level of the IPv6 options. */
    public static final int IPPROTO_IPV6 = H.value("IPPROTO_IPV6");

    /** Layer 2 tunnelling protocol. */
    public static final int IPPROTO_L2TP = H.value("IPPROTO_L2TP");

    /** IPv6 mobility header. */
    public static final int IPPROTO_MH = H.value("IPPROTO_MH");

    /** MPLS within IP. */
    public static final int IPPROTO_MPLS = H.value("IPPROTO_MPLS");

    /** Multipath TCP. */
    public static final int IPPROTO_MPTCP = H.value("IPPROTO_MPTCP");

    /** Multicast transport protocol. */
    public static final int IPPROTO_MTP = H.value("IPPROTO_MTP");

    /** IPv6 no next header. */
    public static final int IPPROTO_NONE = H.value("IPPROTO_NONE");

    /** Protocol independent multicast. */
    public static final int IPPROTO_PIM = H.value("IPPROTO_PIM");

    /** PUP. */
    public static final int IPPROTO_PUP = H.value("IPPROTO_PUP");

    /** Raw IP packets, with the header from the sender. */
    public static final int IPPROTO_RAW = H.value("IPPROTO_RAW");

    /** IPv6 routing header. */
    public static final int IPPROTO_ROUTING = H.value("IPPROTO_ROUTING");

    /** Reservation protocol. */
    public static final int IPPROTO_RSVP = H.value("IPPROTO_RSVP");

    /** Stream control transmission protocol. */
    public static final int IPPROTO_SCTP = H.value("IPPROTO_SCTP");

    /** Shared memory communications in place of TCP. */
    public static final int IPPROTO_SMC = H.value("IPPROTO_SMC");

    /** Transmission control protocol. */
    public static final int IPPROTO_TCP = H.value("IPPROTO_TCP");

    /** ISO transport protocol class 4. */
    public static final int IPPROTO_TP = H.value("IPPROTO_TP");

    /** User datagram protocol. */
    public static final int IPPROTO_UDP = H.value("IPPROTO_UDP");

    /** UDP with partial checksums. */
    public static final int IPPROTO_UDPLITE = H.value("IPPROTO_UDPLITE");

    // Levels

    /** Options of ICMPv6 sockets. */
    public static final int SOL_ICMPV6 = H.value("SOL_ICMPV6");

    /** Another name of the level IPPROTO_IP. */
    public static final int SOL_IP = H.value("SOL_IP");

    /** Another name of the level IPPROTO_IPV6. */
    public static final int SOL_IPV6 = H.value("SOL_IPV6");

    // IPv4 addresses, in host byte order

    /** 224.0.0.1, every host here. */
    public static final int INADDR_ALLHOSTS_GROUP = H.value("INADDR_ALLHOSTS_GROUP");

    /** 224.0.0.2, every router here. */
    public static final int INADDR_ALLRTRS_GROUP = H.value("INADDR_ALLRTRS_GROUP");

    /** 224.0.0.106, every multicast snooper here. */
    public static final int INADDR_ALLSNOOPERS_GROUP = H.value("INADDR_ALLSNOOPERS_GROUP");

    /** 0.0.0.0, every address of this machine. */
    public static final int INADDR_ANY = H.value("INADDR_ANY");

    /** 255.255.255.255, every host on the link. */
    public static final int INADDR_BROADCAST = H.value("INADDR_BROADCAST");

    /** 192.0.0.8, stands for none in answers. */
    public static final int INADDR_DUMMY = H.value("INADDR_DUMMY");

    /** 127.0.0.1, this machine. */
    public static final int INADDR_LOOPBACK = H.value("INADDR_LOOPBACK");

    /** 224.0.0.255, the last group that stays on the link. */
    public static final int INADDR_MAX_LOCAL_GROUP = H.value("INADDR_MAX_LOCAL_GROUP");

    /** What inet_addr answers for no address. */
    public static final int INADDR_NONE = H.value("INADDR_NONE");

    /** 224.0.0.0, the first of the groups. */
    public static final int INADDR_UNSPEC_GROUP = H.value("INADDR_UNSPEC_GROUP");

    // Ports

    /** The first port that needs no capability, unless a sysctl says otherwise. */
    public static final int IPPORT_RESERVED = H.value("IPPORT_RESERVED");

    /** The first port that old systems never chose on their own. */
    public static final int IPPORT_USERRESERVED = H.value("IPPORT_USERRESERVED");

    // Options of IPPROTO_IP

    /** struct ip_mreqn, set only: joins a group. */
    public static final int IP_ADD_MEMBERSHIP = H.value("IP_ADD_MEMBERSHIP");

    /** struct ip_mreq_source, set only: joins a group for one source. */
    public static final int IP_ADD_SOURCE_MEMBERSHIP = H.value("IP_ADD_SOURCE_MEMBERSHIP");

    /** int: bind to an address chooses no port yet, connect does. */
    public static final int IP_BIND_ADDRESS_NO_PORT = H.value("IP_BIND_ADDRESS_NO_PORT");

    /** struct ip_mreq_source, set only: no more packets of a source. */
    public static final int IP_BLOCK_SOURCE = H.value("IP_BLOCK_SOURCE");

    /** int: the packet's checksum by a control message. */
    public static final int IP_CHECKSUM = H.value("IP_CHECKSUM");

    /** struct ip_mreqn, set only: leaves a group. */
    public static final int IP_DROP_MEMBERSHIP = H.value("IP_DROP_MEMBERSHIP");

    /** struct ip_mreq_source, set only: leaves a group for one source. */
    public static final int IP_DROP_SOURCE_MEMBERSHIP = H.value("IP_DROP_SOURCE_MEMBERSHIP");

    /** int: an address that this machine has not yet may be bound. */
    public static final int IP_FREEBIND = H.value("IP_FREEBIND");

    /** int: the sender writes the IP header (raw sockets). */
    public static final int IP_HDRINCL = H.value("IP_HDRINCL");

    /** struct xfrm_user_policy: IPsec policy, old. */
    public static final int IP_IPSEC_POLICY = H.value("IP_IPSEC_POLICY");

    /** uint32_t: the range of ports to choose from, low half first, high half last. */
    public static final int IP_LOCAL_PORT_RANGE = H.value("IP_LOCAL_PORT_RANGE");

    /** int: packets with a smaller TTL are dropped. */
    public static final int IP_MINTTL = H.value("IP_MINTTL");

    /** struct ip_msfilter: the whole list of sources of a group. */
    public static final int IP_MSFILTER = H.value("IP_MSFILTER");

    /** int, get only: the path's MTU of a connected socket. */
    public static final int IP_MTU = H.value("IP_MTU");

    /** int, an IP_PMTUDISC_ value: path MTU discovery. */
    public static final int IP_MTU_DISCOVER = H.value("IP_MTU_DISCOVER");

    /** int: also packets of groups that other sockets joined. */
    public static final int IP_MULTICAST_ALL = H.value("IP_MULTICAST_ALL");

    /** struct ip_mreqn or in_addr: where multicast is sent. */
    public static final int IP_MULTICAST_IF = H.value("IP_MULTICAST_IF");

    /** int: whether own multicast comes back. */
    public static final int IP_MULTICAST_LOOP = H.value("IP_MULTICAST_LOOP");

    /** int: the TTL of multicast. */
    public static final int IP_MULTICAST_TTL = H.value("IP_MULTICAST_TTL");

    /** int: raw sockets get fragments. */
    public static final int IP_NODEFRAG = H.value("IP_NODEFRAG");

    /** bytes: the options of each packet. */
    public static final int IP_OPTIONS = H.value("IP_OPTIONS");

    /** Another name of IP_RECVORIGDSTADDR, its control message. */
    public static final int IP_ORIGDSTADDR = H.value("IP_ORIGDSTADDR");

    /** int: the security label of each packet by a control message. */
    public static final int IP_PASSSEC = H.value("IP_PASSSEC");

    /** int: destination and interface of each packet by a control message. */
    public static final int IP_PKTINFO = H.value("IP_PKTINFO");

    /** control messages, get only: what came with the connection (TCP). */
    public static final int IP_PKTOPTIONS = H.value("IP_PKTOPTIONS");

    /** int, get only: the protocol of a raw socket. */
    public static final int IP_PROTOCOL = H.value("IP_PROTOCOL");

    /** int: errors of the path go to the error queue. */
    public static final int IP_RECVERR = H.value("IP_RECVERR");

    /** int: those errors come with their extensions. */
    public static final int IP_RECVERR_RFC4884 = H.value("IP_RECVERR_RFC4884");

    /** int: the largest fragment's size by a control message. */
    public static final int IP_RECVFRAGSIZE = H.value("IP_RECVFRAGSIZE");

    /** int: the packet's options by a control message. */
    public static final int IP_RECVOPTS = H.value("IP_RECVOPTS");

    /** int: the destination before redirection by a control message. */
    public static final int IP_RECVORIGDSTADDR = H.value("IP_RECVORIGDSTADDR");

    /** Another name of IP_RETOPTS. */
    public static final int IP_RECVRETOPTS = H.value("IP_RECVRETOPTS");

    /** int: the packet's TOS by a control message. */
    public static final int IP_RECVTOS = H.value("IP_RECVTOS");

    /** int: the packet's TTL by a control message. */
    public static final int IP_RECVTTL = H.value("IP_RECVTTL");

    /** int: the packet's options as answered by a control message. */
    public static final int IP_RETOPTS = H.value("IP_RETOPTS");

    /** int: packets with the router alert option come here. */
    public static final int IP_ROUTER_ALERT = H.value("IP_ROUTER_ALERT");

    /** int: type of service of sent packets: DSCP and ECN. */
    public static final int IP_TOS = H.value("IP_TOS");

    /** int: addresses of others may be bound; needs CAP_NET_ADMIN. */
    public static final int IP_TRANSPARENT = H.value("IP_TRANSPARENT");

    /** int: the TTL of sent packets. */
    public static final int IP_TTL = H.value("IP_TTL");

    /** struct ip_mreq_source, set only: takes a block back. */
    public static final int IP_UNBLOCK_SOURCE = H.value("IP_UNBLOCK_SOURCE");

    /** int, network order: the interface to send by. */
    public static final int IP_UNICAST_IF = H.value("IP_UNICAST_IF");

    /** struct xfrm_userpolicy_info: IPsec policy of this socket. */
    public static final int IP_XFRM_POLICY = H.value("IP_XFRM_POLICY");

    // Values of IP_MTU_DISCOVER

    /** Always don't fragment. */
    public static final int IP_PMTUDISC_DO = H.value("IP_PMTUDISC_DO");

    /** Never. */
    public static final int IP_PMTUDISC_DONT = H.value("IP_PMTUDISC_DONT");

    /** The interface's MTU; what the path says is ignored. */
    public static final int IP_PMTUDISC_INTERFACE = H.value("IP_PMTUDISC_INTERFACE");

    /** As INTERFACE, and fragments where it must. */
    public static final int IP_PMTUDISC_OMIT = H.value("IP_PMTUDISC_OMIT");

    /** Don't fragment, and the path's MTU is ignored. */
    public static final int IP_PMTUDISC_PROBE = H.value("IP_PMTUDISC_PROBE");

    /** By the route's hints. */
    public static final int IP_PMTUDISC_WANT = H.value("IP_PMTUDISC_WANT");

    // Options of IPPROTO_IPV6

    /** RFC 2292's IPV6_DSTOPTS. */
    public static final int IPV6_2292DSTOPTS = H.value("IPV6_2292DSTOPTS");

    /** RFC 2292's IPV6_HOPLIMIT. */
    public static final int IPV6_2292HOPLIMIT = H.value("IPV6_2292HOPLIMIT");

    /** RFC 2292's IPV6_HOPOPTS. */
    public static final int IPV6_2292HOPOPTS = H.value("IPV6_2292HOPOPTS");

    /** RFC 2292's IPV6_PKTINFO. */
    public static final int IPV6_2292PKTINFO = H.value("IPV6_2292PKTINFO");

    /** RFC 2292's options of all sent packets. */
    public static final int IPV6_2292PKTOPTIONS = H.value("IPV6_2292PKTOPTIONS");

    /** RFC 2292's IPV6_RTHDR. */
    public static final int IPV6_2292RTHDR = H.value("IPV6_2292RTHDR");

    /** int, set only: makes an IPv4 socket of one with a mapped peer. */
    public static final int IPV6_ADDRFORM = H.value("IPV6_ADDRFORM");

    /** int, IPV6_PREFER_ flags: which own address to prefer. */
    public static final int IPV6_ADDR_PREFERENCES = H.value("IPV6_ADDR_PREFERENCES");

    /** struct ipv6_mreq, set only: joins a group. */
    public static final int IPV6_ADD_MEMBERSHIP = H.value("IPV6_ADD_MEMBERSHIP");

    /** Authentication header of RFC 2292; no option of today's kernel. */
    public static final int IPV6_AUTHHDR = H.value("IPV6_AUTHHDR");

    /** int: flow labels by the kernel. */
    public static final int IPV6_AUTOFLOWLABEL = H.value("IPV6_AUTOFLOWLABEL");

    /** int: where raw sockets' checksum lies; -1 for none. */
    public static final int IPV6_CHECKSUM = H.value("IPV6_CHECKSUM");

    /** int: datagrams are not fragmented here. */
    public static final int IPV6_DONTFRAG = H.value("IPV6_DONTFRAG");

    /** struct ipv6_mreq, set only: leaves a group. */
    public static final int IPV6_DROP_MEMBERSHIP = H.value("IPV6_DROP_MEMBERSHIP");

    /** bytes: destination options of sent packets; also the control message. */
    public static final int IPV6_DSTOPTS = H.value("IPV6_DSTOPTS");

    /** int: the flow information of each packet by a control message. */
    public static final int IPV6_FLOWINFO = H.value("IPV6_FLOWINFO");

    /** int: sin6_flowinfo of the destination is used. */
    public static final int IPV6_FLOWINFO_SEND = H.value("IPV6_FLOWINFO_SEND");

    /** struct in6_flowlabel_req: leases flow labels. */
    public static final int IPV6_FLOWLABEL_MGR = H.value("IPV6_FLOWLABEL_MGR");

    /** int: an address that this machine has not yet may be bound. */
    public static final int IPV6_FREEBIND = H.value("IPV6_FREEBIND");

    /** int: the sender writes the IPv6 header (raw sockets). */
    public static final int IPV6_HDRINCL = H.value("IPV6_HDRINCL");

    /** int: the hop limit as a control message. */
    public static final int IPV6_HOPLIMIT = H.value("IPV6_HOPLIMIT");

    /** bytes: hop-by-hop options of sent packets; also the control message. */
    public static final int IPV6_HOPOPTS = H.value("IPV6_HOPOPTS");

    /** struct xfrm_user_policy: IPsec policy, old. */
    public static final int IPV6_IPSEC_POLICY = H.value("IPV6_IPSEC_POLICY");

    /** struct ipv6_mreq, set only: joins an anycast address. */
    public static final int IPV6_JOIN_ANYCAST = H.value("IPV6_JOIN_ANYCAST");

    /** Another name of IPV6_ADD_MEMBERSHIP. */
    public static final int IPV6_JOIN_GROUP = H.value("IPV6_JOIN_GROUP");

    /** struct ipv6_mreq, set only: leaves an anycast address. */
    public static final int IPV6_LEAVE_ANYCAST = H.value("IPV6_LEAVE_ANYCAST");

    /** Another name of IPV6_DROP_MEMBERSHIP. */
    public static final int IPV6_LEAVE_GROUP = H.value("IPV6_LEAVE_GROUP");

    /** int: packets with a smaller hop limit are dropped. */
    public static final int IPV6_MINHOPCOUNT = H.value("IPV6_MINHOPCOUNT");

    /** int: the path's MTU of a connected socket; as a setting, an upper bound. */
    public static final int IPV6_MTU = H.value("IPV6_MTU");

    /** int, an IPV6_PMTUDISC_ value: path MTU discovery. */
    public static final int IPV6_MTU_DISCOVER = H.value("IPV6_MTU_DISCOVER");

    /** int: also packets of groups that other sockets joined. */
    public static final int IPV6_MULTICAST_ALL = H.value("IPV6_MULTICAST_ALL");

    /** int: the hop limit of multicast; -1 the default. */
    public static final int IPV6_MULTICAST_HOPS = H.value("IPV6_MULTICAST_HOPS");

    /** int: the interface's index by which multicast is sent. */
    public static final int IPV6_MULTICAST_IF = H.value("IPV6_MULTICAST_IF");

    /** int: whether own multicast comes back. */
    public static final int IPV6_MULTICAST_LOOP = H.value("IPV6_MULTICAST_LOOP");

    /** struct sockaddr_in6: the next hop. */
    public static final int IPV6_NEXTHOP = H.value("IPV6_NEXTHOP");

    /** Another name of IPV6_RECVORIGDSTADDR, its control message. */
    public static final int IPV6_ORIGDSTADDR = H.value("IPV6_ORIGDSTADDR");

    /** struct ip6_mtuinfo: the path's MTU. */
    public static final int IPV6_PATHMTU = H.value("IPV6_PATHMTU");

    /** struct in6_pktinfo: own address and interface; also the control message. */
    public static final int IPV6_PKTINFO = H.value("IPV6_PKTINFO");

    /** int: destination options by a control message. */
    public static final int IPV6_RECVDSTOPTS = H.value("IPV6_RECVDSTOPTS");

    /** int: errors of the path go to the error queue. */
    public static final int IPV6_RECVERR = H.value("IPV6_RECVERR");

    /** int: those errors come with their extensions. */
    public static final int IPV6_RECVERR_RFC4884 = H.value("IPV6_RECVERR_RFC4884");

    /** int: the largest fragment's size by a control message. */
    public static final int IPV6_RECVFRAGSIZE = H.value("IPV6_RECVFRAGSIZE");

    /** int: the hop limit by a control message. */
    public static final int IPV6_RECVHOPLIMIT = H.value("IPV6_RECVHOPLIMIT");

    /** int: hop-by-hop options by a control message. */
    public static final int IPV6_RECVHOPOPTS = H.value("IPV6_RECVHOPOPTS");

    /** int: the destination before redirection by a control message. */
    public static final int IPV6_RECVORIGDSTADDR = H.value("IPV6_RECVORIGDSTADDR");

    /** int: changes of the path's MTU by a control message. */
    public static final int IPV6_RECVPATHMTU = H.value("IPV6_RECVPATHMTU");

    /** int: destination and interface of each packet by a control message. */
    public static final int IPV6_RECVPKTINFO = H.value("IPV6_RECVPKTINFO");

    /** int: the routing header by a control message. */
    public static final int IPV6_RECVRTHDR = H.value("IPV6_RECVRTHDR");

    /** int: the traffic class by a control message. */
    public static final int IPV6_RECVTCLASS = H.value("IPV6_RECVTCLASS");

    /** int: packets with this router alert option come here. */
    public static final int IPV6_ROUTER_ALERT = H.value("IPV6_ROUTER_ALERT");

    /** int: only those of the own network namespace. */
    public static final int IPV6_ROUTER_ALERT_ISOLATE = H.value("IPV6_ROUTER_ALERT_ISOLATE");

    /** bytes: the routing header of sent packets; also the control message. */
    public static final int IPV6_RTHDR = H.value("IPV6_RTHDR");

    /** bytes: destination options before the routing header. */
    public static final int IPV6_RTHDRDSTOPTS = H.value("IPV6_RTHDRDSTOPTS");

    /** Another name of IPV6_DSTOPTS. */
    public static final int IPV6_RXDSTOPTS = H.value("IPV6_RXDSTOPTS");

    /** Another name of IPV6_HOPOPTS. */
    public static final int IPV6_RXHOPOPTS = H.value("IPV6_RXHOPOPTS");

    /** int: the traffic class of sent packets; also the control message. */
    public static final int IPV6_TCLASS = H.value("IPV6_TCLASS");

    /** int: addresses of others may be bound; needs CAP_NET_ADMIN. */
    public static final int IPV6_TRANSPARENT = H.value("IPV6_TRANSPARENT");

    /** int: the hop limit of sent packets; -1 the default. */
    public static final int IPV6_UNICAST_HOPS = H.value("IPV6_UNICAST_HOPS");

    /** int, network order: the interface to send by. */
    public static final int IPV6_UNICAST_IF = H.value("IPV6_UNICAST_IF");

    /** int: IPv6 alone, no mapped IPv4; before bind. */
    public static final int IPV6_V6ONLY = H.value("IPV6_V6ONLY");

    /** struct xfrm_userpolicy_info: IPsec policy of this socket. */
    public static final int IPV6_XFRM_POLICY = H.value("IPV6_XFRM_POLICY");

    // Values of IPV6_MTU_DISCOVER

    /** Always don't fragment. */
    public static final int IPV6_PMTUDISC_DO = H.value("IPV6_PMTUDISC_DO");

    /** Never. */
    public static final int IPV6_PMTUDISC_DONT = H.value("IPV6_PMTUDISC_DONT");

    /** The interface's MTU; what the path says is ignored. */
    public static final int IPV6_PMTUDISC_INTERFACE = H.value("IPV6_PMTUDISC_INTERFACE");

    /** As INTERFACE, and fragments where it must. */
    public static final int IPV6_PMTUDISC_OMIT = H.value("IPV6_PMTUDISC_OMIT");

    /** Don't fragment, and the path's MTU is ignored. */
    public static final int IPV6_PMTUDISC_PROBE = H.value("IPV6_PMTUDISC_PROBE");

    /** By the route's hints. */
    public static final int IPV6_PMTUDISC_WANT = H.value("IPV6_PMTUDISC_WANT");

    // Options of both protocols: groups of any family

    /** struct group_source_req, set only: no more packets of a source. */
    public static final int MCAST_BLOCK_SOURCE = H.value("MCAST_BLOCK_SOURCE");

    /** Filter mode: all sources but those listed. */
    public static final int MCAST_EXCLUDE = H.value("MCAST_EXCLUDE");

    /** Filter mode: the listed sources only. */
    public static final int MCAST_INCLUDE = H.value("MCAST_INCLUDE");

    /** struct group_req, set only: joins a group. */
    public static final int MCAST_JOIN_GROUP = H.value("MCAST_JOIN_GROUP");

    /** struct group_source_req, set only: joins a group for one source. */
    public static final int MCAST_JOIN_SOURCE_GROUP = H.value("MCAST_JOIN_SOURCE_GROUP");

    /** struct group_req, set only: leaves a group. */
    public static final int MCAST_LEAVE_GROUP = H.value("MCAST_LEAVE_GROUP");

    /** struct group_source_req, set only: leaves a group for one source. */
    public static final int MCAST_LEAVE_SOURCE_GROUP = H.value("MCAST_LEAVE_SOURCE_GROUP");

    /** struct group_filter: the whole list of sources of a group. */
    public static final int MCAST_MSFILTER = H.value("MCAST_MSFILTER");

    /** struct group_source_req, set only: takes a block back. */
    public static final int MCAST_UNBLOCK_SOURCE = H.value("MCAST_UNBLOCK_SOURCE");

    // Values of IP_MULTICAST_LOOP, IP_MULTICAST_TTL, IP_ADD_MEMBERSHIP

    /** Initially own multicast comes back. */
    public static final int IP_DEFAULT_MULTICAST_LOOP = H.value("IP_DEFAULT_MULTICAST_LOOP");

    /** Initially multicast stays on the link. */
    public static final int IP_DEFAULT_MULTICAST_TTL = H.value("IP_DEFAULT_MULTICAST_TTL");

    /**
     * The C library's idea of the most groups of a socket; the kernel's is
     * net.ipv4.igmp_max_memberships.
     */
    public static final int IP_MAX_MEMBERSHIPS = H.value("IP_MAX_MEMBERSHIPS");

    // Values of IPV6_ADDR_PREFERENCES (RFC 5014)

    /** A cryptographically generated address; the kernel refuses it. Since Linux 2.6.26. */
    public static final int IPV6_PREFER_SRC_CGA = H.value("IPV6_PREFER_SRC_CGA");

    /** A care-of address. Since Linux 2.6.26. */
    public static final int IPV6_PREFER_SRC_COA = H.value("IPV6_PREFER_SRC_COA");

    /** A home address. Since Linux 2.6.26. */
    public static final int IPV6_PREFER_SRC_HOME = H.value("IPV6_PREFER_SRC_HOME");

    /** No cryptographically generated address. Since Linux 2.6.26. */
    public static final int IPV6_PREFER_SRC_NONCGA = H.value("IPV6_PREFER_SRC_NONCGA");

    /** A public address. Since Linux 2.6.26. */
    public static final int IPV6_PREFER_SRC_PUBLIC = H.value("IPV6_PREFER_SRC_PUBLIC");

    /** Public or temporary as use_tempaddr of the interface says. Since Linux 2.6.26. */
    public static final int IPV6_PREFER_SRC_PUBTMP_DEFAULT =
            H.value("IPV6_PREFER_SRC_PUBTMP_DEFAULT");

    /** A temporary address (RFC 8981). Since Linux 2.6.26. */
    public static final int IPV6_PREFER_SRC_TMP = H.value("IPV6_PREFER_SRC_TMP");

    // Values of IPV6_FLOWLABEL_MGR

    /** flr_action: takes a label. */
    public static final int IPV6_FL_A_GET = H.value("IPV6_FL_A_GET");

    /** flr_action: gives a label back. */
    public static final int IPV6_FL_A_PUT = H.value("IPV6_FL_A_PUT");

    /** flr_action: prolongs a label. */
    public static final int IPV6_FL_A_RENEW = H.value("IPV6_FL_A_RENEW");

    /** flr_flags: the label is made if it is not there. */
    public static final int IPV6_FL_F_CREATE = H.value("IPV6_FL_F_CREATE");

    /** flr_flags: the label must not be there. */
    public static final int IPV6_FL_F_EXCL = H.value("IPV6_FL_F_EXCL");

    /** flr_flags: answers have the label of what was received. Since Linux 3.17. */
    public static final int IPV6_FL_F_REFLECT = H.value("IPV6_FL_F_REFLECT");

    /** flr_flags: asks for the label of the peer. Since Linux 3.15. */
    public static final int IPV6_FL_F_REMOTE = H.value("IPV6_FL_F_REMOTE");

    /** flr_share: by everybody. */
    public static final int IPV6_FL_S_ANY = H.value("IPV6_FL_S_ANY");

    /** flr_share: by nobody. */
    public static final int IPV6_FL_S_EXCL = H.value("IPV6_FL_S_EXCL");

    /** flr_share: not. */
    public static final int IPV6_FL_S_NONE = H.value("IPV6_FL_S_NONE");

    /** flr_share: within the process. */
    public static final int IPV6_FL_S_PROCESS = H.value("IPV6_FL_S_PROCESS");

    /** flr_share: among the processes of the user. */
    public static final int IPV6_FL_S_USER = H.value("IPV6_FL_S_USER");

    // Parts of the flow information

    /** The flow label. */
    public static final int IPV6_FLOWINFO_FLOWLABEL = H.value("IPV6_FLOWINFO_FLOWLABEL");

    /** The traffic class. */
    public static final int IPV6_FLOWINFO_PRIORITY = H.value("IPV6_FLOWINFO_PRIORITY");

    // Priorities of RFC 1883, in the flow information

    /** Without congestion control, 10. */
    public static final int IPV6_PRIORITY_10 = H.value("IPV6_PRIORITY_10");

    /** Without congestion control, 11. */
    public static final int IPV6_PRIORITY_11 = H.value("IPV6_PRIORITY_11");

    /** Without congestion control, 12. */
    public static final int IPV6_PRIORITY_12 = H.value("IPV6_PRIORITY_12");

    /** Without congestion control, 13. */
    public static final int IPV6_PRIORITY_13 = H.value("IPV6_PRIORITY_13");

    /** Without congestion control, 14. */
    public static final int IPV6_PRIORITY_14 = H.value("IPV6_PRIORITY_14");

    /** Without congestion control, 15. */
    public static final int IPV6_PRIORITY_15 = H.value("IPV6_PRIORITY_15");

    /** Without congestion control, 8: dropped first. */
    public static final int IPV6_PRIORITY_8 = H.value("IPV6_PRIORITY_8");

    /** Without congestion control, 9. */
    public static final int IPV6_PRIORITY_9 = H.value("IPV6_PRIORITY_9");

    /** Transfers of files. */
    public static final int IPV6_PRIORITY_BULK = H.value("IPV6_PRIORITY_BULK");

    /** Control of the network. */
    public static final int IPV6_PRIORITY_CONTROL = H.value("IPV6_PRIORITY_CONTROL");

    /** Filler such as news. */
    public static final int IPV6_PRIORITY_FILLER = H.value("IPV6_PRIORITY_FILLER");

    /** Interactive. */
    public static final int IPV6_PRIORITY_INTERACTIVE = H.value("IPV6_PRIORITY_INTERACTIVE");

    /** Reserved. */
    public static final int IPV6_PRIORITY_RESERVED1 = H.value("IPV6_PRIORITY_RESERVED1");

    /** Reserved. */
    public static final int IPV6_PRIORITY_RESERVED2 = H.value("IPV6_PRIORITY_RESERVED2");

    /** Nobody waits for it, such as mail. */
    public static final int IPV6_PRIORITY_UNATTENDED = H.value("IPV6_PRIORITY_UNATTENDED");

    /** None. */
    public static final int IPV6_PRIORITY_UNCHARACTERIZED =
            H.value("IPV6_PRIORITY_UNCHARACTERIZED");

    // Options within hop-by-hop and destination headers

    /** A security label (RFC 5570). */
    public static final int IPV6_TLV_CALIPSO = H.value("IPV6_TLV_CALIPSO");

    /** The home address. */
    public static final int IPV6_TLV_HAO = H.value("IPV6_TLV_HAO");

    /** Telemetry (RFC 9486). */
    public static final int IPV6_TLV_IOAM = H.value("IPV6_TLV_IOAM");

    /** The length of a jumbogram. */
    public static final int IPV6_TLV_JUMBO = H.value("IPV6_TLV_JUMBO");

    /** One byte of padding. */
    public static final int IPV6_TLV_PAD1 = H.value("IPV6_TLV_PAD1");

    /** Several bytes of padding. */
    public static final int IPV6_TLV_PADN = H.value("IPV6_TLV_PADN");

    /** Routers shall look at the packet. */
    public static final int IPV6_TLV_ROUTERALERT = H.value("IPV6_TLV_ROUTERALERT");

    private NetinetIn() {}
}
