package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link Socket#ready}, {@link Socket#wakeup} and {@link Socket#lend}. */
@Timeout(60)
class ReadyTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int ALL = Socket.IN | Socket.OUT | Socket.WAKE;

    @ParameterizedTest
    @EnumSource
    void tellsWhatHasCome(On on) throws Exception {
        try (var talk = Talk.on(Network.host(), Family.INET4)) {
            StreamSocket client = talk.client();
            on.run(() -> {
                assertThat(client.ready(Socket.IN, Duration.ZERO)).isZero();
                assertThat(client.ready(ALL, LONG)).isEqualTo(Socket.OUT);
                client.wakeup();
                assertThat(client.ready(ALL, LONG)).isEqualTo(Socket.OUT | Socket.WAKE);
                assertThat(client.ready(Socket.IN | Socket.WAKE, Duration.ofMillis(10))).isZero();
            });
            var waiting = on.start(() -> client.ready(Socket.IN | Socket.WAKE, Socket.FOREVER));
            waiting.untilBlocked();
            talk.server().writeAll(new byte[1]);
            assertThat(waiting.get()).isEqualTo(Socket.IN);
            on.run(() -> assertThat(client.read(new byte[9])).isEqualTo(1));
            var woken = on.start(() -> client.ready(Socket.IN | Socket.WAKE, Socket.FOREVER));
            woken.untilBlocked();
            client.wakeup();
            assertThat(woken.get()).isEqualTo(Socket.WAKE);
            talk.server().shutdownOutput();
            on.run(() -> assertThat(client.ready(Socket.IN, LONG)).isEqualTo(Socket.IN));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAsEveryWait(On on) throws Exception {
        try (var talk = Talk.on(Network.host(), Family.UNIX)) {
            StreamSocket client = talk.client();
            var waiting = on.start(() -> client.ready(Socket.IN, Socket.FOREVER));
            waiting.untilBlocked();
            waiting.thread().interrupt();
            assertThat(waiting.failure()).isInstanceOf(WaitInterruptedException.class);
            var closed = on.start(() -> client.ready(Socket.IN | Socket.WAKE, Socket.FOREVER));
            closed.untilBlocked();
            client.close();
            assertThat(closed.failure()).isInstanceOf(SocketClosedException.class);
        }
    }

    @Test
    void refusesNoInterest() throws Exception {
        try (var talk = Talk.on(Network.host(), Family.INET4)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> talk.client().ready(0, LONG))
                    .withMessage("no interest: 0x0");
            assertThatIllegalArgumentException().isThrownBy(() -> talk.client().ready(8, LONG));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> talk.client().ready(1, Duration.ofNanos(-1)));
        }
    }

    /** Closed while it is lent, the number is nobody else's until the loan is over. */
    @Test
    void aLentDescriptorIsClosedWhenItIsGivenBack() throws Exception {
        var told = new AtomicInteger();
        try (var talk = Talk.on(Network.host(), Family.INET4)) {
            int fd = talk.client().lend(told::incrementAndGet);
            try {
                assertThatIllegalStateException().isThrownBy(() -> talk.client().lend(() -> {}));
                talk.client().close();
                talk.client().close();
                assertThat(told).hasValue(1);
                assertThat(isOpen(fd)).isTrue();
                assertThat(talk.server().ready(Socket.IN, Duration.ofMillis(20)))
                        .as("the peer sees no end yet")
                        .isZero();
            } finally {
                talk.client().endLoan();
                talk.client().endLoan();
            }
            assertThat(talk.server().ready(Socket.IN, LONG)).isEqualTo(Socket.IN);
        }
    }

    @Test
    void aLoanThatIsOverIsToldOfNothing() throws Exception {
        var told = new AtomicInteger();
        try (var talk = Talk.on(Network.host(), Family.INET4)) {
            var _ = talk.client().lend(told::incrementAndGet);
            talk.client().endLoan();
            talk.client().close();
            assertThat(told).hasValue(0);
        }
    }

    private static boolean isOpen(int fd) {
        return Files.exists(Path.of("/proc/self/fd/" + fd), LinkOption.NOFOLLOW_LINKS);
    }
}
