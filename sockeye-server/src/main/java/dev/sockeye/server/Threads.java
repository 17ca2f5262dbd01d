package dev.sockeye.server;

/**
 * The threads of a server. None of them keeps the JVM alive, and none hands on the inheritable
 * thread-locals of whoever started the server.
 */
final class Threads {
    private Threads() {}

    static Thread.Builder platform(String name) {
        return Thread.ofPlatform().daemon().name(name).inheritInheritableThreadLocals(false);
    }

    static Thread.Builder virtual(String name) {
        return Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false);
    }
}
