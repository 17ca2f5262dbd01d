package dev.sockeye.server;

/** The blocking shape of a stream server: one call is one session, from its start to its end. */
@FunctionalInterface
public non-sealed interface Handler extends Service {
    /**
     * Serves one session. It runs on a thread of the model's choice that belongs to this session while
     * the call lasts; waiting holds up nobody else, except where the model says so ({@link
     * Model#iterative()}).
     *
     * <p>Returning ends the session in order: what was written still arrives, even where the peer has
     * sent what nobody read. {@link Session#close()} is not needed, and is the abrupt way.
     *
     * <p>Whatever is thrown ends this session and nothing else: it is reported to {@link
     * Events#failed} and {@link Events#closed}, unless the server itself was the cause (a cut by {@link
     * Server#stop}) or the peer was silent for too long.
     *
     * @param session the connection; open, and closed by the server after this call
     * @throws Exception whatever ends the session before its time
     */
    void handle(Session session) throws Exception;
}
