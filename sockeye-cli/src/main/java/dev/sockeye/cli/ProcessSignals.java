package dev.sockeye.cli;

import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signals of this process. Java has no other way to them than {@code sun.misc.Signal}, which is
 * used here and nowhere else.
 */
final class ProcessSignals implements Signals {
    @Override
    public Registration onStop(Consumer<String> handler) {
        SignalHandler told = signal -> handler.accept("SIG" + signal.getName());
        var interrupt = new Signal("INT");
        var terminate = new Signal("TERM");
        SignalHandler beforeInterrupt = take(interrupt, told);
        SignalHandler beforeTerminate = take(terminate, told);
        return () -> {
            take(interrupt, beforeInterrupt);
            take(terminate, beforeTerminate);
        };
    }

    /** A JVM that was told to leave signals alone ({@code -Xrs}) keeps its way. */
    private static SignalHandler take(Signal signal, SignalHandler handler) {
        try {
            return Signal.handle(signal, handler);
        } catch (IllegalArgumentException _) {
            return SignalHandler.SIG_DFL;
        }
    }
}
