/**
 * What is small enough for JMH: single calls, words and decoders. {@code bench/jmh} runs them.
 *
 * <p>All of it is on the class path, so no {@code --add-exports} is needed to reach {@code
 * dev.sockeye.poll.fd}; what is package-private in {@code dev.sockeye.net} is measured from a class
 * in that package.
 */
@NullMarked
package dev.sockeye.bench.micro;

import org.jspecify.annotations.NullMarked;
