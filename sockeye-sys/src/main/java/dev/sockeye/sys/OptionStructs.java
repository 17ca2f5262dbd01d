package dev.sockeye.sys;

import org.jspecify.annotations.Nullable;

/**
 * The structs that are values of socket options and control messages: sizes and offsets, which are
 * the same on every 64-bit Linux. Sorted by name; a test compares each with C.
 */
final class OptionStructs {
    private OptionStructs() {}

    /** The table of a struct, null where it is none of these. */
    static @Nullable String layout(String struct) {
        return switch (struct) {
            case "group_filter" ->
                    """
                    SIZE 272
                    gf_interface 0
                    gf_group 8
                    gf_fmode 136
                    gf_numsrc 140
                    gf_slist 144
                    """;
            case "group_req" ->
                    """
                    SIZE 136
                    gr_interface 0
                    gr_group 8
                    """;
            case "group_source_req" ->
                    """
                    SIZE 264
                    gsr_interface 0
                    gsr_group 8
                    gsr_source 136
                    """;
            case "in6_flowlabel_req" ->
                    """
                    SIZE 32
                    flr_dst 0
                    flr_label 16
                    flr_action 20
                    flr_share 21
                    flr_flags 22
                    flr_expires 24
                    flr_linger 26
                    """;
            case "ip6_mtuinfo" ->
                    """
                    SIZE 32
                    ip6m_addr 0
                    ip6m_mtu 28
                    """;
            case "ip_mreq_source" ->
                    """
                    SIZE 12
                    imr_multiaddr 0
                    imr_interface 4
                    imr_sourceaddr 8
                    """;
            case "ip_mreqn" ->
                    """
                    SIZE 12
                    imr_multiaddr 0
                    imr_address 4
                    imr_ifindex 8
                    """;
            case "ip_msfilter" ->
                    """
                    SIZE 20
                    imsf_multiaddr 0
                    imsf_interface 4
                    imsf_fmode 8
                    imsf_numsrc 12
                    imsf_slist 16
                    """;
            case "ipv6_mreq" ->
                    """
                    SIZE 20
                    ipv6mr_multiaddr 0
                    ipv6mr_interface 16
                    """;
            case "scm_timestamping" ->
                    """
                    SIZE 48
                    ts 0
                    """;
            case "scm_ts_pktinfo" ->
                    """
                    SIZE 16
                    if_index 0
                    pkt_length 4
                    """;
            case "so_timestamping" ->
                    """
                    SIZE 8
                    flags 0
                    bind_phc 4
                    """;
            case "sock_txtime" ->
                    """
                    SIZE 8
                    clockid 0
                    flags 4
                    """;
            case "tcp_info" -> TCP_INFO;
            case "tcp_md5sig" ->
                    """
                    SIZE 216
                    tcpm_addr 0
                    tcpm_flags 128
                    tcpm_prefixlen 129
                    tcpm_keylen 130
                    tcpm_ifindex 132
                    tcpm_key 136
                    """;
            case "tcp_repair_opt" ->
                    """
                    SIZE 8
                    opt_code 0
                    opt_val 4
                    """;
            case "tcp_repair_window" ->
                    """
                    SIZE 20
                    snd_wl1 0
                    snd_wnd 4
                    max_window 8
                    rcv_wnd 12
                    rcv_wup 16
                    """;
            case "ucred" ->
                    """
                    SIZE 12
                    pid 0
                    uid 4
                    gid 8
                    """;
            default -> null;
        };
    }

    /**
     * The struct grows at its end; SIZE is that of Linux 6.18. The two window scales are halves of the
     * byte behind tcpi_options and have no offset in C.
     */
    private static final String TCP_INFO =
            """
            SIZE 280
            tcpi_state 0
            tcpi_ca_state 1
            tcpi_retransmits 2
            tcpi_probes 3
            tcpi_backoff 4
            tcpi_options 5
            tcpi_rto 8
            tcpi_ato 12
            tcpi_snd_mss 16
            tcpi_rcv_mss 20
            tcpi_unacked 24
            tcpi_sacked 28
            tcpi_lost 32
            tcpi_retrans 36
            tcpi_fackets 40
            tcpi_last_data_sent 44
            tcpi_last_ack_sent 48
            tcpi_last_data_recv 52
            tcpi_last_ack_recv 56
            tcpi_pmtu 60
            tcpi_rcv_ssthresh 64
            tcpi_rtt 68
            tcpi_rttvar 72
            tcpi_snd_ssthresh 76
            tcpi_snd_cwnd 80
            tcpi_advmss 84
            tcpi_reordering 88
            tcpi_rcv_rtt 92
            tcpi_rcv_space 96
            tcpi_total_retrans 100
            tcpi_pacing_rate 104
            tcpi_max_pacing_rate 112
            tcpi_bytes_acked 120
            tcpi_bytes_received 128
            tcpi_segs_out 136
            tcpi_segs_in 140
            tcpi_notsent_bytes 144
            tcpi_min_rtt 148
            tcpi_data_segs_in 152
            tcpi_data_segs_out 156
            tcpi_delivery_rate 160
            tcpi_busy_time 168
            tcpi_rwnd_limited 176
            tcpi_sndbuf_limited 184
            tcpi_delivered 192
            tcpi_delivered_ce 196
            tcpi_bytes_sent 200
            tcpi_bytes_retrans 208
            tcpi_dsack_dups 216
            tcpi_reord_seen 220
            tcpi_rcv_ooopack 224
            tcpi_snd_wnd 228
            tcpi_rcv_wnd 232
            tcpi_rehash 236
            tcpi_total_rto 240
            tcpi_total_rto_recoveries 242
            tcpi_total_rto_time 244
            tcpi_received_ce 248
            tcpi_delivered_e1_bytes 252
            tcpi_delivered_e0_bytes 256
            tcpi_delivered_ce_bytes 260
            tcpi_received_e1_bytes 264
            tcpi_received_e0_bytes 268
            tcpi_received_ce_bytes 272
            """;
}
