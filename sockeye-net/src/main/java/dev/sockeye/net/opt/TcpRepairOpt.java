package dev.sockeye.net.opt;

/**
 * {@code struct tcp_repair_opt}: an option that two sides of TCP have agreed on.
 *
 * @param code 2 the segment size, 3 the window scales, 4 selective acknowledgement, 8 time stamps
 * @param value the segment size, or the two scales (send in the low 16 bits), or 0; 32 bits
 */
public record TcpRepairOpt(int code, long value) {}
