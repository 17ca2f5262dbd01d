/**
 * Servers: one handler, and a model that gives each session something to run on.
 *
 * <p><b>What this package does not do.</b> It speaks no protocol, beyond the small handlers of {@link
 * dev.sockeye.server.handler}. It handles no signal, reads no configuration and writes no log: it tells
 * {@link dev.sockeye.server.Events}. It never takes another model than the one it was told. It promises
 * nothing about the order in which sessions are served, and it does not keep the JVM alive.
 *
 * <p><b>What it does.</b> {@link dev.sockeye.server.Server#on} begins a setup, its {@code start} binds
 * and serves, {@link dev.sockeye.server.Server#stop} lets sessions end and cuts the rest. A handler is
 * written once, in one or more shapes ({@link dev.sockeye.server.Handler}, {@link
 * dev.sockeye.server.LoopHandler}, {@link dev.sockeye.server.DatagramHandler}), and runs on every {@link
 * dev.sockeye.server.Model} for streams or for datagrams. Limits, idle times, an orderly close and what to do when descriptors, threads or memory run out
 * are the same on all of them.
 */
package dev.sockeye.server;
