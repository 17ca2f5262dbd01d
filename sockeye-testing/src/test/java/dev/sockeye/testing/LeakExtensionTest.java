package dev.sockeye.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs JUnit within JUnit, on test classes that leak and on one that does not. */
class LeakExtensionTest {
    private static final List<ServerSocket> OPEN = new ArrayList<>();
    private static volatile CountDownLatch end = new CountDownLatch(1);
    private static final List<Thread> ALIVE = new ArrayList<>();

    @AfterEach
    void tidy() throws Exception {
        for (ServerSocket socket : OPEN) {
            socket.close();
        }
        end.countDown();
        for (Thread thread : ALIVE) {
            thread.join();
        }
        end = new CountDownLatch(1);
    }

    @Test
    void cleanRunPasses() {
        assertThat(run(Clean.class)).isEmpty();
    }

    @Test
    void descriptorLeftOpenFailsTheRun() {
        assertThat(run(LeavesSocket.class))
                .singleElement()
                .asString()
                .contains("descriptors open: [", "socket:[", "threads alive: []");
    }

    @Test
    void platformThreadLeftAliveFailsTheRun() {
        assertThat(run(LeavesPlatformThread.class))
                .singleElement()
                .asString()
                .contains("descriptors open: []", "left by a test", "CountDownLatch.await");
    }

    @Test
    void virtualThreadLeftAliveFailsTheRun() {
        assertThat(run(LeavesVirtualThread.class))
                .singleElement()
                .asString()
                .contains("descriptors open: []", "virtual and left", "CountDownLatch.await");
    }

    /** What failed, of containers: the leak check fails none of the tests, but the run. */
    private static List<Throwable> run(Class<?> tests) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(tests))
                        .configurationParameter(LeakExtension.PATIENCE, "PT0.2S")
                        .build();
        LauncherConfig quiet =
                LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
        List<Throwable> failures = new ArrayList<>();
        LauncherFactory.create(quiet)
                .execute(
                        request,
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(
                                    TestIdentifier test, TestExecutionResult result) {
                                result.getThrowable().ifPresent(failures::add);
                            }
                        });
        return failures;
    }

    static class Clean {
        @Test
        void opensAndCloses() throws IOException {
            new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    static class LeavesSocket {
        @Test
        void opens() throws IOException {
            OPEN.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
    }

    static class LeavesPlatformThread {
        @Test
        void starts() {
            ALIVE.add(Thread.ofPlatform().name("left by a test").start(LeakExtensionTest::await));
        }
    }

    static class LeavesVirtualThread {
        @Test
        void starts() {
            ALIVE.add(Thread.ofVirtual().name("virtual and left").start(LeakExtensionTest::await));
        }
    }

    private static void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
