package dev.sockeye.net.opt;

import java.util.List;

/**
 * The options that two sides of TCP have agreed on.
 *
 * @param options at most one of each code
 */
public record TcpRepairOptions(List<TcpRepairOpt> options) {
    /** Copies the list. */
    public TcpRepairOptions {
        options = List.copyOf(options);
    }
}
