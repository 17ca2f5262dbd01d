package dev.sockeye.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A session, in that it learns when the server begins to stop, and does what it wants done then. Any thread. */
abstract class Stoppable extends Works.Work {
    private static final VarHandle ACTION;

    static {
        try {
            ACTION =
                    MethodHandles.lookup().findVarHandle(Stoppable.class, "action", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // by its handle
    private volatile @Nullable Runnable action;

    private volatile boolean stopping;

    /** See {@link Connection#stopping}. */
    public final boolean stopping() {
        return stopping;
    }

    /** See {@link Connection#onStop}. */
    public final void onStop(Runnable next) {
        ACTION.setVolatile(this, next);
        if (stopping) {
            fire();
        }
    }

    @Override
    public final void finish() {
        stopping = true;
        fire();
    }

    private void fire() {
        Object due = ACTION.getAndSet(this, null);
        if (due != null) {
            try {
                ((Runnable) due).run();
            } catch (RuntimeException _) {
                // The other sessions must learn of the stop too; this one is cut if it does not
                // end.
            }
        }
    }
}
