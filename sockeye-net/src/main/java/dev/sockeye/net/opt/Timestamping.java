package dev.sockeye.net.opt;

/**
 * {@code struct so_timestamping}: which time stamps are made and told.
 *
 * @param flags {@code SOF_TIMESTAMPING_} flags
 * @param bindPhc index of a virtual PTP clock, where the flag BIND_PHC is among them
 */
public record Timestamping(int flags, int bindPhc) {
    /**
     * Without a virtual clock.
     *
     * @param flags {@code SOF_TIMESTAMPING_} flags
     */
    public Timestamping(int flags) {
        this(flags, 0);
    }
}
