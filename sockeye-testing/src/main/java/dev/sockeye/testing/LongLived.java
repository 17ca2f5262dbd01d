package dev.sockeye.testing;

/**
 * What lives as long as the JVM by design, and would be counted as a leak: the tests name its class
 * in the system property {@code sockeye.testing.host}, and it is closed after the last test.
 */
final class LongLived {
    private LongLived() {}

    /** Closes what the class's static method {@code host()} answers, if the class is there. */
    static void close() {
        String name = System.getProperty("sockeye.testing.host", "");
        try {
            if (Class.forName(name).getMethod("host").invoke(null) instanceof AutoCloseable host) {
                host.close();
            }
        } catch (ClassNotFoundException e) {
            // This module's tests run without it.
        } catch (Exception e) {
            throw new AssertionError(name + " cannot be closed", e);
        }
    }
}
