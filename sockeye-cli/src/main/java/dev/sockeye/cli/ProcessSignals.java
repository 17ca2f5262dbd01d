package dev.sockeye.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signals of this process. Java has no other way to them than {@code sun.misc.Signal}, which is
 * used here and nowhere else.
 */
final class ProcessSignals implements Signals {
    private static final List<String> NAMES = List.of("HUP", "INT", "TERM");

    @Override
    public Registration on(Consumer<String> handler) {
        SignalHandler told = signal -> handler.accept("SIG" + signal.getName());
        var before = new LinkedHashMap<Signal, SignalHandler>();
        for (String name : NAMES) {
            var signal = new Signal(name);
            before.put(signal, take(signal, told));
        }
        return () -> before.forEach(ProcessSignals::take);
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
