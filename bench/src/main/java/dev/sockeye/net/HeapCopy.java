package dev.sockeye.net;

import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.MSG_PEEK;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The same bytes received (MSG_PEEK) into native memory, into an array by way of the kept native
 * buffer, and into an array straight, with {@code Linker.Option.critical}. The library copies below
 * {@link Buffers#CRITICAL} and goes straight from there up.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class HeapCopy {
    @Param({"64", "1024", "4096", "16384", "65536"})
    public int size;

    private final Kernel kernel = Kernel.host();
    private int socket;
    private MemorySegment memory;
    private byte[] array;
    private MemorySegment heap;

    @Setup
    public void prepare() {
        memory = Arena.global().allocate(size, Buffers.ALIGNMENT);
        array = new byte[size];
        heap = MemorySegment.ofArray(array);
        var ends = Arena.global().allocate(JAVA_INT, 2);
        if (kernel.socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) {
            throw new IllegalStateException("socketpair");
        }
        socket = ends.get(JAVA_INT, 0);
        if (kernel.write(ends.getAtIndex(JAVA_INT, 1), memory, size) != size) {
            throw new IllegalStateException("write");
        }
    }

    @Benchmark
    public long none() {
        return kernel.recv(socket, memory, size, MSG_PEEK);
    }

    @Benchmark
    public long copied() {
        var kept = Buffers.take();
        long n = kernel.recv(socket, kept, size, MSG_PEEK);
        MemorySegment.copy(kept, JAVA_BYTE, 0, array, 0, (int) n);
        Buffers.give(kept);
        return n;
    }

    @Benchmark
    public long straight() {
        return kernel.recv(socket, heap, size, MSG_PEEK);
    }
}
