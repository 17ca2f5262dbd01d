package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.OpenFile;
import dev.sockeye.net.Pipe;
import dev.sockeye.net.SocketFailure;
import dev.sockeye.net.Stream;
import dev.sockeye.net.StreamSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session over any stream. It counts, and remembers how its stream must be closed. Any thread. */
final class StreamSession extends Stoppable implements Session {
    private static final VarHandle READ;
    private static final VarHandle WRITTEN;

    static {
        try {
            var lookup = MethodHandles.lookup();
            READ = lookup.findVarHandle(StreamSession.class, "read", long.class);
            WRITTEN = lookup.findVarHandle(StreamSession.class, "written", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long id;
    private final Stream stream;
    private final boolean offload;
    private volatile long read;
    private volatile long written;
    private volatile boolean inputEnded;
    private volatile boolean lent;
    private volatile boolean cut;
    private volatile @Nullable Thread thread;

    StreamSession(Plan plan, long id, Stream stream) {
        this.id = id;
        this.stream = stream;
        this.offload = plan.offload();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long bytesRead() {
        return read;
    }

    @Override
    public long bytesWritten() {
        return written;
    }

    @Override
    public long read(MemorySegment into) throws IOException {
        return gained(stream.read(into));
    }

    @Override
    public long tryRead(MemorySegment into) throws IOException {
        return gained(stream.tryRead(into));
    }

    private long gained(long count) {
        if (count > 0) {
            READ.getAndAdd(this, count);
        } else if (count == -1) {
            inputEnded = true;
        }
        return count;
    }

    @Override
    public long write(MemorySegment data) throws IOException {
        return spent(stream.write(data));
    }

    @Override
    public long tryWrite(MemorySegment data) throws IOException {
        return spent(stream.tryWrite(data));
    }

    @Override
    public void writeAll(MemorySegment data) throws IOException {
        try {
            stream.writeAll(data);
            var _ = spent(data.byteSize());
        } catch (IOException e) {
            throw spentBefore(e);
        }
    }

    @Override
    public long transferFrom(OpenFile file, long position, long count) throws IOException {
        if (!offload) {
            return Session.super.transferFrom(file, position, count);
        }
        try {
            return spent(stream.transferFrom(file, position, count));
        } catch (IOException e) {
            throw spentBefore(e);
        }
    }

    @Override
    public long read(Pipe into) throws IOException {
        return gained(stream.read(into));
    }

    @Override
    public long write(Pipe from) throws IOException {
        return spent(stream.write(from));
    }

    @Override
    public boolean offload() {
        return offload;
    }

    private IOException spentBefore(IOException why) {
        if (why instanceof SocketFailure failure) {
            var _ = spent(failure.bytesMoved());
        }
        return why;
    }

    private long spent(long count) {
        if (count > 0) {
            WRITTEN.getAndAdd(this, count);
        }
        return count;
    }

    @Override
    public void shutdownInput() throws IOException {
        stream.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        stream.shutdownOutput();
    }

    @Override
    public Endpoint local() {
        return stream.local();
    }

    @Override
    public Endpoint peer() {
        return stream.peer();
    }

    @Override
    public void timeout(Duration each) {
        stream.timeout(each);
    }

    @Override
    public void deadline(Duration whole) {
        stream.deadline(whole);
    }

    @Override
    public boolean isOpen() {
        return stream.isOpen();
    }

    @Override
    public Optional<StreamSocket> socket() {
        lent = true;
        return stream instanceof StreamSocket socket ? Optional.of(socket) : Optional.empty();
    }

    @Override
    public void close() {
        stream.close();
    }

    @Override
    public InputStream in() {
        return new SessionInput(this);
    }

    @Override
    public OutputStream out() {
        return new SessionOutput(this);
    }

    @Override
    public long transferTo(Stream to) throws IOException {
        if (!(stream instanceof StreamSocket socket)) {
            return Copying.copy(this, to);
        }
        long moved =
                socket.transferTo(data -> {
                    var _ = gained(data.byteSize());
                    to.writeAll(data);
                });
        inputEnded = true;
        return moved;
    }

    @Override
    public boolean servesPeer() {
        return stream.isOpen();
    }

    @Override
    public void cut() {
        cut = true;
        stream.close();
        Thread running = thread;
        if (running != null && !running.equals(Thread.currentThread())) {
            // For what waits elsewhere than on this stream.
            running.interrupt();
        }
    }

    @Override
    public @Nullable Thread thread() {
        return thread;
    }

    /** Called by the thread that serves it, before anything else. */
    void begin() {
        thread = Thread.currentThread();
        if (cut) {
            Thread.currentThread().interrupt();
        }
    }

    /** What another process has read and written for it. */
    void served(long bytesRead, long bytesWritten) {
        read = bytesRead;
        written = bytesWritten;
    }

    boolean wasCut() {
        return cut;
    }

    /**
     * Whether closing could take our last bytes from the peer: close(2) with unread input, or input
     * that comes after it, answers with a reset, and a reset overtakes what is still under way. Who asked
     * for the socket may have written without our count.
     */
    boolean mustLinger() {
        return (written > 0 || lent) && !inputEnded && stream.isOpen();
    }

    @Override
    public String toString() {
        return "session " + id + " of " + peer();
    }
}
