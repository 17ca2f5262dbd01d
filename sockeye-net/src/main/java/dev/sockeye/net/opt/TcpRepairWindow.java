package dev.sockeye.net.opt;

/**
 * {@code struct tcp_repair_window}: the windows of a connection that is moved; each 32 bits without sign.
 *
 * @param sndWl1 the segment by which the peer's window was learnt
 * @param sndWnd the peer's window in bytes
 * @param maxWindow the largest that the peer has offered
 * @param rcvWnd our window in bytes
 * @param rcvWup up to where the peer knows it
 */
public record TcpRepairWindow(long sndWl1, long sndWnd, long maxWindow, long rcvWnd, long rcvWup) {}
