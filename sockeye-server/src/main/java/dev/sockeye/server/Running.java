package dev.sockeye.server;

import dev.sockeye.net.Network;
import dev.sockeye.net.Socket;
import dev.sockeye.net.Target;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Rlimit;
import dev.sockeye.sys.SysResource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A server from its start to its end. Any thread. */
final class Running {
    /** The descriptors that are left for other things than sessions. */
    private static final int RESERVE = 64;

    /** How long a session may take to notice that it was cut. */
    private static final long AFTER_CUT = TimeUnit.SECONDS.toNanos(5);

    private final Room room;
    private final Engines engines;
    private final Spare spare;
    private final List<Target.Address> targets;
    private final AtomicReference<Server.@Nullable Stop> result = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean forced;

    private Running(Room room, Engines engines, Spare spare, List<Target.Address> targets) {
        this.room = room;
        this.engines = engines;
        this.spare = spare;
        this.targets = targets;
    }

    static Running start(Plan asked, Service service, Optional<String> text) throws IOException {
        Plan plan = asked.examined();
        plan.check(service);
        Network network = plan.network();
        var room = new Room(plan, network, total(plan, network));
        var engines = new Engines(room, service, text);
        var spare = new Spare(network.kernel());
        try {
            List<Door> doors = new Doors(plan, spare).open(plan.places());
            var running =
                    new Running(room, engines, spare, doors.stream().map(Door::address).toList());
            running.serve(doors);
            return running;
        } catch (Throwable t) {
            spare.close();
            throw t;
        }
    }

    private void serve(List<Door> doors) throws IOException {
        var _ = Threads.virtual("sockeye-rehearse").start(() -> Recovery.rehearse(room.network()));
        // Nothing new can come; the sessions that are there go on.
        room.whenDeserted(() -> Threads.virtual("sockeye-stop").start(() -> stop(Socket.FOREVER)));
        targets.forEach(room.events()::listening);
        try {
            for (Door door : doors) {
                engines.serve(door);
            }
        } catch (Throwable t) {
            var _ = stop(Duration.ZERO);
            doors.forEach(Door::close);
            throw t;
        }
    }

    private static int total(Plan plan, Network network) {
        int total =
                plan.total() == Plan.UNSET
                        ? plan.defaultTotal(descriptors(network.kernel(), plan))
                        : plan.total();
        return Math.min(total, plan.mostSessions());
    }

    private static int descriptors(Kernel kernel, Plan plan) {
        try (var arena = Arena.ofConfined()) {
            var limit = Rlimit.of(arena, 0, 0);
            if (kernel.getrlimit(SysResource.RLIMIT_NOFILE, limit) < 0) {
                return Integer.MAX_VALUE;
            }
            long soft = Rlimit.cur(limit);
            long usable = soft < 0 ? plan.descriptors() : Math.min(soft, plan.descriptors());
            return usable == Integer.MAX_VALUE
                    ? Integer.MAX_VALUE
                    : Math.max(2, (int) usable - RESERVE);
        }
    }

    List<Target.Address> targets() {
        return targets;
    }

    Plan plan() {
        return room.plan();
    }

    Server.Counts counts() {
        return room.tally().counts();
    }

    Server.Stop await() throws IOException, InterruptedException {
        over.await();
        if (room.lost().isPresent()) {
            throw room.lost().get();
        }
        return result();
    }

    Server.Stop stop(Duration grace) {
        room.admission().close();
        room.works().stop();
        boolean interrupted = false;
        boolean gone = false;
        try {
            gone = room.works().awaitEmpty(Plan.nanos(grace));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (!gone) {
            interrupted |= cut();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return finish();
    }

    /** Answers whether the thread was interrupted meanwhile. */
    private boolean cut() {
        room.works().cut(() -> forced = true);
        try {
            var _ = room.works().awaitEmpty(AFTER_CUT);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private Server.Stop finish() {
        if (result.compareAndSet(null, forced ? Server.Stop.FORCED : Server.Stop.GRACEFUL)) {
            spare.close();
            engines.close();
            room.events().stopped(result());
            over.countDown();
        }
        return result();
    }

    private Server.Stop result() {
        return Objects.requireNonNull(result.get());
    }

    void close() {
        var _ = stop(room.plan().grace());
    }
}
