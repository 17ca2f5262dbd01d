package dev.sockeye.net.opt;

import java.net.InetAddress;

/**
 * {@code struct group_source_req}: a group of either IP version, the interface, and a source.
 *
 * @param ifindex the interface's index; 0 lets the kernel look at its routes
 * @param group the group
 * @param source who sends to it, of the same IP version
 */
public record GroupSourceReq(int ifindex, InetAddress group, InetAddress source) {}
