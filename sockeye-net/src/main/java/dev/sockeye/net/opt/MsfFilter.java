package dev.sockeye.net.opt;

import java.net.Inet4Address;
import java.util.List;

/**
 * {@code struct ip_msfilter}: whose packets of an IPv4 group are taken. The group has to be joined.
 *
 * @param group the group
 * @param address an address of the interface by which it was joined
 * @param include true for the listed sources only, false for all but those
 * @param sources who sends
 */
public record MsfFilter(
        Inet4Address group, Inet4Address address, boolean include, List<Inet4Address> sources) {
    /** Copies the list. */
    public MsfFilter {
        sources = List.copyOf(sources);
    }
}
