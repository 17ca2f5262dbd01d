package dev.sockeye.server;

/**
 * What a server does for its peers, in one or more shapes. A class may have several shapes; a model
 * takes the one that is native to it.
 *
 * <p>The shapes: {@link Handler} for streams, written as blocking code, {@link LoopHandler} for streams,
 * called when something has happened, and {@link DatagramHandler} for datagrams.
 *
 * <p>One object serves every session of a server, many at once on most models: what it keeps in fields
 * is shared and must be safe for that.
 */
public sealed interface Service permits Handler, LoopHandler, DatagramHandler {}
