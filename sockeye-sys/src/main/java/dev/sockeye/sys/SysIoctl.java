package dev.sockeye.sys;

/**
 * {@code <sys/ioctl.h>} and {@code <linux/sockios.h>}: requests of {@link Kernel#ioctl} to sockets.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysIoctl {
    private static final Constants H = Platform.constants("sys/ioctl.h");

    // Requests

    /** int: sets or clears O_ASYNC. */
    public static final int FIOASYNC = H.value("FIOASYNC");

    /** Sets FD_CLOEXEC. */
    public static final int FIOCLEX = H.value("FIOCLEX");

    /** int: sets or clears O_NONBLOCK. */
    public static final int FIONBIO = H.value("FIONBIO");

    /** Clears FD_CLOEXEC. */
    public static final int FIONCLEX = H.value("FIONCLEX");

    /** int: the bytes that can be read. */
    public static final int FIONREAD = H.value("FIONREAD");

    /** int: whether the stream stands at the urgent mark. */
    public static final int SIOCATMARK = H.value("SIOCATMARK");

    /** struct ifreq: an interface's address. */
    public static final int SIOCGIFADDR = H.value("SIOCGIFADDR");

    /** struct ifreq: an interface's broadcast address. */
    public static final int SIOCGIFBRDADDR = H.value("SIOCGIFBRDADDR");

    /** struct ifconf: the interfaces with IPv4 addresses. */
    public static final int SIOCGIFCONF = H.value("SIOCGIFCONF");

    /** struct ifreq: the address at the other end of a point-to-point link. */
    public static final int SIOCGIFDSTADDR = H.value("SIOCGIFDSTADDR");

    /** struct ifreq: an interface's flags. */
    public static final int SIOCGIFFLAGS = H.value("SIOCGIFFLAGS");

    /** struct ifreq: an interface's hardware address. */
    public static final int SIOCGIFHWADDR = H.value("SIOCGIFHWADDR");

    /** struct ifreq: an interface's index. */
    public static final int SIOCGIFINDEX = H.value("SIOCGIFINDEX");

    /** struct ifreq: an interface's MTU. */
    public static final int SIOCGIFMTU = H.value("SIOCGIFMTU");

    /** struct ifreq: the name that belongs to an index. */
    public static final int SIOCGIFNAME = H.value("SIOCGIFNAME");

    /** struct ifreq: an interface's network mask. */
    public static final int SIOCGIFNETMASK = H.value("SIOCGIFNETMASK");

    /** struct ifreq: the length of an interface's queue. */
    public static final int SIOCGIFTXQLEN = H.value("SIOCGIFTXQLEN");

    /** int: who gets SIGIO and SIGURG. */
    public static final int SIOCGPGRP = H.value("SIOCGPGRP");

    /** Answers a descriptor of the socket's network namespace. */
    public static final int SIOCGSKNS = H.value("SIOCGSKNS");

    /** struct timeval: when the last packet came. */
    public static final int SIOCGSTAMP = H.value("SIOCGSTAMP");

    /** struct timespec: when the last packet came. */
    public static final int SIOCGSTAMPNS = H.value("SIOCGSTAMPNS");

    /** int: the bytes that can be read. */
    public static final int SIOCINQ = H.value("SIOCINQ");

    /** int: the bytes that are sent and not acknowledged, or wait to be sent. */
    public static final int SIOCOUTQ = H.value("SIOCOUTQ");

    /** int: the bytes that wait to be sent. */
    public static final int SIOCOUTQNSD = H.value("SIOCOUTQNSD");

    /** int: sets who gets SIGIO and SIGURG. */
    public static final int SIOCSPGRP = H.value("SIOCSPGRP");

    /** struct winsize: a terminal's size. */
    public static final int TIOCGWINSZ = H.value("TIOCGWINSZ");

    /** int: the bytes in the output queue. */
    public static final int TIOCOUTQ = H.value("TIOCOUTQ");

    private SysIoctl() {}
}
