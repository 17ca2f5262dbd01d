/**
 * What the tests of all modules share: a run fails if it leaves descriptors or threads behind, and
 * ends with one line that says so.
 *
 * <p>It does not know Sockeye: it looks from outside at the process that the tests run in. To be on
 * the class path of the tests is all that it needs. {@link dev.sockeye.testing.Allocation} is for tests
 * of what a hot path allocates.
 */
package dev.sockeye.testing;
