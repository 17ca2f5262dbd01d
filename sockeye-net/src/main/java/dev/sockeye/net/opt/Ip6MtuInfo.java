package dev.sockeye.net.opt;

import java.net.Inet6Address;

/**
 * {@code struct ip6_mtuinfo}: how large a packet the path to an address takes.
 *
 * @param address the other end of the path; {@code ::} where it is the connected peer
 * @param mtu bytes with the IPv6 header
 */
public record Ip6MtuInfo(Inet6Address address, long mtu) {}
