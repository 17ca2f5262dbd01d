package dev.sockeye.sys;

/**
 * {@code <linux/errqueue.h>}: what {@link SockExtendedErr} tells.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class LinuxErrqueue {
    private static final Constants H = Platform.constants("linux/errqueue.h");

    // Codes

    /** ee_code of a transmit time: it makes no sense. */
    public static final int SO_EE_CODE_TXTIME_INVALID_PARAM =
            H.value("SO_EE_CODE_TXTIME_INVALID_PARAM");

    /** ee_code of a transmit time: it is past. */
    public static final int SO_EE_CODE_TXTIME_MISSED = H.value("SO_EE_CODE_TXTIME_MISSED");

    /** ee_code of MSG_ZEROCOPY: the bytes were copied all the same. */
    public static final int SO_EE_CODE_ZEROCOPY_COPIED = H.value("SO_EE_CODE_ZEROCOPY_COPIED");

    // Origins

    /** ee_origin: an ICMP message. */
    public static final int SO_EE_ORIGIN_ICMP = H.value("SO_EE_ORIGIN_ICMP");

    /** ee_origin: an ICMPv6 message. */
    public static final int SO_EE_ORIGIN_ICMP6 = H.value("SO_EE_ORIGIN_ICMP6");

    /** ee_origin: this machine. */
    public static final int SO_EE_ORIGIN_LOCAL = H.value("SO_EE_ORIGIN_LOCAL");

    /** ee_origin: none. */
    public static final int SO_EE_ORIGIN_NONE = H.value("SO_EE_ORIGIN_NONE");

    /** ee_origin: a time stamp of something sent. */
    public static final int SO_EE_ORIGIN_TIMESTAMPING = H.value("SO_EE_ORIGIN_TIMESTAMPING");

    /** The older name of SO_EE_ORIGIN_TIMESTAMPING. */
    public static final int SO_EE_ORIGIN_TXSTATUS = H.value("SO_EE_ORIGIN_TXSTATUS");

    /** ee_origin: a transmit time that was not kept. */
    public static final int SO_EE_ORIGIN_TXTIME = H.value("SO_EE_ORIGIN_TXTIME");

    /** ee_origin: sends with MSG_ZEROCOPY are completed; ee_info to ee_data are their numbers. */
    public static final int SO_EE_ORIGIN_ZEROCOPY = H.value("SO_EE_ORIGIN_ZEROCOPY");

    // Which stamp it is, in ee_info of SO_EE_ORIGIN_TIMESTAMPING

    /** The peer acknowledged it. Since Linux 3.17. */
    public static final int SCM_TSTAMP_ACK = H.value("SCM_TSTAMP_ACK");

    /** The device is done with it. Since Linux 6.15. */
    public static final int SCM_TSTAMP_COMPLETION = H.value("SCM_TSTAMP_COMPLETION");

    /** It entered the packet scheduler. Since Linux 3.17. */
    public static final int SCM_TSTAMP_SCHED = H.value("SCM_TSTAMP_SCHED");

    /** It was handed to the device, or left it. Since Linux 3.17. */
    public static final int SCM_TSTAMP_SND = H.value("SCM_TSTAMP_SND");

    // Extensions of ICMP

    /** ee_rfc4884: the extensions are malformed. Since Linux 5.9. */
    public static final int SO_EE_RFC4884_FLAG_INVALID = H.value("SO_EE_RFC4884_FLAG_INVALID");

    private LinuxErrqueue() {}
}
