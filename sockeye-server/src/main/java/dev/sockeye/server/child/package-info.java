/**
 * Processes that a server starts, for its own packages: it knows no sessions and no protocol, and
 * restarts nothing.
 */
package dev.sockeye.server.child;
