package dev.sockeye.sys;

/** {@code struct sockaddr_storage}: room for an address of every family. */
public final class SockaddrStorage {
    /** Its size in bytes. */
    public static final int SIZE = Platform.struct("sockaddr_storage").value("SIZE");

    private SockaddrStorage() {}
}
