package dev.sockeye.poll;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a ring has in flight. A submission's user_data is the number of its slot and the generation of
 * that: a completion, or a cancellation, that comes late finds nobody, though the slot may be used
 * again. A slot is taken until the kernel's last completion, whoever has lost interest meanwhile: what
 * it keeps is memory that the kernel may write to.
 *
 * <p>Slot 0 is nobody's, and user_data 0 that of submissions that nobody waits for.
 */
final class Slots {
    private static final int REVOKED = -2;

    private @Nullable Request[] owners = new @Nullable Request[64];
    private @Nullable Object[] kept = new @Nullable Object[64];
    private int[] generations = new int[64];
    private byte[] opcodes = new byte[64];

    /** What each is about; of one that is free the next free one. */
    private int[] fds = new int[64];

    private int free;
    private int inFlight;
    private int used = 1;

    /** A slot for a request. */
    int take(Request owner, int opcode, int fd, @Nullable Object keeps) {
        int slot = free > 0 ? reused() : fresh();
        owners[slot] = owner;
        kept[slot] = keeps;
        opcodes[slot] = (byte) opcode;
        fds[slot] = fd;
        generations[slot]++;
        inFlight++;
        return slot;
    }

    private int reused() {
        int slot = free;
        free = fds[slot];
        return slot;
    }

    private int fresh() {
        if (used == owners.length) {
            int more = 2 * used;
            owners = Arrays.copyOf(owners, more);
            kept = Arrays.copyOf(kept, more);
            generations = Arrays.copyOf(generations, more);
            opcodes = Arrays.copyOf(opcodes, more);
            fds = Arrays.copyOf(fds, more);
        }
        return used++;
    }

    /** Gives a slot back; its user_data is no one's from now on. */
    void release(int slot) {
        owners[slot] = null;
        kept[slot] = null;
        generations[slot]++;
        fds[slot] = free;
        free = slot;
        inFlight--;
    }

    /** Nobody is told of it any more; what it keeps stays. */
    void orphan(int slot) {
        owners[slot] = null;
    }

    /** It was cancelled before the kernel knew of it. */
    void revoke(int slot) {
        fds[slot] = REVOKED;
    }

    boolean isRevoked(int slot) {
        return fds[slot] == REVOKED;
    }

    long userData(int slot) {
        return (long) generations[slot] << 32 | slot;
    }

    /** The slot in flight of a user_data, or 0. */
    int find(long userData) {
        int slot = (int) userData;
        boolean known = slot > 0 && slot < used && generations[slot] == (int) (userData >>> 32);
        return known ? slot : 0;
    }

    /** Whether it is in flight: a slot is taken and released by turns. */
    boolean taken(int slot) {
        return (generations[slot] & 1) != 0;
    }

    @Nullable Request owner(int slot) {
        return owners[slot];
    }

    @Nullable Object kept(int slot) {
        return kept[slot];
    }

    int opcode(int slot) {
        return opcodes[slot] & 0xff;
    }

    int fd(int slot) {
        return fds[slot];
    }

    /** One more than the highest slot there ever was. */
    int used() {
        return used;
    }

    int inFlight() {
        return inFlight;
    }
}
