package dev.sockeye.server;

import dev.sockeye.net.Network;
import dev.sockeye.net.Target;
import dev.sockeye.sys.TimeH;
import dev.sockeye.sys.Timespec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What all parts of one server share. Any thread. */
final class Room {
    private final Plan plan;
    private final Network network;
    private final Told events;
    private final Works works = new Works();
    private final Admission admission;
    private final Tally tally = new Tally();
    private final Register register = new Register(this);
    private final Blocks blocks = new Blocks();
    private final long idle;
    private final AtomicInteger addresses;
    private final Set<Target> lostOnes = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable IOException> lost = new AtomicReference<>();
    private volatile Runnable whenDeserted = () -> {};

    Room(Plan plan, Network network, int total) {
        this.plan = plan;
        this.network = network;
        this.events = new Told(plan.events());
        this.admission = new Admission(total, plan.perPeer());
        this.idle = plan.timeout().map(Plan::nanos).orElse(Link.FOREVER);
        this.addresses = new AtomicInteger(plan.places().size());
    }

    Plan plan() {
        return plan;
    }

    Network network() {
        return network;
    }

    Events events() {
        return events;
    }

    Works works() {
        return works;
    }

    Admission admission() {
        return admission;
    }

    Register register() {
        return register;
    }

    Tally tally() {
        return tally;
    }

    /** How long a session may be silent, in nanoseconds; {@link Link#FOREVER} for without end. */
    long idle() {
        return idle;
    }

    /** Memory for what waits in sessions that have threads of their own. */
    Blocks blocks() {
        return blocks;
    }

    /** The kernel's monotonic clock, in nanoseconds. */
    long nanoTime() {
        try (var arena = Arena.ofConfined()) {
            MemorySegment time = Timespec.of(arena, 0, 0);
            var _ = network.kernel().clock_gettime(TimeH.CLOCK_MONOTONIC, time);
            return Timespec.nanos(time);
        }
    }

    /** What to do when nothing new can come any more: the last address was lost, or is done with. */
    void whenDeserted(Runnable action) {
        whenDeserted = action;
    }

    /** An address will never work again. Several loops may find that out. */
    void lose(Target address, IOException why) {
        if (!lostOnes.add(address)) {
            return;
        }
        lost.compareAndSet(null, why);
        events.lost(address, why);
        desert();
    }

    /** An address has served whom it had to serve. */
    void desert() {
        if (addresses.decrementAndGet() == 0) {
            whenDeserted.run();
        }
    }

    /** Why the first address was lost that was. */
    Optional<IOException> lost() {
        return Optional.ofNullable(lost.get());
    }
}
