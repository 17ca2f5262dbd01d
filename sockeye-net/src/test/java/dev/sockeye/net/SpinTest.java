package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Kernel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpinTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** It tries many times, then waits as ever, and no wait ends early. */
    @ParameterizedTest
    @EnumSource
    void aWaitTriesForABoundedTimeAndSleepsThen(On on) throws Exception {
        var kernel = new CountingKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var talk = Talk.on(network, Family.INET4)) {
            talk.server().spin(Socket.LONGEST_SPIN);
            var reading = on.start(() -> talk.server().read(new byte[8]));
            reading.untilBlocked();
            assertThat(kernel.count("recv")).isGreaterThan(5);
            talk.client().writeAll(new byte[3]);
            assertThat(reading.get()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSpinAnswersWithoutSleeping(On on) throws Exception {
        try (var talk = Talk.on(Family.INET4)) {
            talk.server().spin(Socket.LONGEST_SPIN);
            talk.server().timeout(LONG);
            var echo = on.start(() -> talk.server().transferTo(talk.server()));
            byte[] answer = new byte[4];
            for (int i = 0; i < 2_000; i++) {
                talk.client().writeAll(new byte[4]);
                assertThat(talk.client().in().readNBytes(answer, 0, 4)).isEqualTo(4);
            }
            talk.client().shutdownOutput();
            assertThat(echo.get()).isEqualTo(8_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTimeoutHoldsWithASpinLongerThanIt(On on) throws Exception {
        try (var talk = Talk.on(Family.INET4)) {
            talk.server().spin(Socket.LONGEST_SPIN);
            talk.server().timeout(Duration.ofNanos(50_000));
            var reading = on.start(() -> talk.server().read(new byte[8]));
            assertThat(reading.failure()).isInstanceOf(DeadlineException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeAndInterruptEndIt(On on) throws Exception {
        for (int round = 0; round < 50; round++) {
            try (var talk = Talk.on(Family.INET4)) {
                talk.server().spin(Socket.LONGEST_SPIN);
                var reading = on.start(() -> talk.server().read(new byte[8]));
                boolean close = round % 2 == 0;
                if (close) {
                    talk.server().close();
                } else {
                    reading.thread().interrupt();
                }
                assertThat(reading.failure())
                        .isInstanceOf(
                                close
                                        ? SocketClosedException.class
                                        : WaitInterruptedException.class);
            }
        }
    }

    @Test
    void itIsBounded() throws Exception {
        try (var talk = Talk.on(Family.INET4)) {
            assertThatThrownBy(() -> talk.server().spin(Duration.ofMillis(2)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> talk.server().spin(Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
