/**
 * Runs every contestant of a scenario against the others, and writes docs/performance.md. It measures nothing itself:
 * throughput, latency and CPU time are what the load generator says, memory is what the kernel and the JVM say. It
 * builds nothing, and knows no library but the JDK.
 */
@NullMarked
package dev.sockeye.bench.run;

import org.jspecify.annotations.NullMarked;
