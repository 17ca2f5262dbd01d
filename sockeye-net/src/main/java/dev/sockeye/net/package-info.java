/**
 * Sockets by shape: stream, listener, datagram; any address family, any option.
 *
 * <p><b>What this package does not do.</b> It has no threads of its own beyond those of a {@link
 * dev.sockeye.net.Network} and, while it asks, of a {@link dev.sockeye.net.Resolver}; it speaks no
 * protocol, and it sets no option silently: a socket opened here has the kernel's defaults,
 * close-on-exec, and nothing else. It never asks a resolver, except where a method is called {@code
 * resolve}. It does not hide what the kernel says: a failed call is an exception with its errno, a
 * short write is a short count, a cut datagram is marked as cut.
 *
 * <p><b>What it does.</b> Every call that waits may be made from a virtual or a platform thread,
 * ends at a deadline, at an interrupt or when another thread closes the socket, and never holds a
 * carrier thread. {@link dev.sockeye.net.Endpoint} is the address of a socket, {@link
 * dev.sockeye.net.Target} an address as people write it, with its transport. Both are values:
 * immutable, compared by content, and printed in the form that their {@code parse} reads.
 */
package dev.sockeye.net;
