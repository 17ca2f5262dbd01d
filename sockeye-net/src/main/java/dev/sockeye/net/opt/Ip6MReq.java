package dev.sockeye.net.opt;

import java.net.Inet6Address;

/**
 * {@code struct ipv6_mreq}: an IPv6 group or anycast address, and the interface.
 *
 * @param address the group
 * @param ifindex the interface's index; 0 lets the kernel look at its routes
 */
public record Ip6MReq(Inet6Address address, int ifindex) {}
