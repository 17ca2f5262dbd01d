package dev.sockeye.net.opt;

import java.net.InetAddress;
import java.util.List;

/**
 * {@code struct group_filter}: whose packets of a group of either IP version are taken. The group has to
 * be joined.
 *
 * @param ifindex the index of the interface by which it was joined
 * @param group the group
 * @param include true for the listed sources only, false for all but those
 * @param sources who sends, of the same IP version
 */
public record GroupFilter(
        int ifindex, InetAddress group, boolean include, List<InetAddress> sources) {
    /** Copies the list. */
    public GroupFilter {
        sources = List.copyOf(sources);
    }
}
