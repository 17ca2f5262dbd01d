/**
 * Small handlers to serve with at once, and to learn from: echo, discard, daytime, character generator,
 * a chat of all sessions, the files of a directory over HTTP/1.1, and a proxy to another server.
 *
 * <p><b>What this package does not do.</b> It is no web server: {@link
 * dev.sockeye.server.handler.Files} serves files and nothing else, without TLS, compression or
 * virtual hosts. None of the handlers knows on which model it runs.
 */
package dev.sockeye.server.handler;
