package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Target;
import dev.sockeye.sys.ForwardingKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Timespec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServeEventsTest {
    /** A kernel whose time stands still until it is told. */
    private static final class StillKernel extends ForwardingKernel {
        private volatile long seconds = 1;

        StillKernel() {
            super(Kernel.host());
        }

        @Override
        public int clock_gettime(int clockid, MemorySegment tp) {
            Timespec.sec(tp, seconds);
            Timespec.nsec(tp, 0);
            return 0;
        }
    }

    private final TestWorld world = new TestWorld();
    private final Talk talk = new Talk(world);
    private final StillKernel kernel = new StillKernel();
    private final ServeEvents events = new ServeEvents(talk, new Clock(kernel));
    private final Endpoint peer = Endpoint.parse("127.0.0.1:7");
    private final Target address = Target.parse("127.0.0.1:7007");

    @Test
    void manyFailuresAreALineASecond() {
        for (int i = 0; i < 1000; i++) {
            events.failed(peer, new IOException("broken " + i));
        }
        kernel.seconds = 2;
        events.failed(peer, new IOException("broken again"));
        events.failed(peer, new IOException("and again"));

        assertThat(world.errLines())
                .containsExactly(
                        "failed 127.0.0.1:7: broken 0",
                        "failed 127.0.0.1:7: broken again (and 999 more)");
    }

    @Test
    void rejectionsAreCountedApart() {
        events.failed(peer, new IOException("broken"));
        events.rejected(peer, "over the limit of 1 per peer");
        events.rejected(peer, "over the limit of 1 per peer");

        assertThat(world.errLines())
                .containsExactly(
                        "failed 127.0.0.1:7: broken",
                        "rejected 127.0.0.1:7: over the limit of 1 per peer");
    }

    @Test
    void troubleIsSaidWithItsCount() {
        events.shed(address, new IOException("accept4: EMFILE (Too many open files)"), 3);
        events.recovered(address, 17);

        assertThat(world.errLines())
                .containsExactly(
                        "in trouble on tcp:127.0.0.1:7007: accept4: EMFILE (Too many open files)"
                                + " (3 connections shed so far)",
                        "recovered on tcp:127.0.0.1:7007 (17 connections shed so far)");
    }

    @Test
    void quietIsQuiet() {
        talk.level(Talk.Level.QUIET);
        events.failed(peer, new IOException("broken"));
        events.rejected(peer, "too many");
        events.shed(address, new IOException("EMFILE"), 0);
        events.recovered(address, 0);
        assertThat(world.err()).isEmpty();

        events.lost(address, new IOException("gone"));
        assertThat(world.errLines()).containsExactly("lost tcp:127.0.0.1:7007: gone");
    }

    @Test
    void anUnexpectedFailureHasItsStackWhereAllIsSaid() {
        var bug = new IllegalStateException("handler's own");
        events.failed(peer, bug);
        assertThat(world.errLines())
                .containsExactly(
                        "failed 127.0.0.1:7: java.lang.IllegalStateException: handler's own");

        talk.level(Talk.Level.VERBOSE);
        events.failed(peer, bug);
        assertThat(world.err()).containsPattern("\tat dev\\.sockeye\\.cli[@/]");
    }
}
