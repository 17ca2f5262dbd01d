package dev.sockeye.poll;

import static dev.sockeye.poll.Poller.FOREVER;
import static dev.sockeye.sys.Errno.EBADF;
import static dev.sockeye.sys.Errno.ECANCELED;
import static dev.sockeye.sys.Errno.ECONNRESET;
import static dev.sockeye.sys.Errno.EINVAL;
import static dev.sockeye.sys.Errno.EMFILE;
import static dev.sockeye.sys.Errno.ENOMEM;
import static dev.sockeye.sys.PollH.POLLIN;
import static dev.sockeye.sys.PollH.POLLOUT;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SockaddrIn;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds of all operations: their ends, their memory, and what is left when a ring is closed. */
@Timeout(60)
class RingLawTest {
    private static final long SECOND = 1_000_000_000;

    private final FaultKernel faults = new FaultKernel(Kernel.host());
    private final CountingKernel kernel = new CountingKernel(faults);
    private final Fds fds = new Fds(Kernel.host());
    private final List<Integer> results = new ArrayList<>();
    private final List<Ring> rings = new ArrayList<>();

    @AfterEach
    void close() {
        faults.clear();
        rings.forEach(Ring::close);
        fds.close();
    }

    private Ring ring(int entries, int completions) {
        var ring = new Ring(kernel, entries, completions, Poller.BATCH);
        rings.add(ring);
        return ring;
    }

    private Request request(Ring ring) {
        return ring.request((_, result) -> results.add(result));
    }

    private static void until(Ring ring, BooleanSupplier holds) {
        long end = System.nanoTime() + 20 * SECOND;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            assertThat(ring.dispatch(SECOND)).isNotNegative();
        }
    }

    private static List<String> descriptors() throws IOException {
        var open = new ArrayList<String>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path entry : entries) {
                if (Files.isSymbolicLink(entry)) {
                    open.add(Files.readSymbolicLink(entry).toString());
                }
            }
        }
        return open.stream().filter(name -> !name.startsWith("/proc")).sorted().toList();
    }

    @Test
    void aCancelledReceiveLeavesItsMemoryAloneAfterItsCompletion() throws IOException {
        Ring ring = ring(8, 16);
        Request receive = request(ring);
        int[] pair = fds.pair();
        var memory = new RingMemory(16);
        assertThat(receive.recv(pair[0], memory, 0, 16, 0)).isZero();
        assertThat(ring.dispatch(0)).isZero();
        assertThat(receive.cancel()).isZero();
        assertThat(receive.inFlight()).as("until the kernel says so").isTrue();
        assertThatThrownBy(() -> receive.recv(pair[0], memory, 0, 16, 0))
                .isInstanceOf(IllegalStateException.class);
        until(ring, () -> !receive.inFlight());
        assertThat(results).containsExactly(-ECANCELED);

        memory.segment().fill((byte) 'm');
        fds.write(pair[1], 16);
        assertThat(request(ring).nop()).isZero();
        assertThat(ring.dispatch(FOREVER)).isEqualTo(1);
        assertThat(memory.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly('m');
        assertThat(fds.drain(pair[0])).as("nobody has read it").isEqualTo(16);
    }

    /** Its slot stays taken, with the memory, until the kernel is done with it. */
    @Test
    void anAbandonedRequestIsToldNothingAndCanBeStartedAtOnce() throws IOException {
        Ring ring = ring(8, 16);
        Request receive = request(ring);
        int[] pair = fds.pair();
        assertThat(receive.recv(pair[0], new RingMemory(16), 0, 16, 0)).isZero();
        assertThat(ring.dispatch(0)).isZero();
        assertThat(receive.abandon()).isZero();
        assertThat(receive.inFlight()).isFalse();
        assertThat(ring.inFlight()).isEqualTo(1);
        assertThat(receive.nop()).isZero();
        assertThat(ring.inFlight()).isEqualTo(2);
        until(ring, () -> ring.inFlight() == 0);
        assertThat(results).as("of the nop alone").containsExactly(0);
    }

    /** Its descriptor may be closed, and the number another's, before the kernel hears of it. */
    @Test
    void whatWasCancelledBeforeItWasSubmittedReachesNobody() throws IOException {
        Ring ring = ring(8, 16);
        assertThat(ring.dispatch(0)).isZero();
        Request receive = request(ring);
        Request abandoned = request(ring);
        int[] closed = fds.pair();
        int[] next = fds.pair();
        assertThat(receive.recv(closed[0], new RingMemory(16), 0, 16, 0)).isZero();
        assertThat(abandoned.recv(closed[0], new RingMemory(16), 0, 16, 0)).isZero();
        assertThat(receive.cancel()).isZero();
        assertThat(abandoned.abandon()).isZero();
        assertThat(kernel.dup3(next[0], closed[0], 0)).isEqualTo(closed[0]);
        fds.write(next[1], 16);
        until(ring, () -> ring.inFlight() == 0);
        assertThat(results).containsExactly(-ECANCELED);
        assertThat(fds.drain(next[0])).as("nobody has read it").isEqualTo(16);
    }

    @Test
    void whatAnAbandonedAcceptBringsIsClosed() throws IOException {
        Ring ring = ring(8, 16);
        Request accept = request(ring);
        int listener = fds.listener();
        assertThat(accept.acceptMultishot(listener, SOCK_CLOEXEC)).isZero();
        assertThat(ring.dispatch(0)).isZero();
        int client = fds.connect(listener);
        Fds.until("connected", () -> fds.ready(client, POLLOUT));
        assertThat(accept.abandon()).isZero();
        until(ring, () -> ring.inFlight() == 0);
        assertThat(results).isEmpty();
        fds.close(listener);
        Fds.until("reset or ended", () -> fds.ready(client, POLLIN));
    }

    /** A cancellation that crosses the completion meets another request in the same slot. */
    @Test
    void aLateCancellationFindsNobody() {
        Ring ring = ring(8, 16);
        Request again =
                ring.request((request, result) -> {
                    results.add(result);
                    assertThat(request.timeout(3600 * SECOND)).isZero();
                });
        assertThat(ring.request((_, _) -> again.cancel()).nop()).isZero();
        assertThat(again.nop()).isZero();
        assertThat(ring.dispatch(FOREVER)).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
            assertThat(request(ring).nop()).isZero();
            assertThat(ring.dispatch(FOREVER)).isEqualTo(1);
        }
        assertThat(results).containsExactly(0, 0, 0, 0);
        assertThat(again.inFlight()).isTrue();
        assertThat(again.abandon()).isZero();
    }

    @Test
    void slotsKnowTheirGeneration() {
        Ring ring = ring(8, 16);
        var slots = new Slots();
        Request owner = request(ring);
        int slot = slots.take(owner, 0, -1, "memory");
        long stale = slots.userData(slot);
        assertThat(slots.find(stale)).isEqualTo(slot);
        assertThat(slots.taken(slot)).isTrue();
        slots.release(slot);
        assertThat(slots.find(stale)).as("nobody").isZero();
        assertThat(slots.taken(slot)).isFalse();
        assertThat(slots.take(owner, 0, -1, null)).as("used again").isEqualTo(slot);
        assertThat(slots.find(stale)).as("somebody else").isZero();
        assertThat(slots.find(0)).isZero();
        assertThat(slots.find(-1)).isZero();
        for (int i = 0; i < 1000; i++) {
            int next = slots.take(owner, 0, -1, null);
            assertThat(slots.find(slots.userData(next))).isEqualTo(next);
        }
        assertThat(slots.inFlight()).isEqualTo(1001);
    }

    @Test
    void anOverflowIsSeenAndNothingIsLost() {
        Ring ring = ring(1, 2);
        assertThat(ring.dispatch(0)).isZero();
        boolean seen = false;
        int count = 50;
        for (int i = 0; i < count; i++) {
            assertThat(request(ring).nop()).isZero();
            seen |= ring.overflown();
        }
        assertThat(seen).as("the ring of completions has overflown").isTrue();
        until(ring, () -> results.size() == count);
        assertThat(ring.dispatch(0)).isZero();
        assertThat(results).hasSize(count).containsOnly(0);
        assertThat(ring.overflown()).isFalse();
    }

    private int port(int socket) {
        MemorySegment address = fds.arena.allocate(SockaddrIn.SIZE);
        MemorySegment length = fds.arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrIn.SIZE);
        assertThat(kernel.getsockname(socket, address, length)).isZero();
        return SockaddrIn.port(address);
    }

    /** The request holds the listener open, though its descriptor is closed. */
    @Test
    void aClosedRingTellsEachRequestAndFreesThePort() throws IOException {
        var before = descriptors();
        Ring ring = ring(64, 128);
        var buffers = new RingBuffers(8, 64);
        assertThat(ring.provide(buffers)).isZero();
        int listener = fds.listener();
        int port = port(listener);
        assertThat(request(ring).acceptMultishot(listener, SOCK_CLOEXEC)).isZero();
        int[] pair = fds.pair();
        assertThat(request(ring).recvMultishot(pair[0], buffers, 0)).isZero();
        assertThat(request(ring).recv(pair[1], new RingMemory(10), 0, 10, 0)).isZero();
        assertThat(request(ring).timeout(3600 * SECOND)).isZero();
        int eventfd = fds.eventfd();
        assertThat(request(ring).pollMultishot(eventfd, POLLIN)).isZero();
        assertThat(request(ring).read(eventfd, new RingMemory(8), 0, 8)).isZero();
        assertThat(ring.dispatch(0)).isGreaterThanOrEqualTo(0);
        Request unsubmitted = request(ring);
        assertThat(unsubmitted.poll(eventfd, POLLIN)).isZero();

        fds.close(listener);
        ring.close();
        assertThat(results).hasSize(7);
        assertThat(results).filteredOn(result -> result == -ECANCELED).hasSizeGreaterThan(5);
        assertThat(ring.inFlight()).isZero();
        assertThat(unsubmitted.inFlight()).isFalse();
        int again = fds.tcp();
        var address = SockaddrIn.of(fds.arena, 0x7f000001, port);
        assertThat(kernel.bind(again, address, SockaddrIn.SIZE)).as("at once").isZero();
        assertThat(kernel.listen(again, 1)).isZero();
        fds.close(again);
        fds.close(eventfd);
        fds.close(pair[0]);
        fds.close(pair[1]);
        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void aRingThatNeverRanTellsItsRequestsTheirEndToo() throws IOException {
        var before = descriptors();
        Ring ring = ring(8, 16);
        var refused = new ArrayList<Integer>();
        Request request =
                ring.request((again, result) -> {
                    results.add(result);
                    refused.add(again.nop());
                });
        assertThat(request.timeout(SECOND)).isZero();
        ring.close();
        assertThat(results).containsExactly(-ECANCELED);
        assertThat(refused).as("no new ones").containsExactly(-EBADF);
        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void aCallbackMayCloseTheRing() {
        Ring ring = ring(8, 16);
        Request waits = request(ring);
        assertThat(waits.timeout(3600 * SECOND)).isZero();
        Request closes = ring.request((_, _) -> ring.close());
        assertThat(closes.nop()).isZero();
        assertThat(request(ring).nop()).isZero();
        assertThat(ring.dispatch(FOREVER)).isPositive();
        assertThat(results).containsExactlyInAnyOrder(0, -ECANCELED);
    }

    @Test
    void theKernelsHookRewritesCompletions() throws IOException {
        Ring ring = ring(8, 16);
        var buffers = new RingBuffers(4, 64);
        assertThat(ring.provide(buffers)).isZero();
        faults.at("IORING_OP_RECV", 2, FaultKernel.errno(ECONNRESET));
        int[] pair = fds.pair();
        Request receive = request(ring);
        assertThat(receive.recvMultishot(pair[0], buffers, 0)).isZero();
        for (int i = 0; i < 2; i++) {
            int told = results.size();
            fds.write(pair[1], 3);
            until(ring, () -> results.size() > told);
        }
        assertThat(results).containsExactly(3, -ECONNRESET);
        assertThat(receive.inFlight()).as("a failure ends it").isFalse();
        until(ring, () -> ring.inFlight() == 0);
        assertThat(results).hasSize(2);
        assertThat(kernel.count("IORING_OP_RECV")).isGreaterThanOrEqualTo(2);
        for (int i = 0; i < 10; i++) {
            fds.write(pair[1], 3);
            assertThat(receive.recv(pair[0], buffers, 0)).isZero();
            until(ring, () -> !receive.inFlight());
        }
        assertThat(results).as("no buffer is lost").hasSize(12).doesNotContain(-ENOMEM);
    }

    @Test
    void theKernelsHookRewritesASuccessThatTheKernelDoesNotTell() throws IOException {
        Ring ring = ring(8, 16);
        faults.at("IORING_OP_SEND", 2, FaultKernel.errno(ECONNRESET));
        int[] pair = fds.pair();
        Request send = request(ring);
        for (int i = 0; i < 2; i++) {
            assertThat(send.sendNow(pair[0], new RingMemory(16), 0, 16, 0)).isZero();
            assertThat(ring.dispatch(0)).isEqualTo(1);
        }
        assertThat(results).containsExactly(16, -ECONNRESET);
        assertThat(send.sendNow(pair[0], new RingMemory(16), 0, 16, 0)).isZero();
        assertThat(send.cancel()).isZero();
        until(ring, () -> !send.inFlight());
        assertThat(results).containsExactly(16, -ECONNRESET, -ECANCELED);
        assertThat(fds.drain(pair[1])).isEqualTo(32);
    }

    @Test
    void anAcceptThatIsMadeToFailLeavesNothingOpen() throws IOException {
        var before = descriptors();
        Ring ring = ring(8, 16);
        int listener = fds.listener();
        Request accept = request(ring);
        faults.at("IORING_OP_ACCEPT", 1, FaultKernel.errno(EMFILE));
        assertThat(accept.acceptMultishot(listener, SOCK_CLOEXEC)).isZero();
        int client = fds.connect(listener);
        until(ring, () -> !accept.inFlight());
        assertThat(results).containsExactly(-EMFILE);
        fds.close(client);
        ring.close();
        fds.close(listener);
        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void failuresOfTheCallAreAnsweredAndNothingIsForgotten() {
        Ring ring = ring(4, 8);
        assertThat(ring.dispatch(0)).isZero();
        faults.from("io_uring_enter", 1, FaultKernel.errno(ENOMEM));
        for (int i = 0; i < 4; i++) {
            assertThat(request(ring).nop()).isZero();
        }
        Request tooMany = request(ring);
        assertThat(tooMany.nop()).isEqualTo(-ENOMEM);
        assertThat(tooMany.inFlight()).isFalse();
        assertThat(ring.dispatch(FOREVER)).isEqualTo(-ENOMEM);
        faults.clear();
        until(ring, () -> results.size() == 4);
        faults.every("io_uring_enter", 2, FaultKernel.interruptedBefore());
        assertThat(tooMany.nop()).isZero();
        until(ring, () -> results.size() == 5);
    }

    @Test
    void aRingIsSetUpWithWhatIsKnown() {
        for (int refused = 0; refused < 3; refused++) {
            faults.clear();
            for (int i = 1; i <= refused; i++) {
                faults.at("io_uring_setup", i, FaultKernel.errno(EINVAL));
            }
            Ring ring = ring(4, 8);
            assertThat(ring.open()).isZero();
            assertThat(request(ring).nop()).isZero();
            results.clear();
            until(ring, () -> results.size() == 1);
        }
        faults.clear();
        faults.from("io_uring_setup", 1, FaultKernel.errno(EINVAL));
        assertThat(ring(4, 8).open()).isEqualTo(Ring.TOO_OLD);
    }

    @Test
    void wrongSizesAreRefused() {
        assertThatThrownBy(() -> new Ring(kernel, 0, 8, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ring(kernel, 8, 4, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ring(kernel, 8, 8, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RingMemory(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A round may hand out fewer completions than there are; the next one does not sleep. */
    @Test
    void aRoundIsBounded() {
        var ring = new Ring(kernel, 64, 128, 4);
        rings.add(ring);
        for (int i = 0; i < 10; i++) {
            assertThat(request(ring).nop()).isZero();
        }
        assertThat(ring.dispatch(FOREVER)).isEqualTo(4);
        assertThat(ring.dispatch(FOREVER)).isEqualTo(4);
        assertThat(ring.dispatch(FOREVER)).isEqualTo(2);
        assertThat(ring.dispatch(0)).isZero();
    }
}
