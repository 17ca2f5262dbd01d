package dev.sockeye.net.opt;

import java.net.InetAddress;

/**
 * {@code struct group_req}: a group of either IP version, and the interface.
 *
 * @param ifindex the interface's index; 0 lets the kernel look at its routes
 * @param group the group
 */
public record GroupReq(int ifindex, InetAddress group) {}
