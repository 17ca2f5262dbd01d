/**
 * Small handlers to serve with at once, and to learn from: echo, discard, daytime, character generator,
 * and the files of a directory over HTTP/1.1.
 *
 * <p><b>What this package does not do.</b> It is no web server: {@link
 * dev.sockeye.server.handler.Files} serves files and nothing else, without TLS, ranges, conditional
 * requests, compression or virtual hosts. None of the handlers knows on which model it runs.
 */
package dev.sockeye.server.handler;
