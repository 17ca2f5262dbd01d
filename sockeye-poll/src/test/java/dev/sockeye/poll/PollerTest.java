package dev.sockeye.poll;

import static dev.sockeye.poll.Poller.ERR;
import static dev.sockeye.poll.Poller.HUP;
import static dev.sockeye.poll.Poller.IN;
import static dev.sockeye.poll.Poller.OUT;
import static dev.sockeye.poll.Poller.PRI;
import static dev.sockeye.poll.Poller.RDHUP;
import static dev.sockeye.poll.Poller.UNSUPPORTED;
import static dev.sockeye.poll.Told.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Linger;
import dev.sockeye.sys.PollH;
import dev.sockeye.sys.SysSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same battery on every mechanism, over every kind of descriptor. */
@Timeout(60)
class PollerTest {
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
        return open(on, Poller.BATCH);
    }

    private Poller open(On on, int batch) {
        Poller poller = on.open(kernel, batch);
        pollers.add(poller);
        return poller;
    }

    private Watch watch(Poller poller, int fd, int interest) {
        return watch(poller, fd, interest, told);
    }

    private static Watch watch(Poller poller, int fd, int interest, Ready ready) {
        Watch watch = poller.watch(fd, ready);
        assertThat(watch.want(interest)).isZero();
        return watch;
    }

    static Stream<Arguments> everyKind() {
        return Stream.of(On.values())
                .flatMap(on -> Stream.of(Source.Kind.values()).map(kind -> Arguments.of(on, kind)));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void inputIsTold(On on, Source.Kind kind) throws Exception {
        Poller poller = open(on);
        Source source = Source.of(kind, fds);
        Watch watch = watch(poller, source.fd, on.way(IN));
        assertThat(told.now(poller)).as("nothing there").isEmpty();

        for (int round = 0; round < 3; round++) {
            source.feed();
            var events = told.soon(poller);
            assertThat(events).extracting(Told.Event::fd).containsExactly(source.fd);
            // A pidfd also hangs up, since Linux 6.9, once its process was waited for.
            assertThat(events.getFirst().events() & ~HUP).isEqualTo(IN);
            if (on.edge()) {
                assertThat(told.now(poller)).as("told once").isEmpty();
            } else {
                assertThat(told.now(poller)).as("still there").hasSize(1);
            }
            if (!source.drains()) {
                break;
            }
            source.drain();
            assertThat(told.now(poller)).as("drained").isEmpty();
        }
        if (source.drains()) {
            source.feed();
        }
        assertThat(watch.remove()).isZero();
        assertThat(told.now(poller)).as("removed").isEmpty();
        source.drain();
    }

    @ParameterizedTest
    @EnumSource
    void roomIsTold(On on) throws Exception {
        Poller poller = open(on);
        for (int[] pair : List.of(fds.tcpPair(), fds.pair(), reversed(fds.pipe()))) {
            Watch watch = watch(poller, pair[0], on.way(OUT));
            assertThat(told.soon(poller)).containsExactly(event(pair[0], OUT));
            fds.fill(pair[0]);
            told.now(poller);
            assertThat(told.now(poller)).as("full").isEmpty();
            fds.drain(pair[1]);
            Fds.until("room", () -> fds.ready(pair[0], PollH.POLLOUT));
            assertThat(told.soon(poller)).containsExactly(event(pair[0], OUT));
            assertThat(watch.remove()).isZero();
        }
    }

    private static int[] reversed(int[] pair) {
        return new int[] {pair[1], pair[0]};
    }

    @ParameterizedTest
    @EnumSource
    void interestIsChangedAtAnyTime(On on) throws Exception {
        Poller poller = open(on);
        int[] pair = fds.pair();
        fds.write(pair[1], 1);
        Watch watch = watch(poller, pair[0], on.way(IN | OUT));
        assertThat(told.now(poller)).containsExactly(event(pair[0], IN | OUT));
        assertThat(watch.want(on.way(OUT))).isZero();
        assertThat(told.now(poller)).containsExactly(event(pair[0], OUT));
        assertThat(watch.want(on.way(IN))).isZero();
        assertThat(told.now(poller)).containsExactly(event(pair[0], IN));
        assertThat(watch.want(0)).isZero();
        assertThat(told.now(poller)).isEmpty();
        assertThat(watch.interest()).isZero();
        assertThat(watch.want(on.way(IN | OUT))).isZero();
        assertThat(told.now(poller)).containsExactly(event(pair[0], IN | OUT));
        assertThat(watch.interest()).isEqualTo(on.way(IN | OUT));
    }

    /** A callback that waits for room alone must learn that the peer has gone, and the other way round. */
    @ParameterizedTest
    @EnumSource
    void aHangUpWakesBothInterests(On on) throws Exception {
        Poller poller = open(on);
        for (int interest : new int[] {IN, OUT, IN | OUT}) {
            int[] pair = fds.pair();
            watch(poller, pair[0], on.way(interest));
            told.now(poller);
            fds.close(pair[1]);
            int more = on == On.SELECT ? 0 : HUP;
            assertThat(told.soon(poller)).containsExactly(event(pair[0], interest | more));
            poller.close();
            poller = open(on);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anErrorWakesBothInterests(On on) throws Exception {
        for (int interest : new int[] {IN, OUT, IN | OUT}) {
            Poller poller = open(on);
            int[] pair = fds.tcpPair();
            fds.fill(pair[0]);
            watch(poller, pair[0], on.way(interest));
            assertThat(told.now(poller)).isEmpty();
            kernel.setsockopt(
                    pair[1],
                    SysSocket.SOL_SOCKET,
                    SysSocket.SO_LINGER,
                    Linger.of(fds.arena, 1, 0),
                    Linger.SIZE);
            fds.close(pair[1]);
            int more = on == On.SELECT ? 0 : HUP | ERR;
            assertThat(told.soon(poller)).containsExactly(event(pair[0], interest | more));
            poller.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverWritesAPipeLearnsThatNobodyReads(On on) throws Exception {
        Poller poller = open(on);
        int[] pipe = fds.pipe();
        fds.fill(pipe[1]);
        watch(poller, pipe[1], on.way(OUT));
        assertThat(told.now(poller)).isEmpty();
        fds.close(pipe[0]);
        assertThat(told.soon(poller))
                .containsExactly(event(pipe[1], on == On.SELECT ? OUT : OUT | ERR));
    }

    /** Otherwise a session that is paused would keep a level-triggered loop awake. */
    @ParameterizedTest
    @EnumSource
    void whatIsNotWantedIsNotTold(On on) throws Exception {
        Poller poller = open(on);
        int[] pair = fds.pair();
        Watch watch = watch(poller, pair[0], on.way(IN));
        assertThat(watch.want(0)).isZero();
        fds.close(pair[1]);
        assertThat(told.now(poller)).isEmpty();
        if (on == On.SELECT) {
            assertThat(watch.want(HUP)).isEqualTo(UNSUPPORTED);
        } else {
            assertThat(watch.want(on.way(HUP))).isZero();
            assertThat(told.now(poller)).containsExactly(event(pair[0], HUP));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfThePeersDirectionIsTold(On on) throws Exception {
        Poller poller = open(on);
        int[] pair = fds.tcpPair();
        Watch watch = poller.watch(pair[0], told);
        if (on == On.SELECT) {
            assertThat(watch.want(IN | RDHUP)).isEqualTo(UNSUPPORTED);
            assertThat(watch.interest()).isZero();
            return;
        }
        assertThat(watch.want(on.way(IN | RDHUP))).isZero();
        fds.write(pair[1], 5);
        fds.shutdownOutput(pair[1]);
        Fds.until("the end", () -> fds.ready(pair[0], PollH.POLLRDHUP));
        assertThat(told.soon(poller)).containsExactly(event(pair[0], IN | RDHUP));
        assertThat(fds.drain(pair[0])).as("data before the end").isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "RING") // which has no PRI without IN
    void urgentDataIsTold(On on) throws Exception {
        Poller poller = open(on);
        int[] pair = fds.tcpPair();
        watch(poller, pair[0], on.way(PRI));
        fds.write(pair[1], 1);
        Fds.until("data", () -> fds.ready(pair[0], PollH.POLLIN));
        assertThat(told.now(poller)).isEmpty();
        fds.urgent(pair[1]);
        assertThat(told.soon(poller)).containsExactly(event(pair[0], PRI));
    }

    @ParameterizedTest
    @EnumSource
    void regularFilesAreAlwaysReady(On on, @TempDir Path folder) throws Exception {
        var counting = new CountingKernel(kernel);
        Poller poller = on.open(counting);
        pollers.add(poller);
        int file = fds.file(folder.resolve("file"));
        Watch watch = watch(poller, file, on.way(IN));
        int quiet = fds.pair()[0];
        watch(poller, quiet, on.way(IN));
        assertThat(told.after(poller, Poller.FOREVER)).containsExactly(event(file, IN));
        if (on.edge()) {
            assertThat(told.now(poller)).as("told once for each want").isEmpty();
            assertThat(watch.want(on.way(OUT))).isZero();
            assertThat(told.now(poller)).containsExactly(event(file, OUT));
            assertThat(watch.want(on.way(OUT))).as("again").isZero();
        } else {
            assertThat(told.now(poller)).hasSize(1);
            assertThat(watch.want(IN | OUT)).isZero();
        }
        assertThat(told.now(poller)).hasSize(1);
        assertThat(watch.want(on.way(IN))).isZero();
        assertThat(watch.remove()).isZero();
        assertThat(told.now(poller)).isEmpty();
        int never = on == On.RING ? RDHUP : PRI;
        assertThat(watch.want(never)).as("never comes").isZero();
        counting.reset();
        assertThat(poller.dispatch(20_000_000)).isZero();
        // A ring is told at its first try that a file cannot be waited for.
        assertThat(counting.count(on.call))
                .as("and does not keep it awake")
                .isEqualTo(on == On.RING ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void numbersAreRefusedThatAreNotOpenOrWatchedTwice(On on) throws Exception {
        Poller poller = open(on);
        int fd = fds.eventfd();
        Watch watch = watch(poller, fd, on.way(IN));
        assertThat(poller.watch(fd, told).want(on.way(IN))).isEqualTo(-Errno.EEXIST);
        assertThat(watch.remove()).isZero();
        watch(poller, fd, on.way(IN)).remove();

        fds.close(fd);
        for (int closed : new int[] {fd, -1, 1000, Integer.MIN_VALUE}) {
            assertThat(poller.watch(closed, told).want(on.way(IN))).isEqualTo(-Errno.EBADF);
        }
        int beyond = poller.watch(Integer.MAX_VALUE, told).want(on.way(IN));
        assertThat(beyond).isEqualTo(on == On.SELECT ? Poller.FD_TOO_HIGH : -Errno.EBADF);
        assertThatThrownBy(() -> watch.want(1 << 20)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The caller's law is broken here; nobody may crash or hang because of it. */
    @ParameterizedTest
    @EnumSource
    void aDescriptorThatIsClosedWhileItIsWatched(On on) throws Exception {
        Poller poller = open(on);
        int closed = fds.eventfd();
        int other = fds.eventfd();
        Watch watch = watch(poller, closed, on.way(IN));
        watch(poller, other, on.way(IN));
        fds.close(closed);
        if (on.isEpoll()) {
            assertThat(told.now(poller)).isEmpty();
            assertThat(watch.remove()).isEqualTo(-Errno.EBADF);
        } else {
            assertThat(told.now(poller)).containsExactly(event(closed, IN | ERR));
            assertThat(watch.remove()).isZero();
        }
        fds.signal(other);
        assertThat(told.now(poller)).containsExactly(event(other, IN));
    }

    @ParameterizedTest
    @EnumSource
    void aRoundIsBoundedAndNobodyStarves(On on) throws Exception {
        int many = 100;
        Poller poller = open(on, 7);
        int[] counts = new int[many];
        for (int i = 0; i < many; i++) {
            int index = i;
            int fd = fds.eventfd();
            fds.signal(fd);
            watch(poller, fd, IN, (_, _) -> counts[index]++);
        }
        for (int round = 0; round < 100; round++) {
            assertThat(poller.dispatch(0)).isEqualTo(7);
        }
        // A ring takes them by turns too, though not strictly.
        assertThat(counts).as("each 7 times").containsAnyOf(7).doesNotContain(0, 1, 2, 3, 4, 5);
        if (on != On.RING) {
            assertThat(counts).containsOnly(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterCloseNothingIsTold(On on) throws Exception {
        Poller poller = open(on);
        var watches = new ArrayList<Watch>();
        for (int i = 0; i < 3; i++) {
            int fd = fds.eventfd();
            fds.signal(fd);
            watches.add(
                    watch(
                            poller,
                            fd,
                            on.way(IN),
                            (watch, events) -> {
                                told.ready(watch, events);
                                poller.close();
                            }));
        }
        assertThat(poller.dispatch(0)).isEqualTo(1);
        assertThat(told.take()).hasSize(1);
        assertThat(poller.dispatch(0)).isEqualTo(-Errno.EBADF);
        assertThat(poller.open()).isEqualTo(-Errno.EBADF);
        for (Watch watch : watches) {
            assertThat(watch.remove()).isZero();
            assertThat(watch.want(IN)).isEqualTo(-Errno.EBADF);
        }
        poller.close();
    }

    /** Watches come, go and change at random; each round is compared with what should be told. */
    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "RING") // which may tell what has passed by now
    void agreesWithAModelUnderRandomUse(On on) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Poller poller = open(on, 1000);
        int many = 200;
        int[] numbers = new int[many];
        var ready = new boolean[many];
        var watches = new Watch[many];
        Set<Integer> edges = new HashSet<>();
        for (int i = 0; i < many; i++) {
            numbers[i] = fds.eventfd();
            watches[i] = poller.watch(numbers[i], told);
        }
        for (int step = 0; step < 3_000; step++) {
            int i = random.nextInt(many);
            int busy = step / 500 % 2 == 0 ? 3 : 1; // phases of growing and of shrinking
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    boolean add = random.nextInt(4) < busy;
                    if (add && watches[i].interest() == 0 && ready[i]) {
                        edges.add(numbers[i]);
                    } else if (!add) {
                        edges.remove(numbers[i]);
                    }
                    assertThat(watches[i].want(add ? on.way(IN) : 0)).isZero();
                }
                case 2 -> {
                    fds.signal(numbers[i]);
                    ready[i] = true;
                    if (watches[i].interest() != 0) {
                        edges.add(numbers[i]);
                    }
                }
                case 3 -> {
                    fds.drain(numbers[i]);
                    ready[i] = false;
                    edges.remove(numbers[i]);
                }
                default -> {
                    Set<Integer> expected = new TreeSet<>();
                    for (int k = 0; k < many; k++) {
                        if (ready[k] && watches[k].interest() != 0) {
                            expected.add(numbers[k]);
                        }
                    }
                    if (on.edge()) {
                        expected.retainAll(edges);
                        edges.clear();
                    }
                    assertThat(told.now(poller))
                            .as("seed %d step %d", seed, step)
                            .extracting(Told.Event::fd)
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }
}
