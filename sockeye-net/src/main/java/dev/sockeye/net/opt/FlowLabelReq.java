package dev.sockeye.net.opt;

import java.net.Inet6Address;

/**
 * {@code struct in6_flowlabel_req}: a flow label (RFC 6437) to be taken, prolonged or given back.
 *
 * @param destination for whom the label is
 * @param label 1 to 0xfffff
 * @param action {@code IPV6_FL_A_GET}, PUT or RENEW
 * @param share an {@code IPV6_FL_S_} value: who else may use it
 * @param flags {@code IPV6_FL_F_} flags
 * @param expires seconds until it may be taken away
 * @param linger seconds that it stays after its last use
 */
public record FlowLabelReq(
        Inet6Address destination,
        int label,
        int action,
        int share,
        int flags,
        int expires,
        int linger) {}
