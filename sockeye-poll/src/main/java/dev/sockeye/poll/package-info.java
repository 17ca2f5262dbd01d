/**
 * Readiness: which of many descriptors can be used now, and a loop that uses them. This package
 * reads nothing, writes nothing, closes no descriptor that it was given, and knows no sockets, no
 * addresses and no protocol; it has no thread but the one that runs a loop.
 *
 * <p>{@link dev.sockeye.poll.Ring} is the other way: it hands whole operations to the kernel, by
 * io_uring, and tells their results. A loop runs on it too.
 *
 * <p>{@link dev.sockeye.poll.Poller} asks the kernel, by select(2), poll(2) or epoll: one class per
 * mechanism, the same methods in the same order. {@link dev.sockeye.poll.Watch} is one descriptor
 * on one poller, {@link dev.sockeye.poll.Ready} what is called when it is ready. {@link
 * dev.sockeye.poll.Loop} is a reactor on one poller, with tasks from other threads and {@linkplain
 * dev.sockeye.poll.Timer timers}. The law of their use stands with {@link
 * dev.sockeye.poll.Poller}.
 *
 * <p>What the kernel answers is a result: {@code >= 0}, {@code -errno}, or one of the poller's own
 * results below every {@code -errno}. Exceptions are for wrong use.
 */
package dev.sockeye.poll;
