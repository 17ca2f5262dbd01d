package dev.sockeye.server;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** That the server is stopping, and what a session wants done then. Any thread. */
final class StopSign {
    private final AtomicReference<@Nullable Runnable> action = new AtomicReference<>();
    private volatile boolean up;

    boolean isUp() {
        return up;
    }

    /** See {@link Connection#onStop}. */
    void whenUp(Runnable next) {
        action.set(next);
        if (up) {
            fire();
        }
    }

    void raise() {
        up = true;
        fire();
    }

    private void fire() {
        Runnable due = action.getAndSet(null);
        if (due != null) {
            try {
                due.run();
            } catch (RuntimeException _) {
                // The other sessions must learn of the stop too; this one is cut if it does not
                // end.
            }
        }
    }
}
