import dev.sockeye.server.*;
import java.io.IOException;
import java.lang.foreign.*;

/** The reactive shape of a handler: answers to events, on an event loop by the loop's own thread. */
public class Upper implements LoopHandler {
    public long received(LoopSession peer, MemorySegment data) throws IOException {
        byte[] text = data.toArray(ValueLayout.JAVA_BYTE); // the segment is the loop's, good until the return
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) Character.toUpperCase(text[i]);
        }
        return peer.send(text); // what did not fit is offered again: a peer that does not read is not read
    }
}
