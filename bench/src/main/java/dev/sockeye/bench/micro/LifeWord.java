package dev.sockeye.bench.micro;

import static dev.sockeye.sys.SysEventfd.EFD_NONBLOCK;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.poll.fd.Parker;
import dev.sockeye.sys.Kernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A call that does nothing, bare and through {@link Fd}, which holds a reference to the descriptor meanwhile. */
@State(Scope.Thread)
public class LifeWord {
    private static final Fd.Call<LifeWord> NOTHING = (_, fd, _, flags) -> fd + flags;

    private final Kernel kernel = Kernel.host();
    private final int number = kernel.eventfd(0, EFD_NONBLOCK);
    private final Fd fd = new Fd(new Parker(kernel), number);

    @Benchmark
    public long bare() {
        return NOTHING.on(kernel, number, this, 1);
    }

    @Benchmark
    public long held() {
        return fd.call(NOTHING, this, 1);
    }
}
