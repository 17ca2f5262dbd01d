package dev.sockeye.cli;

import dev.sockeye.net.Network;
import dev.sockeye.sys.Kernel;
import java.io.PrintStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * What a run of the command works with. Everything is made at its first use, so that a run pays for
 * nothing that it does not need.
 */
interface World {
    /** Whose calls the command's own streams and terminals go through. */
    Kernel kernel();

    /** Who opens the sockets. */
    Network network();

    /** Standard input; at its end from the start where it was closed when the command started. */
    ReadableByteChannel stdin();

    /** Standard output for data; it swallows everything where it was closed at the start. */
    WritableByteChannel stdout();

    /** Standard output for text that the command makes itself, such as help. */
    PrintStream text();

    /** Standard error. */
    PrintStream stderr();

    /** SIGHUP, SIGINT and SIGTERM. */
    Signals signals();

    /** A variable of the environment; empty where it is not set. */
    String variable(String name);

    /** Whether a descriptor came from whoever started us, and is no file of the JVM's own. */
    boolean isInherited(int fd);

    /** A descriptor becomes a peer's: where standard error is the same socket, nothing is said any more. */
    void handOver(int fd);

    /** The width for help: {@code COLUMNS}, or that of the terminal, or 80. */
    int columns();

    /** Whether standard output ({@code 1}) or standard error ({@code 2}) is to be coloured. */
    boolean colour(int fd);
}
