package dev.sockeye.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/**
 * {@code struct sock_extended_err}: the control message IP_RECVERR or IPV6_RECVERR, which comes with
 * MSG_ERRQUEUE.
 */
public final class SockExtendedErr {
    private static final Constants S = Platform.struct("sock_extended_err");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long ERRNO = S.value("ee_errno");
    private static final long ORIGIN = S.value("ee_origin");
    private static final long TYPE = S.value("ee_type");
    private static final long CODE = S.value("ee_code");
    private static final long INFO = S.value("ee_info");
    private static final long DATA = S.value("ee_data");

    private SockExtendedErr() {}

    /**
     * {@code ee_errno}.
     *
     * @param segment a struct sock_extended_err
     * @return a positive error number, or 0
     */
    public static int errno(MemorySegment segment) {
        return segment.get(Layouts.INT, ERRNO);
    }

    /**
     * {@code ee_origin}.
     *
     * @param segment a struct sock_extended_err
     * @return a {@code SO_EE_ORIGIN_} value of {@link LinuxErrqueue}
     */
    public static int origin(MemorySegment segment) {
        return Byte.toUnsignedInt(segment.get(JAVA_BYTE, ORIGIN));
    }

    /**
     * {@code ee_type}.
     *
     * @param segment a struct sock_extended_err
     * @return the type of an ICMP message
     */
    public static int type(MemorySegment segment) {
        return Byte.toUnsignedInt(segment.get(JAVA_BYTE, TYPE));
    }

    /**
     * {@code ee_code}.
     *
     * @param segment a struct sock_extended_err
     * @return the code of an ICMP message, or a {@code SO_EE_CODE_} value of {@link LinuxErrqueue}
     */
    public static int code(MemorySegment segment) {
        return Byte.toUnsignedInt(segment.get(JAVA_BYTE, CODE));
    }

    /**
     * {@code ee_info}.
     *
     * @param segment a struct sock_extended_err
     * @return the MTU of a path, the first of a range, ...
     */
    public static int info(MemorySegment segment) {
        return segment.get(Layouts.INT, INFO);
    }

    /**
     * {@code ee_data}.
     *
     * @param segment a struct sock_extended_err
     * @return the last of a range, ...
     */
    public static int data(MemorySegment segment) {
        return segment.get(Layouts.INT, DATA);
    }
}
