package dev.sockeye.net.opt;

import java.net.Inet4Address;

/**
 * {@code struct ip_mreqn}: an IPv4 group and the interface by which it is joined, left or sent to. The
 * index wins over the address; with index 0 and address 0.0.0.0 the kernel looks at its routes.
 *
 * @param group the group; unused where only the interface matters
 * @param address an address of the interface
 * @param ifindex the interface's index, or 0
 */
public record MReqn(Inet4Address group, Inet4Address address, int ifindex) {
    /**
     * A group on an interface that is named by its index.
     *
     * @param group the group
     * @param ifindex the interface's index; 0 lets the kernel look at its routes
     */
    public MReqn(Inet4Address group, int ifindex) {
        this(group, Inet4Address.ofLiteral("0.0.0.0"), ifindex);
    }
}
