/**
 * The values of socket options that are C structs, as records of the same name: what {@code So}, {@code
 * Ip}, {@code Ip6}, {@code Tcp} of {@code dev.sockeye.net} set and get. They do nothing, hold no socket
 * and no native memory, and are compared by content.
 */
@NullMarked
package dev.sockeye.net.opt;

import org.jspecify.annotations.NullMarked;
