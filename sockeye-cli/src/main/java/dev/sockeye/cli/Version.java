package dev.sockeye.cli;

/** Which Sockeye this is. */
final class Version {
    private Version() {}

    /**
     * Such as {@code sockeye 0.1.0 (Java 25.0.3, Linux amd64)}. The build writes it into the
     * module.
     */
    static String text() {
        return Text.VERSION.of(
                number(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }

    private static String number() {
        var descriptor = Version.class.getModule().getDescriptor();
        return descriptor == null
                ? Text.VERSION_UNKNOWN.of()
                : descriptor.rawVersion().orElse(Text.VERSION_UNKNOWN.of());
    }
}
