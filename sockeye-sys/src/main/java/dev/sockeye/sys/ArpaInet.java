package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * {@code <arpa/inet.h>}: byte order, and addresses as text. Pure functions that make no call;
 * segments may be on the heap ({@code MemorySegment.ofArray}). Safe for every thread.
 */
public final class ArpaInet {
    private static final boolean SWAP = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    private static final int IN4 = 4;
    private static final int IN6 = 16;

    private ArpaInet() {}

    /**
     * {@code uint32_t htonl(uint32_t hostlong)}: from host to network byte order.
     *
     * @param hostlong a number
     * @return the number whose bytes in memory are in network order
     */
    public static int htonl(int hostlong) {
        return SWAP ? Integer.reverseBytes(hostlong) : hostlong;
    }

    /**
     * {@code uint16_t htons(uint16_t hostshort)}: from host to network byte order.
     *
     * @param hostshort a number, of which the low 16 bits count
     * @return the number whose bytes in memory are in network order
     */
    public static short htons(int hostshort) {
        return SWAP ? Short.reverseBytes((short) hostshort) : (short) hostshort;
    }

    /**
     * {@code uint32_t ntohl(uint32_t netlong)}: from network to host byte order.
     *
     * @param netlong a number as it lies in a struct
     * @return the number
     */
    public static int ntohl(int netlong) {
        return htonl(netlong);
    }

    /**
     * {@code uint16_t ntohs(uint16_t netshort)}: from network to host byte order.
     *
     * @param netshort a number as it lies in a struct, of which the low 16 bits count
     * @return the number, 0 to 65535
     */
    public static int ntohs(int netshort) {
        return Short.toUnsignedInt(htons(netshort));
    }

    /**
     * {@code int inet_pton(int af, const char *src, void *dst)}: an address from its standard text.
     *
     * <p>Four decimal numbers without leading zeros for IPv4; for IPv6 the forms of RFC 4291,
     * without a scope. No other form is taken, and no name is resolved.
     *
     * @param af AF_INET or AF_INET6
     * @param src the text
     * @param dst receives 4 or 16 bytes in network order; untouched if the text is none
     * @return 1; 0 if the text is no address of that family; -EAFNOSUPPORT for another family
     */
    public static int inet_pton(int af, String src, MemorySegment dst) {
        byte[] address;
        if (af == SysSocket.AF_INET) {
            address = InetText.parse4(src);
        } else if (af == SysSocket.AF_INET6) {
            address = InetText.parse6(src);
        } else {
            return -Errno.EAFNOSUPPORT;
        }
        if (address.length == 0) {
            return 0;
        }
        MemorySegment.copy(address, 0, dst, ValueLayout.JAVA_BYTE, 0, address.length);
        return 1;
    }

    /**
     * {@code const char *inet_ntop(int af, const void *src, char *dst, socklen_t size)}: an address
     * as its standard text, for IPv6 that of RFC 5952.
     *
     * @param af AF_INET or AF_INET6
     * @param src 4 or 16 bytes in network order
     * @return the text
     * @throws IllegalArgumentException for another family
     */
    public static String inet_ntop(int af, MemorySegment src) {
        if (af == SysSocket.AF_INET) {
            return InetText.print4(Layouts.bytes(src, 0, IN4), 0);
        } else if (af == SysSocket.AF_INET6) {
            return InetText.print6(Layouts.bytes(src, 0, IN6));
        }
        throw new IllegalArgumentException("family " + af + " has no text here");
    }

    /**
     * {@code int inet_aton(const char *cp, struct in_addr *inp)}: an IPv4 address from one of its
     * old texts: one to four numbers, each decimal, octal (leading 0) or hexadecimal (leading 0x),
     * the last of which fills all bytes that are left: {@code 127.1}, {@code 0x7f000001}, {@code
     * 0177.0.0.1}. As in C, what follows a white space is not looked at.
     *
     * @param cp the text
     * @param inp receives 4 bytes in network order; untouched if the text is none
     * @return 1; 0 if the text is no address
     */
    public static int inet_aton(String cp, MemorySegment inp) {
        long address = InetText.parseOld(cp);
        if (address < 0) {
            return 0;
        }
        inp.set(Layouts.NET_INT, 0, (int) address);
        return 1;
    }

    /**
     * {@code in_addr_t inet_addr(const char *cp)}: {@link #inet_aton} with the address as result.
     *
     * @param cp the text
     * @return the address in network byte order; INADDR_NONE (-1) if the text is no address, and
     *     for 255.255.255.255
     */
    public static int inet_addr(String cp) {
        long address = InetText.parseOld(cp);
        return address < 0 ? NetinetIn.INADDR_NONE : htonl((int) address);
    }

    /**
     * {@code char *inet_ntoa(struct in_addr in)}: an IPv4 address as its standard text.
     *
     * @param in the address in network byte order
     * @return four decimal numbers
     */
    public static String inet_ntoa(int in) {
        int host = ntohl(in);
        return (host >>> 24)
                + "."
                + (host >>> 16 & 0xff)
                + "."
                + (host >>> 8 & 0xff)
                + "."
                + (host & 0xff);
    }
}
