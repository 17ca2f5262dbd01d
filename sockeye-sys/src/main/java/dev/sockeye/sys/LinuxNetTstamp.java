package dev.sockeye.sys;

/**
 * {@code <linux/net_tstamp.h>}: time stamps of what is sent and received, and times to send at.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class LinuxNetTstamp {
    private static final Constants H = Platform.constants("linux/net_tstamp.h");

    // Flags of SO_TIMESTAMPING

    /** Stamps by a virtual clock. Since Linux 5.14. */
    public static final int SOF_TIMESTAMPING_BIND_PHC = H.value("SOF_TIMESTAMPING_BIND_PHC");

    /** IP_PKTINFO comes along with each stamp. Since Linux 3.19. */
    public static final int SOF_TIMESTAMPING_OPT_CMSG = H.value("SOF_TIMESTAMPING_OPT_CMSG");

    /** Stamps of what is sent have a number. Since Linux 3.17. */
    public static final int SOF_TIMESTAMPING_OPT_ID = H.value("SOF_TIMESTAMPING_OPT_ID");

    /** That number counts from the bytes that were not sent yet. Since Linux 6.2. */
    public static final int SOF_TIMESTAMPING_OPT_ID_TCP = H.value("SOF_TIMESTAMPING_OPT_ID_TCP");

    /** Interface and length come along with a device's stamp. Since Linux 4.13. */
    public static final int SOF_TIMESTAMPING_OPT_PKTINFO = H.value("SOF_TIMESTAMPING_OPT_PKTINFO");

    /** Only stamps that this socket asked for. Since Linux 6.12. */
    public static final int SOF_TIMESTAMPING_OPT_RX_FILTER =
            H.value("SOF_TIMESTAMPING_OPT_RX_FILTER");

    /** TCP's figures come along with each stamp. Since Linux 4.10. */
    public static final int SOF_TIMESTAMPING_OPT_STATS = H.value("SOF_TIMESTAMPING_OPT_STATS");

    /** Stamps come without the bytes that were sent. Since Linux 4.0. */
    public static final int SOF_TIMESTAMPING_OPT_TSONLY = H.value("SOF_TIMESTAMPING_OPT_TSONLY");

    /** Both of the kernel's and the device's stamps come. Since Linux 4.13. */
    public static final int SOF_TIMESTAMPING_OPT_TX_SWHW = H.value("SOF_TIMESTAMPING_OPT_TX_SWHW");

    /** Tells the device's stamps. */
    public static final int SOF_TIMESTAMPING_RAW_HARDWARE =
            H.value("SOF_TIMESTAMPING_RAW_HARDWARE");

    /** The device stamps what it receives. */
    public static final int SOF_TIMESTAMPING_RX_HARDWARE = H.value("SOF_TIMESTAMPING_RX_HARDWARE");

    /** The kernel stamps what it receives. */
    public static final int SOF_TIMESTAMPING_RX_SOFTWARE = H.value("SOF_TIMESTAMPING_RX_SOFTWARE");

    /** Tells the kernel's stamps. */
    public static final int SOF_TIMESTAMPING_SOFTWARE = H.value("SOF_TIMESTAMPING_SOFTWARE");

    /** Without effect. */
    public static final int SOF_TIMESTAMPING_SYS_HARDWARE =
            H.value("SOF_TIMESTAMPING_SYS_HARDWARE");

    /** Stamps when the peer has acknowledged (TCP). Since Linux 3.17. */
    public static final int SOF_TIMESTAMPING_TX_ACK = H.value("SOF_TIMESTAMPING_TX_ACK");

    /** Stamps when the device is done. Since Linux 6.15. */
    public static final int SOF_TIMESTAMPING_TX_COMPLETION =
            H.value("SOF_TIMESTAMPING_TX_COMPLETION");

    /** The device stamps what it sends. */
    public static final int SOF_TIMESTAMPING_TX_HARDWARE = H.value("SOF_TIMESTAMPING_TX_HARDWARE");

    /** Stamps before the packet scheduler. Since Linux 3.17. */
    public static final int SOF_TIMESTAMPING_TX_SCHED = H.value("SOF_TIMESTAMPING_TX_SCHED");

    /** The kernel stamps what it hands to the device. */
    public static final int SOF_TIMESTAMPING_TX_SOFTWARE = H.value("SOF_TIMESTAMPING_TX_SOFTWARE");

    // Flags of SO_TXTIME

    /** The time is the latest, not the moment. Since Linux 4.19. */
    public static final int SOF_TXTIME_DEADLINE_MODE = H.value("SOF_TXTIME_DEADLINE_MODE");

    /** What was not sent in time comes by the error queue. Since Linux 4.19. */
    public static final int SOF_TXTIME_REPORT_ERRORS = H.value("SOF_TXTIME_REPORT_ERRORS");

    // What a device stamps of what it receives (SIOCSHWTSTAMP)

    /** Every packet. */
    public static final int HWTSTAMP_FILTER_ALL = H.value("HWTSTAMP_FILTER_ALL");

    /** None. */
    public static final int HWTSTAMP_FILTER_NONE = H.value("HWTSTAMP_FILTER_NONE");

    /** NTP of every version and mode. Since Linux 4.13. */
    public static final int HWTSTAMP_FILTER_NTP_ALL = H.value("HWTSTAMP_FILTER_NTP_ALL");

    /** PTP 1 over UDP: delay requests. */
    public static final int HWTSTAMP_FILTER_PTP_V1_L4_DELAY_REQ =
            H.value("HWTSTAMP_FILTER_PTP_V1_L4_DELAY_REQ");

    /** PTP 1 over UDP: every event. */
    public static final int HWTSTAMP_FILTER_PTP_V1_L4_EVENT =
            H.value("HWTSTAMP_FILTER_PTP_V1_L4_EVENT");

    /** PTP 1 over UDP: sync. */
    public static final int HWTSTAMP_FILTER_PTP_V1_L4_SYNC =
            H.value("HWTSTAMP_FILTER_PTP_V1_L4_SYNC");

    /** PTP 2: delay requests. */
    public static final int HWTSTAMP_FILTER_PTP_V2_DELAY_REQ =
            H.value("HWTSTAMP_FILTER_PTP_V2_DELAY_REQ");

    /** PTP 2: every event. */
    public static final int HWTSTAMP_FILTER_PTP_V2_EVENT = H.value("HWTSTAMP_FILTER_PTP_V2_EVENT");

    /** PTP 2 over Ethernet: delay requests. */
    public static final int HWTSTAMP_FILTER_PTP_V2_L2_DELAY_REQ =
            H.value("HWTSTAMP_FILTER_PTP_V2_L2_DELAY_REQ");

    /** PTP 2 over Ethernet: every event. */
    public static final int HWTSTAMP_FILTER_PTP_V2_L2_EVENT =
            H.value("HWTSTAMP_FILTER_PTP_V2_L2_EVENT");

    /** PTP 2 over Ethernet: sync. */
    public static final int HWTSTAMP_FILTER_PTP_V2_L2_SYNC =
            H.value("HWTSTAMP_FILTER_PTP_V2_L2_SYNC");

    /** PTP 2 over UDP: delay requests. */
    public static final int HWTSTAMP_FILTER_PTP_V2_L4_DELAY_REQ =
            H.value("HWTSTAMP_FILTER_PTP_V2_L4_DELAY_REQ");

    /** PTP 2 over UDP: every event. */
    public static final int HWTSTAMP_FILTER_PTP_V2_L4_EVENT =
            H.value("HWTSTAMP_FILTER_PTP_V2_L4_EVENT");

    /** PTP 2 over UDP: sync. */
    public static final int HWTSTAMP_FILTER_PTP_V2_L4_SYNC =
            H.value("HWTSTAMP_FILTER_PTP_V2_L4_SYNC");

    /** PTP 2: sync. */
    public static final int HWTSTAMP_FILTER_PTP_V2_SYNC = H.value("HWTSTAMP_FILTER_PTP_V2_SYNC");

    /** In answers: what was asked for and more. */
    public static final int HWTSTAMP_FILTER_SOME = H.value("HWTSTAMP_FILTER_SOME");

    // How a device stamps what it sends (SIOCSHWTSTAMP)

    /** Of a bond: the active device's. Since Linux 5.18. */
    public static final int HWTSTAMP_FLAG_BONDED_PHC_INDEX =
            H.value("HWTSTAMP_FLAG_BONDED_PHC_INDEX");

    /** Not. */
    public static final int HWTSTAMP_TX_OFF = H.value("HWTSTAMP_TX_OFF");

    /** Where a socket asks for it. */
    public static final int HWTSTAMP_TX_ON = H.value("HWTSTAMP_TX_ON");

    /** And writes it into sync and delay answers. Since Linux 5.6. */
    public static final int HWTSTAMP_TX_ONESTEP_P2P = H.value("HWTSTAMP_TX_ONESTEP_P2P");

    /** And writes it into sync packets. */
    public static final int HWTSTAMP_TX_ONESTEP_SYNC = H.value("HWTSTAMP_TX_ONESTEP_SYNC");

    private LinuxNetTstamp() {}
}
