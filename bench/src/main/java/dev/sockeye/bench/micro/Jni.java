package dev.sockeye.bench.micro;

/** The JNI twins of single downcalls, from bench/jni. */
final class Jni {
    static {
        load();
    }

    private Jni() {}

    @SuppressWarnings("restricted")
    private static void load() {
        System.load(System.getProperty("sockeye.bench.jni"));
    }

    /** recv(2) into native memory; bytes or {@code -errno}. */
    static native long recv(int fd, long address, long length, int flags);

    /** clock_gettime(2) into native memory; 0 or {@code -errno}. */
    static native int clockGettime(int clock, long address);
}
