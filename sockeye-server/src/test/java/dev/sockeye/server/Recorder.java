package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Target;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps what a server tells, so that a test can wait for it. */
final class Recorder implements Events {
    /** The end of a session. */
    record Closed(Connection session, @Nullable Throwable cause) {}

    /** A failure, a rejection, trouble. */
    record Told(Object where, Object what, long count) {}

    /** The end of a worker process. */
    record WorkerEnded(long pid, Exit exit) {}

    final BlockingQueue<Connection> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<Closed> closed = new LinkedBlockingQueue<>();
    final BlockingQueue<Told> failed = new LinkedBlockingQueue<>();
    final BlockingQueue<Told> rejected = new LinkedBlockingQueue<>();
    final BlockingQueue<Told> shed = new LinkedBlockingQueue<>();
    final BlockingQueue<Told> recovered = new LinkedBlockingQueue<>();
    final BlockingQueue<Told> trainsRefused = new LinkedBlockingQueue<>();
    final BlockingQueue<Told> lost = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> workersStarted = new LinkedBlockingQueue<>();
    final BlockingQueue<WorkerEnded> workersEnded = new LinkedBlockingQueue<>();
    final BlockingQueue<Throwable> workersFailed = new LinkedBlockingQueue<>();
    final List<Target> listening = new CopyOnWriteArrayList<>();
    final List<Server.Stop> stopped = new CopyOnWriteArrayList<>();

    /** The next one, which comes within the time of a test. */
    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("what the server tells").isNotNull();
        return next;
    }

    @Override
    public void listening(Target address) {
        listening.add(address);
    }

    @Override
    public void opened(Connection session) {
        opened.add(session);
    }

    @Override
    public void closed(Connection session, @Nullable Throwable cause) {
        closed.add(new Closed(session, cause));
    }

    @Override
    public void rejected(Endpoint peer, String why) {
        rejected.add(new Told(peer, why, 0));
    }

    @Override
    public void failed(Endpoint peer, Throwable why) {
        failed.add(new Told(peer, why, 0));
    }

    @Override
    public void shed(Target address, Throwable why, long count) {
        shed.add(new Told(address, why, count));
    }

    @Override
    public void recovered(Target address, long count) {
        recovered.add(new Told(address, "recovered", count));
    }

    @Override
    public void trainsRefused(Target address, int longest) {
        trainsRefused.add(new Told(address, "trains", longest));
    }

    @Override
    public void lost(Target address, Throwable why) {
        lost.add(new Told(address, why, 0));
    }

    @Override
    public void workerStarted(long pid) {
        workersStarted.add(pid);
    }

    @Override
    public void workerEnded(long pid, Exit exit) {
        workersEnded.add(new WorkerEnded(pid, exit));
    }

    @Override
    public void workerFailed(Throwable why) {
        workersFailed.add(why);
    }

    @Override
    public void stopped(Server.Stop how) {
        stopped.add(how);
    }
}
