/** Benchmarks of what is package-private here; nothing of it is in the library. */
@NullMarked
package dev.sockeye.net;

import org.jspecify.annotations.NullMarked;
