/**
 * Descriptors and waiting for them. This package knows no sockets, no addresses and no protocol,
 * throws no exception for what a call answers, and chooses no time-out: it makes one call of the
 * {@linkplain dev.sockeye.sys.Kernel kernel} blocking for a thread, and closing safe for all.
 *
 * <p>{@link dev.sockeye.poll.fd.Fd} is a descriptor with its life word and the one blocking loop;
 * {@link dev.sockeye.poll.fd.Parker} is where threads wait; {@link dev.sockeye.poll.fd.Stripes}
 * lends scratch memory.
 */
package dev.sockeye.poll.fd;
