package dev.sockeye.net.opt;

/**
 * The memory of a socket, the {@code SK_MEMINFO_} array; all in bytes but the last.
 *
 * @param rmemAlloc received and not read yet, with the kernel's own overhead
 * @param rcvbuf the receive buffer
 * @param wmemAlloc sent and not yet freed
 * @param sndbuf the send buffer
 * @param fwdAlloc reserved ahead
 * @param wmemQueued waiting to be sent
 * @param optmem of options, filters and memberships
 * @param backlog waiting while somebody uses the socket
 * @param drops how many packets were dropped for want of room
 */
public record MemInfo(
        long rmemAlloc,
        long rcvbuf,
        long wmemAlloc,
        long sndbuf,
        long fwdAlloc,
        long wmemQueued,
        long optmem,
        long backlog,
        long drops) {}
