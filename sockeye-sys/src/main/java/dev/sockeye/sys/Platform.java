package dev.sockeye.sys;

import org.jspecify.annotations.Nullable;

/**
 * What differs between operating systems and processors: the numbers. Another platform is another
 * class such as {@link LinuxX64}, and one more line in {@link #of}.
 */
abstract sealed class Platform permits LinuxX64 {
    /** Benign race: every thread makes an equal one. */
    private static @Nullable Platform host;

    static Platform of(String os, String processor) {
        if (os.equals("Linux") && (processor.equals("amd64") || processor.equals("x86_64"))) {
            return new LinuxX64();
        }
        throw new UnsupportedOperationException(
                "Sockeye knows Linux on x86-64; this is " + os + " on " + processor);
    }

    /**
     * This machine's platform.
     *
     * @throws UnsupportedOperationException if there is no class for it
     */
    static Platform host() {
        var found = host;
        if (found == null) {
            found = of(System.getProperty("os.name"), System.getProperty("os.arch"));
            host = found;
        }
        return found;
    }

    /** The constants of a C header of this machine, for example {@code "sys/socket.h"}. */
    static Constants constants(String header) {
        return new Constants(header, host().header(header));
    }

    /** The size (as {@code SIZE}) and the offsets of a C struct of this machine. */
    static Constants struct(String name) {
        return new Constants("struct " + name, host().layout(name));
    }

    abstract String header(String name);

    abstract String layout(String struct);
}
