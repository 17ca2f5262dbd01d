package dev.sockeye.net.opt;

/**
 * {@code struct sock_txtime}: by which clock packets are sent at a time.
 *
 * @param clock such as CLOCK_TAI or CLOCK_MONOTONIC; what the interface's queueing discipline wants
 * @param flags {@code SOF_TXTIME_} flags
 */
public record SockTxtime(int clock, int flags) {}
