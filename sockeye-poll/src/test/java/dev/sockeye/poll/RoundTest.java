package dev.sockeye.poll;

import static dev.sockeye.poll.Poller.EDGE;
import static dev.sockeye.poll.Poller.EXCLUSIVE;
import static dev.sockeye.poll.Poller.IN;
import static dev.sockeye.poll.Poller.ONESHOT;
import static dev.sockeye.poll.Poller.OUT;
import static dev.sockeye.poll.Poller.UNSUPPORTED;
import static dev.sockeye.poll.Told.event;
import static dev.sockeye.sys.Fcntl.F_DUPFD_CLOEXEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callbacks may do to the events of the same round, and what they may not. */
@Timeout(60)
class RoundTest {
    private final Kernel kernel = Kernel.host();
    private final Fds fds = new Fds(kernel);
    private final Told told = new Told();
    private final List<Poller> pollers = new ArrayList<>();

    @AfterEach
    void close() {
        pollers.forEach(Poller::close);
        fds.close();
    }

    private Poller open(On on) {
        Poller poller = on.open(kernel);
        pollers.add(poller);
        return poller;
    }

    private static Watch watch(Poller poller, int fd, int interest, Ready ready) {
        Watch watch = poller.watch(fd, ready);
        assertThat(watch.want(interest)).isZero();
        return watch;
    }

    private int signalled() throws Exception {
        int fd = fds.eventfd();
        fds.signal(fd);
        return fd;
    }

    /** Ten are ready, and whoever is called first removes all others. */
    @ParameterizedTest
    @EnumSource
    void aRemovedWatchIsNotTold(On on) throws Exception {
        Poller poller = open(on);
        var watches = new ArrayList<Watch>();
        Ready removeOthers =
                (watch, events) -> {
                    told.ready(watch, events);
                    watches.stream().filter(other -> !other.equals(watch)).forEach(Watch::remove);
                };
        for (int i = 0; i < 10; i++) {
            watches.add(watch(poller, signalled(), on.way(IN), removeOthers));
        }
        assertThat(told.now(poller)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anInterestThatWasTakenAwayIsNotTold(On on) throws Exception {
        Poller poller = open(on);
        var watches = new ArrayList<Watch>();
        for (int i = 0; i < 4; i++) {
            int[] pair = fds.pair();
            fds.write(pair[1], 1);
            Ready takeInputAway =
                    (watch, events) -> {
                        told.ready(watch, events);
                        for (Watch other : watches) {
                            if (!other.equals(watch)) {
                                assertThat(other.want(on.way(OUT))).isZero();
                            }
                        }
                    };
            watches.add(watch(poller, pair[0], on.way(IN | OUT), takeInputAway));
        }
        var events = told.now(poller);
        assertThat(events.getFirst().events()).isEqualTo(IN | OUT);
        assertThat(events.subList(1, 4)).extracting(Told.Event::events).containsOnly(OUT);
    }

    /** An interest that is added in the round must not lose what was found for the old one. */
    @ParameterizedTest
    @EnumSource
    void whatIsStillWantedIsTold(On on) throws Exception {
        Poller poller = open(on);
        var watches = new ArrayList<Watch>();
        for (int i = 0; i < 4; i++) {
            int[] pair = fds.pair();
            fds.write(pair[1], 1);
            Ready wantMore =
                    (watch, events) -> {
                        told.ready(watch, events);
                        watches.forEach(other -> other.want(on.way(IN | OUT)));
                    };
            watches.add(watch(poller, pair[0], on.way(IN), wantMore));
        }
        assertThat(told.now(poller)).hasSize(4).allMatch(event -> event.events() == IN);
    }

    /** The kernel hands a closed number out at once; its old event must not reach the new owner. */
    @ParameterizedTest
    @EnumSource
    void aNumberThatIsUsedAnewIsNotToldTheOldEvent(On on) throws Exception {
        Poller poller = open(on);
        int quiet = fds.eventfd();
        var watches = new ArrayList<Watch>();
        var renewed = new Told();
        var fresh = new ArrayList<Watch>();
        Ready renewOthers =
                (watch, events) -> {
                    told.ready(watch, events);
                    for (Watch other : List.copyOf(watches)) {
                        if (!other.equals(watch)) {
                            fresh.add(renew(poller, other, quiet, on.way(IN), renewed));
                            watches.remove(other);
                        }
                    }
                };
        for (int i = 0; i < 10; i++) {
            watches.add(watch(poller, signalled(), on.way(IN), renewOthers));
        }
        assertThat(poller.dispatch(0)).isEqualTo(1);
        assertThat(renewed.take()).isEmpty();
        assertThat(fresh).hasSize(9);
        fds.signal(quiet);
        assertThat(poller.dispatch(0)).isGreaterThanOrEqualTo(9);
        assertThat(renewed.take()).as("the new ones work").hasSize(9);
    }

    /** Removes a watch, closes its descriptor and watches another one under the same number. */
    private Watch renew(Poller poller, Watch old, int quiet, int interest, Ready ready) {
        assertThat(old.remove()).isZero();
        fds.close(old.fd());
        try {
            assertThat(fds.keep("fcntl", kernel.fcntl(quiet, F_DUPFD_CLOEXEC, old.fd())))
                    .isEqualTo(old.fd());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return watch(poller, old.fd(), interest, ready);
    }

    @ParameterizedTest
    @EnumSource
    void aWatchThatIsRemovedAndWantedAnewIsAskedAbout(On on) throws Exception {
        Poller poller = open(on);
        var watches = new ArrayList<Watch>();
        Ready renewAll =
                (watch, events) -> {
                    told.ready(watch, events);
                    for (Watch other : watches) {
                        assertThat(other.remove()).isZero();
                        assertThat(other.want(on.way(IN))).isZero();
                    }
                };
        for (int i = 0; i < 3; i++) {
            watches.add(watch(poller, signalled(), on.way(IN), renewAll));
        }
        assertThat(told.now(poller)).as("the others are found by the next round").hasSize(1);
        assertThat(told.now(poller)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aThrowingCallbackKeepsNobodyFromBeingTold(On on) throws Exception {
        Poller poller = open(on);
        for (int i = 0; i < 5; i++) {
            int number = i;
            watch(
                    poller,
                    signalled(),
                    on.way(IN),
                    (watch, events) -> {
                        told.ready(watch, events);
                        if (number % 2 == 0) {
                            throw new IllegalStateException("number " + number);
                        }
                    });
        }
        Throwable thrown = catchThrowable(() -> poller.dispatch(0));
        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        assertThat(thrown.getSuppressed()).hasSize(2);
        assertThat(told.take()).hasSize(5);
        int other = signalled();
        watch(poller, other, on.way(IN), (_, _) -> {});
        if (on.edge()) {
            assertThat(poller.dispatch(0)).as("it is forgotten").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void roundsDoNotNestAndThreadsDoNotMeddle(On on) throws Exception {
        Poller poller = open(on);
        var nested = new ArrayList<Throwable>();
        var meddling = new ArrayList<Throwable>();
        int fd = signalled();
        watch(
                poller,
                fd,
                on.way(IN),
                (watch, _) -> {
                    nested.add(catchThrowable(() -> poller.dispatch(0)));
                    var task =
                            new FutureTask<>(() -> {
                                meddling.add(catchThrowable(watch::remove));
                                meddling.add(catchThrowable(poller::close));
                                meddling.add(catchThrowable(() -> poller.dispatch(0)));
                                return null;
                            });
                    Thread.ofPlatform().daemon().start(task);
                    try {
                        task.get(10, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
        assertThat(poller.dispatch(0)).isEqualTo(1);
        assertThat(nested).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(meddling).hasSize(3).allMatch(IllegalStateException.class::isInstance);
        assertThat(poller.dispatch(0)).as("nothing of it had an effect").isIn(0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void flagsThatAMechanismDoesNotHaveAreRefused(On on) throws Exception {
        Poller poller = open(on);
        int fd = signalled();
        for (int flag : new int[] {EDGE, ONESHOT, EXCLUSIVE}) {
            Watch watch = poller.watch(fd, told);
            int result = watch.want(IN | flag);
            boolean has = on.isEpoll() || (on == On.RING && flag != EXCLUSIVE);
            assertThat(result).isEqualTo(has ? 0 : UNSUPPORTED);
            assertThat(poller.supports(IN | flag)).isEqualTo(has);
            assertThat(told.now(poller)).hasSize(has ? 1 : 0);
            assertThat(watch.remove()).isZero();
        }
        assertThat(Poller.words(UNSUPPORTED)).contains("epoll");
        assertThat(Poller.words(-Errno.EMFILE)).isEqualTo("EMFILE (Too many open files)");
    }

    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "EPOLL_EDGE", "RING"})
    void aOneShotIsToldOnce(On on) throws Exception {
        Poller poller = open(on);
        int fd = signalled();
        int once = on.way(IN | ONESHOT);
        Watch watch = watch(poller, fd, once, told);
        assertThat(told.now(poller)).containsExactly(event(fd, IN));
        fds.signal(fd);
        assertThat(told.now(poller)).isEmpty();
        assertThat(watch.want(once)).isZero();
        assertThat(told.now(poller)).as("wanted anew").containsExactly(event(fd, IN));
        assertThat(watch.want(once)).isZero();
        assertThat(watch.want(once)).as("nothing changes").isZero();
        assertThat(told.now(poller)).hasSize(1);
        assertThat(watch.want(on.way(IN))).as("for good").isZero();
        assertThat(told.now(poller)).hasSize(1);
        fds.signal(fd);
        assertThat(told.now(poller)).hasSize(1);
    }

    @Test
    void aOneShotThatIsWantedAnewInItsCallback() throws Exception {
        Poller poller = open(On.EPOLL);
        int fd = signalled();
        var again = new AtomicInteger(3);
        watch(
                poller,
                fd,
                IN | ONESHOT,
                (watch, events) -> {
                    told.ready(watch, events);
                    if (again.decrementAndGet() > 0) {
                        assertThat(watch.want(IN | ONESHOT)).isZero();
                    }
                });
        for (int round = 0; round < 3; round++) {
            assertThat(told.now(poller)).hasSize(1);
        }
        assertThat(told.now(poller)).isEmpty();
    }

    /** Its event of this round and that of the new arming would be two for one. */
    @Test
    void aOneShotThatIsArmedAnewByAnotherIsToldOnce() throws Exception {
        Poller poller = open(On.EPOLL);
        int counts = 8;
        var watches = new ArrayList<Watch>();
        for (int i = 0; i < counts; i++) {
            Ready rearmOthers =
                    (watch, events) -> {
                        told.ready(watch, events);
                        for (Watch other : watches) {
                            if (!other.equals(watch)) {
                                assertThat(other.want(IN | ONESHOT | EDGE)).isZero();
                                assertThat(other.want(IN | ONESHOT)).isZero();
                            }
                        }
                    };
            watches.add(watch(poller, signalled(), IN | ONESHOT, rearmOthers));
        }
        assertThat(told.now(poller)).as("the others were armed anew").hasSize(1);
        assertThat(told.now(poller)).hasSize(1);
    }

    /** Three pollers sleep on one listener: without the flag each of them wakes, with it fewer do. */
    @Test
    void anExclusiveWatchDoesNotWakeAll() throws Exception {
        assertThat(wokenByOneConnection(IN)).as("thundering herd").isEqualTo(3);
        assertThat(wokenByOneConnection(IN | EXCLUSIVE)).isBetween(1, 2);

        int fd = signalled();
        Watch watch = watch(open(On.EPOLL), fd, IN | EXCLUSIVE, told);
        assertThat(watch.want(IN | OUT | EXCLUSIVE)).isEqualTo(-Errno.EINVAL);
        assertThat(watch.interest()).isEqualTo(IN | EXCLUSIVE);
        assertThat(watch.remove()).isZero();
        assertThat(watch.want(IN | EXCLUSIVE | ONESHOT)).isEqualTo(-Errno.EINVAL);
        assertThat(watch.want(IN | EXCLUSIVE | EDGE)).isZero();
    }

    private int wokenByOneConnection(int interest) throws Exception {
        int listener = fds.listener();
        int finish = fds.eventfd();
        var woken = new AtomicInteger();
        var sleepers = new ArrayList<Thread>();
        for (int i = 0; i < 3; i++) {
            Poller poller = open(On.EPOLL);
            var finished = new AtomicBoolean();
            watch(poller, finish, IN, (_, _) -> finished.set(true));
            watch(poller, listener, interest, (watch, _) -> wake(watch, woken));
            sleepers.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("sleeper-" + i + "-" + listener)
                            .start(() -> sleepUntil(finished, poller)));
        }
        Fds.until("asleep", () -> allAsleep(sleepers));
        fds.connect(listener);
        int least = (interest & EXCLUSIVE) == 0 ? 3 : 1;
        Fds.until("they woke", () -> woken.get() >= least);
        Fds.until("all sleep again", () -> allAsleep(sleepers));
        int count = woken.get();
        fds.signal(finish);
        for (Thread sleeper : sleepers) {
            sleeper.join(10_000);
            assertThat(sleeper.isAlive()).isFalse();
        }
        return count;
    }

    private static void wake(Watch watch, AtomicInteger woken) {
        woken.incrementAndGet();
        assertThat(watch.remove()).isZero();
    }

    private static void sleepUntil(AtomicBoolean finished, Poller poller) {
        while (!finished.get()) {
            var _ = poller.dispatch(Poller.FOREVER);
        }
    }

    private static boolean allAsleep(List<Thread> threads) {
        return threads.stream().allMatch(thread -> Asleep.in(thread, "epoll_wait"));
    }

    @ParameterizedTest
    @EnumSource
    void aChangeOfInterestIsCheap(On on) throws Exception {
        var counting = new CountingKernel(kernel);
        Poller poller = on.open(counting);
        pollers.add(poller);
        Watch watch = watch(poller, fds.pair()[0], on.way(IN), told);
        counting.reset();
        for (int i = 0; i < 10; i++) {
            assertThat(watch.want(on.way(IN | OUT))).isZero();
            assertThat(watch.want(on.way(IN | OUT))).as("nothing changes").isZero();
            assertThat(watch.want(on.way(IN))).isZero();
        }
        assertThat(counting.total()).isEqualTo(on.isEpoll() ? 20 : 0);
        assertThat(watch.remove()).isZero();
        assertThat(watch.remove()).isZero();
        assertThat(counting.total()).isEqualTo(on.isEpoll() ? 21 : 0);
    }

    @Test
    void whatTheKernelRefusesIsAsBefore() throws Exception {
        var faults = new FaultKernel(kernel);
        Poller poller = On.EPOLL.open(faults);
        pollers.add(poller);
        int fd = signalled();
        Watch watch = poller.watch(fd, told);
        faults.at("epoll_create1", 1, FaultKernel.errno(Errno.EMFILE));
        assertThat(watch.want(IN)).isEqualTo(-Errno.EMFILE);
        faults.at("epoll_ctl", 1, FaultKernel.errno(Errno.ENOSPC));
        assertThat(watch.want(IN)).isEqualTo(-Errno.ENOSPC);
        assertThat(watch.interest()).isZero();
        assertThat(watch.want(IN)).isZero();
        faults.at("epoll_ctl", 1, FaultKernel.errno(Errno.ENOMEM));
        assertThat(watch.want(IN | OUT)).isEqualTo(-Errno.ENOMEM);
        assertThat(watch.interest()).isEqualTo(IN);
        assertThat(told.now(poller)).containsExactly(event(fd, IN));
        faults.at("epoll_ctl", 1, FaultKernel.errno(Errno.EBADF));
        assertThat(watch.remove()).isEqualTo(-Errno.EBADF);
        assertThat(told.now(poller)).as("removed all the same").isEmpty();
        assertThat(watch.interest()).isZero();
    }

    @Test
    void anInterestIsShownAsText() throws Exception {
        int fd = fds.eventfd();
        Watch watch = watch(open(On.EPOLL), fd, IN | EDGE, told);
        assertThat(watch).hasToString("fd " + fd + " on epoll for IN|EDGE");
        assertThat(watch.poller()).hasToString("epoll");
        watch.remove();
        assertThat(watch).hasToString("fd " + fd + " on epoll for nothing");
        assertThatThrownBy(() -> Poller.epoll(kernel, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> watch.poller().dispatch(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
