package dev.sockeye.net.opt;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Objects;

/**
 * {@code struct tcp_md5sig}: the key with which segments to and from a peer are signed (RFC 2385). The
 * key is never printed.
 */
public final class TcpMd5Sig {
    private final InetAddress address;
    private final int prefixLength;
    private final int ifindex;
    private final byte[] key;

    /**
     * The key of one peer.
     *
     * @param address the peer
     * @param key at most 80 bytes; none takes the peer's key away. Copied
     */
    public TcpMd5Sig(InetAddress address, byte[] key) {
        this(address, -1, 0, key);
    }

    /**
     * The key of all peers of a prefix, for TCP_MD5SIG_EXT.
     *
     * @param address the prefix
     * @param prefixLength its length in bits; -1 for the one address
     * @param ifindex only by this interface, an L3 master device; 0 for any
     * @param key at most 80 bytes; none takes the key away. Copied
     * @throws IllegalArgumentException if the key or the prefix is too long
     */
    public TcpMd5Sig(InetAddress address, int prefixLength, int ifindex, byte[] key) {
        if (key.length > 80) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes, at most 80");
        }
        if (prefixLength < -1 || prefixLength > address.getAddress().length * 8) {
            throw new IllegalArgumentException("a prefix of " + prefixLength + " bits");
        }
        this.address = address;
        this.prefixLength = prefixLength;
        this.ifindex = ifindex;
        this.key = key.clone();
    }

    /**
     * Whose key it is.
     *
     * @return the peer, or the prefix
     */
    public InetAddress address() {
        return address;
    }

    /**
     * The length of the prefix.
     *
     * @return bits; -1 for the one address
     */
    public int prefixLength() {
        return prefixLength;
    }

    /**
     * The interface.
     *
     * @return its index; 0 for any
     */
    public int ifindex() {
        return ifindex;
    }

    /**
     * The key.
     *
     * @return a new array each time
     */
    public byte[] key() {
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TcpMd5Sig that
                && that.address.equals(address)
                && that.prefixLength == prefixLength
                && that.ifindex == ifindex
                && Arrays.equals(that.key, key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, prefixLength, ifindex, Arrays.hashCode(key));
    }

    /** Everything but the key. */
    @Override
    public String toString() {
        return "TcpMd5Sig["
                + address.getHostAddress()
                + (prefixLength < 0 ? "" : "/" + prefixLength)
                + (ifindex == 0 ? "" : "%" + ifindex)
                + ", a key of "
                + key.length
                + " bytes]";
    }
}
