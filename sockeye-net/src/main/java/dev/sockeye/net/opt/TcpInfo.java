package dev.sockeye.net.opt;

import dev.sockeye.sys.CStruct;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * {@code struct tcp_info}: the state and the figures of a TCP connection, as far as the kernel told
 * them. The struct grows with the kernel: what is newer than it is {@link #UNKNOWN}, and {@link
 * #length} is how much it told.
 *
 * <p>The methods have the names and the order of C's fields. Numbers are without sign.
 */
public final class TcpInfo {
    /** What a field is that this kernel does not tell. */
    public static final long UNKNOWN = -1;

    private static final CStruct S = CStruct.named("tcp_info");

    private final MemorySegment told;

    /**
     * Reads an answer of getsockopt(2).
     *
     * @param answer as many bytes as the kernel gave; copied
     */
    public TcpInfo(MemorySegment answer) {
        this.told = MemorySegment.ofArray(answer.toArray(ValueLayout.JAVA_BYTE));
    }

    /**
     * How much the kernel told.
     *
     * @return bytes
     */
    public int length() {
        return (int) told.byteSize();
    }

    /**
     * {@code tcpi_state}.
     *
     * @return the state, a TCP_ESTABLISHED kind of value
     */
    public long state() {
        return u8("tcpi_state");
    }

    /**
     * {@code tcpi_ca_state}.
     *
     * @return the state of congestion control, a TCP_CA_ value
     */
    public long caState() {
        return u8("tcpi_ca_state");
    }

    /**
     * {@code tcpi_retransmits}.
     *
     * @return how often in a row the oldest segment was sent again
     */
    public long retransmits() {
        return u8("tcpi_retransmits");
    }

    /**
     * {@code tcpi_probes}.
     *
     * @return window and keep-alive probes without answer
     */
    public long probes() {
        return u8("tcpi_probes");
    }

    /**
     * {@code tcpi_backoff}.
     *
     * @return how often the time-out was doubled
     */
    public long backoff() {
        return u8("tcpi_backoff");
    }

    /**
     * {@code tcpi_options}.
     *
     * @return TCPI_OPT_ flags: what both sides agreed on
     */
    public long options() {
        return u8("tcpi_options");
    }

    /**
     * {@code tcpi_snd_wscale}.
     *
     * @return by how many bits the window is shifted that the peer tells
     */
    public long sndWscale() {
        return scales() & 0xF;
    }

    /**
     * {@code tcpi_rcv_wscale}.
     *
     * @return by how many bits the window is shifted that we tell
     */
    public long rcvWscale() {
        return scales() >>> 4;
    }

    /** The two scales are halves of the byte behind the options, the low half first. */
    private long scales() {
        return Byte.toUnsignedLong(told.get(ValueLayout.JAVA_BYTE, S.offset("tcpi_options") + 1L));
    }

    /**
     * {@code tcpi_rto}.
     *
     * @return microseconds until a retransmission
     */
    public long rto() {
        return u32("tcpi_rto");
    }

    /**
     * {@code tcpi_ato}.
     *
     * @return microseconds until a delayed acknowledgement
     */
    public long ato() {
        return u32("tcpi_ato");
    }

    /**
     * {@code tcpi_snd_mss}.
     *
     * @return bytes of the largest segment that is sent
     */
    public long sndMss() {
        return u32("tcpi_snd_mss");
    }

    /**
     * {@code tcpi_rcv_mss}.
     *
     * @return bytes of the largest segment that comes, as far as seen
     */
    public long rcvMss() {
        return u32("tcpi_rcv_mss");
    }

    /**
     * {@code tcpi_unacked}.
     *
     * @return segments under way; of a listener, connections that wait for accept
     */
    public long unacked() {
        return u32("tcpi_unacked");
    }

    /**
     * {@code tcpi_sacked}.
     *
     * @return segments acknowledged selectively; of a listener, its backlog
     */
    public long sacked() {
        return u32("tcpi_sacked");
    }

    /**
     * {@code tcpi_lost}.
     *
     * @return segments taken for lost
     */
    public long lost() {
        return u32("tcpi_lost");
    }

    /**
     * {@code tcpi_retrans}.
     *
     * @return segments sent again and under way
     */
    public long retrans() {
        return u32("tcpi_retrans");
    }

    /**
     * {@code tcpi_fackets}.
     *
     * @return unused
     */
    public long fackets() {
        return u32("tcpi_fackets");
    }

    /**
     * {@code tcpi_last_data_sent}.
     *
     * @return milliseconds since the last data was sent
     */
    public long lastDataSent() {
        return u32("tcpi_last_data_sent");
    }

    /**
     * {@code tcpi_last_ack_sent}.
     *
     * @return not kept
     */
    public long lastAckSent() {
        return u32("tcpi_last_ack_sent");
    }

    /**
     * {@code tcpi_last_data_recv}.
     *
     * @return milliseconds since the last data came
     */
    public long lastDataRecv() {
        return u32("tcpi_last_data_recv");
    }

    /**
     * {@code tcpi_last_ack_recv}.
     *
     * @return milliseconds since the last acknowledgement came
     */
    public long lastAckRecv() {
        return u32("tcpi_last_ack_recv");
    }

    /**
     * {@code tcpi_pmtu}.
     *
     * @return bytes that the path takes in one packet
     */
    public long pmtu() {
        return u32("tcpi_pmtu");
    }

    /**
     * {@code tcpi_rcv_ssthresh}.
     *
     * @return bytes up to which the receive window grows fast
     */
    public long rcvSsthresh() {
        return u32("tcpi_rcv_ssthresh");
    }

    /**
     * {@code tcpi_rtt}.
     *
     * @return microseconds there and back, smoothed
     */
    public long rtt() {
        return u32("tcpi_rtt");
    }

    /**
     * {@code tcpi_rttvar}.
     *
     * @return microseconds by which that varies
     */
    public long rttvar() {
        return u32("tcpi_rttvar");
    }

    /**
     * {@code tcpi_snd_ssthresh}.
     *
     * @return segments up to which the congestion window grows fast
     */
    public long sndSsthresh() {
        return u32("tcpi_snd_ssthresh");
    }

    /**
     * {@code tcpi_snd_cwnd}.
     *
     * @return segments of the congestion window
     */
    public long sndCwnd() {
        return u32("tcpi_snd_cwnd");
    }

    /**
     * {@code tcpi_advmss}.
     *
     * @return bytes of the segment size told to the peer
     */
    public long advmss() {
        return u32("tcpi_advmss");
    }

    /**
     * {@code tcpi_reordering}.
     *
     * @return segments by which the path reorders
     */
    public long reordering() {
        return u32("tcpi_reordering");
    }

    /**
     * {@code tcpi_rcv_rtt}.
     *
     * @return microseconds there and back, as the receiver sees it
     */
    public long rcvRtt() {
        return u32("tcpi_rcv_rtt");
    }

    /**
     * {@code tcpi_rcv_space}.
     *
     * @return bytes read within one such time
     */
    public long rcvSpace() {
        return u32("tcpi_rcv_space");
    }

    /**
     * {@code tcpi_total_retrans}.
     *
     * @return segments sent again in all
     */
    public long totalRetrans() {
        return u32("tcpi_total_retrans");
    }

    /**
     * {@code tcpi_pacing_rate}. Since Linux 3.15.
     *
     * @return bytes a second at which sending is paced
     */
    public long pacingRate() {
        return u64("tcpi_pacing_rate");
    }

    /**
     * {@code tcpi_max_pacing_rate}. Since Linux 3.15.
     *
     * @return bytes a second at most, SO_MAX_PACING_RATE; all bits set for no limit
     */
    public long maxPacingRate() {
        return u64("tcpi_max_pacing_rate");
    }

    /**
     * {@code tcpi_bytes_acked}. Since Linux 4.1.
     *
     * @return bytes that the peer acknowledged
     */
    public long bytesAcked() {
        return u64("tcpi_bytes_acked");
    }

    /**
     * {@code tcpi_bytes_received}. Since Linux 4.1.
     *
     * @return bytes that came
     */
    public long bytesReceived() {
        return u64("tcpi_bytes_received");
    }

    /**
     * {@code tcpi_segs_out}. Since Linux 4.2.
     *
     * @return segments sent
     */
    public long segsOut() {
        return u32("tcpi_segs_out");
    }

    /**
     * {@code tcpi_segs_in}. Since Linux 4.2.
     *
     * @return segments that came
     */
    public long segsIn() {
        return u32("tcpi_segs_in");
    }

    /**
     * {@code tcpi_notsent_bytes}. Since Linux 4.6.
     *
     * @return bytes that wait to be sent
     */
    public long notsentBytes() {
        return u32("tcpi_notsent_bytes");
    }

    /**
     * {@code tcpi_min_rtt}. Since Linux 4.6.
     *
     * @return microseconds there and back at least
     */
    public long minRtt() {
        return u32("tcpi_min_rtt");
    }

    /**
     * {@code tcpi_data_segs_in}. Since Linux 4.6.
     *
     * @return segments with data that came
     */
    public long dataSegsIn() {
        return u32("tcpi_data_segs_in");
    }

    /**
     * {@code tcpi_data_segs_out}. Since Linux 4.6.
     *
     * @return segments with data that were sent
     */
    public long dataSegsOut() {
        return u32("tcpi_data_segs_out");
    }

    /**
     * {@code tcpi_delivery_rate}. Since Linux 4.9.
     *
     * @return bytes a second that arrived lately
     */
    public long deliveryRate() {
        return u64("tcpi_delivery_rate");
    }

    /**
     * {@code tcpi_busy_time}. Since Linux 4.10.
     *
     * @return microseconds spent sending
     */
    public long busyTime() {
        return u64("tcpi_busy_time");
    }

    /**
     * {@code tcpi_rwnd_limited}. Since Linux 4.10.
     *
     * @return microseconds held up by the peer's window
     */
    public long rwndLimited() {
        return u64("tcpi_rwnd_limited");
    }

    /**
     * {@code tcpi_sndbuf_limited}. Since Linux 4.10.
     *
     * @return microseconds held up by the send buffer
     */
    public long sndbufLimited() {
        return u64("tcpi_sndbuf_limited");
    }

    /**
     * {@code tcpi_delivered}. Since Linux 4.18.
     *
     * @return segments delivered, again ones included
     */
    public long delivered() {
        return u32("tcpi_delivered");
    }

    /**
     * {@code tcpi_delivered_ce}. Since Linux 4.18.
     *
     * @return of these, those marked for congestion
     */
    public long deliveredCe() {
        return u32("tcpi_delivered_ce");
    }

    /**
     * {@code tcpi_bytes_sent}. Since Linux 4.19.
     *
     * @return bytes sent, again ones included
     */
    public long bytesSent() {
        return u64("tcpi_bytes_sent");
    }

    /**
     * {@code tcpi_bytes_retrans}. Since Linux 4.19.
     *
     * @return bytes sent again
     */
    public long bytesRetrans() {
        return u64("tcpi_bytes_retrans");
    }

    /**
     * {@code tcpi_dsack_dups}. Since Linux 4.19.
     *
     * @return duplicates that the peer told of
     */
    public long dsackDups() {
        return u32("tcpi_dsack_dups");
    }

    /**
     * {@code tcpi_reord_seen}. Since Linux 4.19.
     *
     * @return times that reordering was seen
     */
    public long reordSeen() {
        return u32("tcpi_reord_seen");
    }

    /**
     * {@code tcpi_rcv_ooopack}. Since Linux 5.4.
     *
     * @return segments that came out of order
     */
    public long rcvOoopack() {
        return u32("tcpi_rcv_ooopack");
    }

    /**
     * {@code tcpi_snd_wnd}. Since Linux 5.4.
     *
     * @return bytes of the peer's window
     */
    public long sndWnd() {
        return u32("tcpi_snd_wnd");
    }

    /**
     * {@code tcpi_rcv_wnd}. Since Linux 6.2.
     *
     * @return bytes of our window
     */
    public long rcvWnd() {
        return u32("tcpi_rcv_wnd");
    }

    /**
     * {@code tcpi_rehash}. Since Linux 6.2.
     *
     * @return times that another path was tried
     */
    public long rehash() {
        return u32("tcpi_rehash");
    }

    /**
     * {@code tcpi_total_rto}. Since Linux 6.7.
     *
     * @return time-outs in all
     */
    public long totalRto() {
        return u16("tcpi_total_rto");
    }

    /**
     * {@code tcpi_total_rto_recoveries}. Since Linux 6.7.
     *
     * @return recoveries from time-outs in all
     */
    public long totalRtoRecoveries() {
        return u16("tcpi_total_rto_recoveries");
    }

    /**
     * {@code tcpi_total_rto_time}. Since Linux 6.7.
     *
     * @return milliseconds spent in these
     */
    public long totalRtoTime() {
        return u32("tcpi_total_rto_time");
    }

    /**
     * {@code tcpi_received_ce}. Since Linux 6.18.
     *
     * @return segments that came marked for congestion
     */
    public long receivedCe() {
        return u32("tcpi_received_ce");
    }

    /**
     * {@code tcpi_delivered_e1_bytes}. Since Linux 6.18.
     *
     * @return bytes delivered with ECT(1)
     */
    public long deliveredE1Bytes() {
        return u32("tcpi_delivered_e1_bytes");
    }

    /**
     * {@code tcpi_delivered_e0_bytes}. Since Linux 6.18.
     *
     * @return bytes delivered with ECT(0)
     */
    public long deliveredE0Bytes() {
        return u32("tcpi_delivered_e0_bytes");
    }

    /**
     * {@code tcpi_delivered_ce_bytes}. Since Linux 6.18.
     *
     * @return bytes delivered with CE
     */
    public long deliveredCeBytes() {
        return u32("tcpi_delivered_ce_bytes");
    }

    /**
     * {@code tcpi_received_e1_bytes}. Since Linux 6.18.
     *
     * @return bytes that came with ECT(1)
     */
    public long receivedE1Bytes() {
        return u32("tcpi_received_e1_bytes");
    }

    /**
     * {@code tcpi_received_e0_bytes}. Since Linux 6.18.
     *
     * @return bytes that came with ECT(0)
     */
    public long receivedE0Bytes() {
        return u32("tcpi_received_e0_bytes");
    }

    /**
     * {@code tcpi_received_ce_bytes}. Since Linux 6.18.
     *
     * @return bytes that came with CE
     */
    public long receivedCeBytes() {
        return u32("tcpi_received_ce_bytes");
    }

    private boolean isTold(String field, int bytes) {
        return S.offset(field) + bytes <= told.byteSize();
    }

    private long u8(String field) {
        return isTold(field, Byte.BYTES) ? S.getU8(told, field) : UNKNOWN;
    }

    private long u16(String field) {
        return isTold(field, Short.BYTES) ? S.getU16(told, field) : UNKNOWN;
    }

    private long u32(String field) {
        return isTold(field, Integer.BYTES) ? S.getU32(told, field) : UNKNOWN;
    }

    private long u64(String field) {
        return isTold(field, Long.BYTES) ? S.getLong(told, field) : UNKNOWN;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TcpInfo that && told.mismatch(that.told) == -1;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(told.toArray(ValueLayout.JAVA_BYTE));
    }

    /** What tells most of a connection's health. */
    @Override
    public String toString() {
        return "TcpInfo[state "
                + state()
                + ", rtt "
                + rtt()
                + " us, cwnd "
                + sndCwnd()
                + ", unacked "
                + unacked()
                + ", lost "
                + lost()
                + ", retransmitted "
                + totalRetrans()
                + ", mss "
                + sndMss()
                + "]";
    }
}
