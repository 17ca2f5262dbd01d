package dev.sockeye.net.opt;

import java.util.Arrays;

/**
 * The key of a listener's TCP Fast Open cookies (RFC 7413), and the one before, whose cookies are still
 * taken. Neither is ever printed.
 */
public final class TcpFastopenKey {
    /** No key: none was set yet. */
    public static final TcpFastopenKey NONE = new TcpFastopenKey();

    private static final int LENGTH = 16;

    private final byte[] bytes;

    private TcpFastopenKey() {
        this.bytes = new byte[0];
    }

    /**
     * A key without the one before.
     *
     * @param key 16 bytes; copied
     */
    public TcpFastopenKey(byte[] key) {
        this.bytes = checked(key);
    }

    /**
     * A key and the one before.
     *
     * @param key 16 bytes; copied
     * @param before 16 bytes; copied
     */
    public TcpFastopenKey(byte[] key, byte[] before) {
        this.bytes = Arrays.copyOf(checked(key), 2 * LENGTH);
        System.arraycopy(checked(before), 0, bytes, LENGTH, LENGTH);
    }

    private static byte[] checked(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes, not 16");
        }
        return key.clone();
    }

    /**
     * The bytes, as the kernel has them.
     *
     * @return 16 of the key, and 16 of the one before if there is one; none of {@link #NONE}
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TcpFastopenKey that && Arrays.equals(that.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** How many keys there are. */
    @Override
    public String toString() {
        return "TcpFastopenKey[keys: " + bytes.length / LENGTH + "]";
    }
}
