package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A reactive handler that writes down how it is called; a test says what else it does. */
class LoopCalls implements LoopHandler {
    final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

    static String text(MemorySegment data) {
        return new String(data.toArray(ValueLayout.JAVA_BYTE), US_ASCII);
    }

    private void call(LoopSession session, String what) {
        if (!session.isOwn()) {
            calls.add("not on the session's own thread");
        }
        calls.add(what);
    }

    @Override
    public void opened(LoopSession session) throws Exception {
        call(session, "opened");
    }

    @Override
    public long received(LoopSession session, MemorySegment data) throws Exception {
        call(session, "received " + text(data));
        return data.byteSize();
    }

    @Override
    public void writable(LoopSession session) throws Exception {
        call(session, "writable");
    }

    @Override
    public void ended(LoopSession session, MemorySegment rest) throws Exception {
        call(session, "ended" + (rest.byteSize() == 0 ? "" : " " + text(rest)));
        session.end();
    }

    @Override
    public void failed(LoopSession session, IOException cause) throws Exception {
        call(session, "failed");
        throw cause;
    }

    @Override
    public void closed(LoopSession session, @Nullable Throwable cause) {
        call(session, "closed" + (cause == null ? "" : " by " + cause.getClass().getSimpleName()));
    }
}
