package dev.sockeye.net;

/**
 * A datagram that was received into a buffer. Immutable.
 *
 * @param from who sent it; of a Unix socket that was not bound, {@link UnixName#unnamed()}
 * @param length how many bytes of it are in the buffer; a datagram may be empty
 * @param size how many bytes it had; more than {@code length} where the buffer was too small
 */
public record Received(Endpoint from, long length, long size) {
    /**
     * Whether the buffer was too small for it. The rest is lost.
     *
     * @return true where bytes are missing
     */
    public boolean truncated() {
        return size > length;
    }
}
