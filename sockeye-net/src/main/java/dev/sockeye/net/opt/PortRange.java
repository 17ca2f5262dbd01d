package dev.sockeye.net.opt;

/**
 * From which ports the kernel chooses one.
 *
 * @param low the first, 0 for that of the system
 * @param high the last, 0 for that of the system
 */
public record PortRange(int low, int high) {
    /** Where both are given, the first is not above the last. */
    public PortRange {
        boolean ports = low >= 0 && low <= 0xFFFF && high >= 0 && high <= 0xFFFF;
        if (!ports || (high != 0 && low > high)) {
            throw new IllegalArgumentException("no range of ports: " + low + " to " + high);
        }
    }
}
