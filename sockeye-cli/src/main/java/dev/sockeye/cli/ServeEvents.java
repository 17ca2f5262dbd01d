package dev.sockeye.cli;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Target;
import dev.sockeye.server.Connection;
import dev.sockeye.server.Events;
import dev.sockeye.server.Exit;
import dev.sockeye.server.ExitException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says on standard error what happens to a server. What can happen ten thousand times a second is
 * said once a second, with the count of those in between. Any thread.
 */
final class ServeEvents implements Events {
    private final Talk talk;
    private final Throttle failures;
    private final Throttle rejections;
    private final Throttle troubles;

    ServeEvents(Talk talk, Clock clock) {
        this.talk = talk;
        this.failures = new Throttle(clock);
        this.rejections = new Throttle(clock);
        this.troubles = new Throttle(clock);
    }

    @Override
    public void opened(Connection session) {
        if (talk.isVerbose()) {
            talk.detail(Text.OPENED.of(session.id(), session.peer(), session.local()));
        }
    }

    @Override
    public void closed(Connection session, @Nullable Throwable cause) {
        if (talk.isVerbose()) {
            String line =
                    Text.CLOSED.of(
                            session.id(),
                            session.peer(),
                            session.bytesRead(),
                            session.bytesWritten());
            talk.detail(cause == null ? line : line + ": " + words(cause));
        }
    }

    @Override
    public void rejected(Endpoint peer, String why) {
        rejections.say(talk, Text.REJECTED.of(peer, why));
    }

    @Override
    public void failed(Endpoint peer, Throwable why) {
        failures.say(talk, Text.FAILED.of(peer, words(why)));
        if (!(why instanceof IOException || why instanceof ExitException)) {
            talk.stack(why);
        }
    }

    @Override
    public void shed(Target address, Throwable why, long count) {
        talk.say(Text.SHED.of(address, words(why), count));
    }

    @Override
    public void recovered(Target address, long count) {
        talk.say(Text.RECOVERED.of(address, count));
    }

    @Override
    public void trainsRefused(Target address, int longest) {
        talk.say(
                longest > 0
                        ? Text.SHORTER_TRAINS.of(address, longest)
                        : Text.NO_TRAINS.of(address));
    }

    @Override
    public void lost(Target address, Throwable why) {
        talk.always(Text.LOST.of(address, words(why)));
    }

    @Override
    public void workerStarted(long pid) {
        talk.detail(Text.WORKER_STARTED.of(pid));
    }

    /** What happens as it should is worth no line. */
    @Override
    public void workerEnded(long pid, Exit exit) {
        String line = Text.WORKER_ENDED.of(pid, exit);
        if (exit.isSuccess()) {
            talk.detail(line);
        } else {
            talk.say(line);
        }
    }

    @Override
    public void workerFailed(Throwable why) {
        troubles.say(talk, Text.WORKER_FAILED.of(words(why)));
    }

    /** The library's own messages name the call, the endpoints and the errno. */
    private static String words(Throwable why) {
        boolean ours = why instanceof IOException || why instanceof ExitException;
        return ours && why.getMessage() != null ? why.getMessage() : why.toString();
    }

    /** At most a line a second. */
    private static final class Throttle {
        private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

        private final Clock clock;
        private long last;
        private long unsaid = -1;

        Throttle(Clock clock) {
            this.clock = clock;
        }

        void say(Talk talk, String line) {
            long more;
            synchronized (this) {
                long now = clock.nanos();
                if (unsaid >= 0 && now - last < PAUSE) {
                    unsaid++;
                    return;
                }
                more = Math.max(0, unsaid);
                last = now;
                unsaid = 0;
            }
            talk.say(more == 0 ? line : line + Text.AND_MORE.of(more));
        }
    }
}
