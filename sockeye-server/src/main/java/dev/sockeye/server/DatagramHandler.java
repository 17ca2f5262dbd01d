package dev.sockeye.server;

import java.lang.foreign.MemorySegment;

/** The shape of a datagram server: one call is one datagram. */
@FunctionalInterface
public non-sealed interface DatagramHandler extends Service {
    /**
     * Takes one datagram, and answers it or not. It runs on a thread of the model's choice, and is called
     * by several at once on {@link Model#concurrent()} and {@link Model#batch}. As long as it lasts, other
     * datagrams wait: on {@link Model#iterative()} all of them, on {@code batch:N} those of the same socket,
     * on {@code concurrent} those of the same peer. The datagrams of one peer come in the order in which
     * they arrived.
     *
     * <p>Whatever is thrown is reported to {@link Events#failed}, and the next datagram is served.
     *
     * @param session who sent it, and the way back; good until this call returns
     * @param data the datagram, whose size may be 0; its memory belongs to the server and is good until
     *     this call returns, and may be overwritten by the answer
     * @throws Exception whatever keeps this datagram from being served
     */
    void received(DatagramSession session, MemorySegment data) throws Exception;
}
