package dev.sockeye.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls are counted by name, from every thread. */
@Timeout(20)
class CountingKernelTest {
    private final CountingKernel kernel = new CountingKernel(Kernel.host());

    @Test
    void callsAreCountedWhetherTheyFailOrNot() {
        assertThat(kernel.total()).isZero();
        int event = kernel.eventfd(0, 0);
        kernel.close(event);
        kernel.close(-1);

        assertThat(kernel.counts()).isEqualTo(Map.of("eventfd", 1L, "close", 2L));
        assertThat(kernel.count("close")).isEqualTo(2);
        assertThat(kernel.count("read")).isZero();
        assertThat(kernel.total()).isEqualTo(3);
        kernel.reset();
        assertThat(kernel.counts()).isEmpty();
    }

    @Test
    void manyThreadsLoseNoCount() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                threads.execute(() -> {
                    for (int k = 0; k < 20; k++) {
                        kernel.dup(-1);
                        kernel.close(-1);
                    }
                });
            }
        }
        assertThat(kernel.counts()).isEqualTo(Map.of("close", 10_000L, "dup", 10_000L));
    }
}
