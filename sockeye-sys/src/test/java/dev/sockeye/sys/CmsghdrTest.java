package dev.sockeye.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Control buffers whose lengths lie: nothing is read beyond them, and every walk ends. */
@Timeout(20)
class CmsghdrTest {
    private static MemorySegment buffer(int bytes) {
        return MemorySegment.ofArray(new byte[bytes]);
    }

    private static MemorySegment message(int room, long length) {
        var control = buffer(room);
        control.set(Layouts.LONG, 0, length);
        return control;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 15})
    void aBufferTooShortForAHeaderHasNoMessage(int bytes) {
        assertThat(Cmsghdr.first(buffer(bytes).fill((byte) 0x7f))).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 15, -1, Long.MIN_VALUE})
    void aLengthBelowTheHeaderIsNoMessage(long length) {
        assertThat(Cmsghdr.first(message(64, length))).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(longs = {65, 1000, Long.MAX_VALUE, Long.MAX_VALUE - 7})
    void aLengthBeyondTheBufferIsTheLastMessageAndItsDataIsCut(long length) {
        var control = message(64, length);

        assertThat(Cmsghdr.first(control)).isZero();
        assertThat(Cmsghdr.data(control, 0).byteSize()).isEqualTo(64 - 16);
        assertThat(Cmsghdr.next(control, 0)).isEqualTo(-1);
    }

    @Test
    void aSecondHeaderThatDoesNotFitIsNoMessage() {
        var control = message(16 + 8 + 15, 16 + 3);

        assertThat(Cmsghdr.next(control, 0)).isEqualTo(-1);
    }

    @Test
    void anEmptyMessageHasNoData() {
        var control = message(16, 16);

        assertThat(Cmsghdr.first(control)).isZero();
        assertThat(Cmsghdr.data(control, 0).byteSize()).isZero();
        assertThat(Cmsghdr.next(control, 0)).isEqualTo(-1);
    }

    @Test
    void randomBytesNeverLeadOut() {
        for (long seed = 0; seed < 20_000; seed++) {
            var random = new SplittableRandom(seed);
            var bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            for (int at = 0; at + 8 <= bytes.length; at += 8) {
                // Small lengths, so that there is something to walk.
                if (random.nextInt(3) > 0) {
                    MemorySegment.ofArray(bytes).set(Layouts.LONG, at, random.nextInt(48));
                }
            }
            walk(MemorySegment.ofArray(bytes));
        }
    }

    private static void walk(MemorySegment control) {
        var seen = new ArrayList<Long>();
        for (long at = Cmsghdr.first(control); at >= 0; at = Cmsghdr.next(control, at)) {
            assertThat(seen).doesNotContain(at);
            seen.add(at);
            Cmsghdr.level(control, at);
            Cmsghdr.type(control, at);
            assertThat(Cmsghdr.data(control, at).byteSize()).isLessThan(control.byteSize());
        }
    }

    @Test
    void aMessageThatDoesNotFitIsNotWritten() {
        var control = buffer((int) Cmsghdr.space(4));

        assertThat(Cmsghdr.put(control, 0, 1, 2, buffer(8))).isEqualTo(24);
        assertThatThrownBy(() -> Cmsghdr.put(control, 0, 1, 2, buffer(9)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Cmsghdr.put(control, 24, 1, 2, buffer(0)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
