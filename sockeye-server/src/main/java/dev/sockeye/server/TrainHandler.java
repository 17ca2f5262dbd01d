package dev.sockeye.server;

import java.lang.foreign.MemorySegment;

/**
 * A {@link DatagramHandler} that can take many datagrams of one peer at once: a train, as the kernel
 * gathers it where {@link dev.sockeye.net.Udp#GRO} is on, on {@link Model#batch}. Everywhere else, and
 * where datagrams came one by one, {@link #received(DatagramSession, MemorySegment)} is called.
 *
 * <p>A train counts as its datagrams do in {@link Server.Counts#datagrams()}. Whatever is thrown ends the
 * service of the whole train.
 */
public interface TrainHandler extends DatagramHandler {
    /**
     * Takes a train of datagrams.
     *
     * @param session who sent it, and the way back; good until this call returns
     * @param train the datagrams, one behind the other; its memory belongs to the server and is good until
     *     this call returns, and may be overwritten by the answer
     * @param size how many bytes each has, at least 1; the last one may be shorter
     * @throws Exception whatever keeps this train from being served
     */
    void received(DatagramSession session, MemorySegment train, int size) throws Exception;
}
