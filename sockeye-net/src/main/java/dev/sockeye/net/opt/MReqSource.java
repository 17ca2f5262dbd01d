package dev.sockeye.net.opt;

import java.net.Inet4Address;

/**
 * {@code struct ip_mreq_source}: an IPv4 group, an interface by one of its addresses, and a source.
 *
 * @param group the group
 * @param address an address of the interface; 0.0.0.0 lets the kernel look at its routes
 * @param source who sends to the group
 */
public record MReqSource(Inet4Address group, Inet4Address address, Inet4Address source) {}
