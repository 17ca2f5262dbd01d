package dev.sockeye.sys;

/**
 * {@code <netdb.h>}: flags and errors of {@link Libc#getaddrinfo}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class Netdb {
    private static final Constants H = Platform.constants("netdb.h");

    // Flags of getaddrinfo

    /** Only families that this machine has an address of. */
    public static final int AI_ADDRCONFIG = H.value("AI_ADDRCONFIG");

    /** With AI_V4MAPPED: IPv4 addresses beside the IPv6 ones. */
    public static final int AI_ALL = H.value("AI_ALL");

    /** The official name is decoded from IDN. */
    public static final int AI_CANONIDN = H.value("AI_CANONIDN");

    /** The first answer has the official name. */
    public static final int AI_CANONNAME = H.value("AI_CANONNAME");

    /** The name is encoded by IDN. */
    public static final int AI_IDN = H.value("AI_IDN");

    /** Without effect today. */
    public static final int AI_IDN_ALLOW_UNASSIGNED = H.value("AI_IDN_ALLOW_UNASSIGNED");

    /** Without effect today. */
    public static final int AI_IDN_USE_STD3_ASCII_RULES = H.value("AI_IDN_USE_STD3_ASCII_RULES");

    /** The host must be a numeric address; nobody is asked. */
    public static final int AI_NUMERICHOST = H.value("AI_NUMERICHOST");

    /** The service must be a number; no file is read. */
    public static final int AI_NUMERICSERV = H.value("AI_NUMERICSERV");

    /** Without a host: addresses to bind to. */
    public static final int AI_PASSIVE = H.value("AI_PASSIVE");

    /** IPv4 addresses as IPv6 ones where there is no other. */
    public static final int AI_V4MAPPED = H.value("AI_V4MAPPED");

    // Errors of getaddrinfo

    /** The host has no address of this family. */
    public static final int EAI_ADDRFAMILY = H.value("EAI_ADDRFAMILY");

    /** The servers did not answer; another time perhaps. */
    public static final int EAI_AGAIN = H.value("EAI_AGAIN");

    /** getaddrinfo_a: all requests are done. */
    public static final int EAI_ALLDONE = H.value("EAI_ALLDONE");

    /** A flag is wrong. */
    public static final int EAI_BADFLAGS = H.value("EAI_BADFLAGS");

    /** getaddrinfo_a: the request was cancelled. */
    public static final int EAI_CANCELED = H.value("EAI_CANCELED");

    /** The servers answered with a failure. */
    public static final int EAI_FAIL = H.value("EAI_FAIL");

    /** The family is not known. */
    public static final int EAI_FAMILY = H.value("EAI_FAMILY");

    /** The name cannot be encoded. */
    public static final int EAI_IDN_ENCODE = H.value("EAI_IDN_ENCODE");

    /** getaddrinfo_a: the request is under way. */
    public static final int EAI_INPROGRESS = H.value("EAI_INPROGRESS");

    /** getaddrinfo_a: a signal came. */
    public static final int EAI_INTR = H.value("EAI_INTR");

    /** No memory. */
    public static final int EAI_MEMORY = H.value("EAI_MEMORY");

    /** The host has no address. */
    public static final int EAI_NODATA = H.value("EAI_NODATA");

    /** The host or the service is not known. */
    public static final int EAI_NONAME = H.value("EAI_NONAME");

    /** getaddrinfo_a: the request could not be cancelled. */
    public static final int EAI_NOTCANCELED = H.value("EAI_NOTCANCELED");

    /** A buffer was too small. */
    public static final int EAI_OVERFLOW = H.value("EAI_OVERFLOW");

    /** The service is not there for this type. */
    public static final int EAI_SERVICE = H.value("EAI_SERVICE");

    /** The type is not known. */
    public static final int EAI_SOCKTYPE = H.value("EAI_SOCKTYPE");

    /** Another error; errno tells which. */
    public static final int EAI_SYSTEM = H.value("EAI_SYSTEM");

    private Netdb() {}
}
