/**
 * The call layer: the kernel's calls, constants and structs under their C names.
 *
 * <p><b>What this package does not do.</b> It retries nothing; it hides no EINTR, no EAGAIN and no
 * short count; it neither helps to block nor keeps from blocking (a call that blocks holds its
 * platform thread, and a virtual thread's carrier); it owns no descriptor, closes none and notices
 * no leak; it sets no option and no flag on its own. If the C calls are not what you want to work
 * with, {@code dev.sockeye.net} is for you.
 */
package dev.sockeye.sys;
