package dev.sockeye.net.opt;

import java.util.List;

/**
 * The supplementary groups of the process at the other end of a Unix socket.
 *
 * @param gids in the kernel's order
 */
public record PeerGroups(List<Long> gids) {
    /** Copies the list. */
    public PeerGroups {
        gids = List.copyOf(gids);
    }
}
