package dev.sockeye.testing;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints why a test was skipped, and one line after the last test: how many ran, and what they left
 * behind. JUnit finds it by itself.
 */
public final class LastLine implements TestExecutionListener {
    private static volatile String leaked = "";

    private final AtomicLong tests = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();

    /** For JUnit. */
    public LastLine() {}

    static void leaked(int descriptors, int threads) {
        leaked =
                ", leaked descriptors: %s, leaked threads: %s"
                        .formatted(
                                descriptors == 0 ? "none" : descriptors,
                                threads == 0 ? "none" : threads);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skip(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            skip(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        } else if (test.isTest()) {
            tests.incrementAndGet();
        }
    }

    private void skip(TestIdentifier test, String reason) {
        skipped.incrementAndGet();
        String where =
                switch (test.getSource().orElse(null)) {
                    case MethodSource method ->
                            method.getJavaClass().getSimpleName()
                                    + "."
                                    + method.getMethodName()
                                    + " ";
                    case ClassSource type -> type.getJavaClass().getSimpleName() + " ";
                    case null, default -> "";
                };
        System.out.printf("skipped %s(%s): %s%n", where, test.getDisplayName(), reason);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (tests.get() + skipped.get() > 0) {
            System.out.printf(
                    "%s: %d tests, %d skipped%s%n",
                    System.getProperty("sockeye.testing.module", "tests"),
                    tests.get(),
                    skipped.get(),
                    leaked);
        }
    }
}
