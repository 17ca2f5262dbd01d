/**
 * The command {@code sockeye VERB [ARGS] [OPTIONS]}.
 *
 * <p>It does nothing that a user of the library could not do: no call of its own into the kernel,
 * no socket that {@link dev.sockeye.net} does not open, no protocol. It holds no state between two
 * runs, reads no file of settings, and exports nothing: the only way in is the command line.
 *
 * <p>The way of a run: {@code Main} gives the arguments to {@code Command}, which finds the verb in
 * {@code Verbs}; the {@code Parser} reads the verb's own arguments and no other verb's, and the
 * verb runs in a {@code World} (streams, kernel, network, signals; tests bring their own) and
 * answers an {@code ExitCode}. What goes wrong is a {@code Trouble} of three lines, which {@code
 * Talk} prints. A new verb is a class that implements {@code Verb}, a line in {@code Verbs} and its
 * words in {@code Text}.
 */
package dev.sockeye.cli;
