package dev.sockeye.bench.micro;

import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.MSG_DONTWAIT;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static dev.sockeye.sys.TimeH.CLOCK_MONOTONIC;

import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One call through {@link Kernel} beside the same through JNI: a recv that answers EAGAIN, which is a
 * system call, and clock_gettime, which is none and shows the way there and back alone.
 */
@State(Scope.Thread)
public class Downcall {
    private final Kernel kernel = Kernel.host();
    private final MemorySegment memory = Arena.global().allocate(64, 64);
    private final int socket = pair();

    private int pair() {
        var ends = Arena.global().allocate(ValueLayout.JAVA_INT, 2);
        if (kernel.socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) {
            throw new IllegalStateException("socketpair");
        }
        return ends.get(ValueLayout.JAVA_INT, 0);
    }

    @Benchmark
    public long recv() {
        return kernel.recv(socket, memory, 64, MSG_DONTWAIT);
    }

    @Benchmark
    public long recvJni() {
        return Jni.recv(socket, memory.address(), 64, MSG_DONTWAIT);
    }

    @Benchmark
    public int clock() {
        return kernel.clock_gettime(CLOCK_MONOTONIC, memory);
    }

    @Benchmark
    public int clockJni() {
        return Jni.clockGettime(CLOCK_MONOTONIC, memory.address());
    }
}
