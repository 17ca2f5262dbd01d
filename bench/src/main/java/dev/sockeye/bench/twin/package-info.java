/**
 * The same echo, sink and source as Sockeye's, written for the JDK and for Netty as an expert of each would write it.
 *
 * <p>No limits, no time-outs, no events: what they leave out, Sockeye has on while it is measured.
 */
@NullMarked
package dev.sockeye.bench.twin;

import org.jspecify.annotations.NullMarked;
