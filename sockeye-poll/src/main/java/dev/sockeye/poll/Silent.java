package dev.sockeye.poll;

import static dev.sockeye.sys.LinuxIoUring.IORING_OP_SEND;

import java.util.Arrays;

/**
 * What is in flight of whose success the kernel does not tell. It is done inside the call that submits it,
 * and its failure is a completion, which is there when the call comes back: so where there is none, it was a
 * success.
 */
final class Silent {
    private final Slots slots;
    private long[] userData = new long[64];
    private int[] successes = new int[64];
    private int count;

    Silent(Slots slots) {
        this.slots = slots;
    }

    /** What the newest entry has begun, and the result that its success has. */
    void add(int slot, int success) {
        if (count == userData.length) {
            userData = Arrays.copyOf(userData, 2 * count);
            successes = Arrays.copyOf(successes, 2 * count);
        }
        userData[count] = slots.userData(slot);
        successes[count++] = success;
    }

    /** Tells those of their success that a call has submitted. Answers how many callbacks were called. */
    int settle(Gate gate, Deliveries deliveries) {
        if (count == 0 || gate.submissions.pending() > 0 || gate.submissions.overflown()) {
            return 0;
        }
        forgetThoseIn(gate.completions);
        int settled = count;
        int told = 0;
        for (int i = 0; i < settled; i++) {
            int slot = slots.find(userData[i]);
            told += slot == 0 ? 0 : deliveries.take(slot, successes[i], 0);
        }
        count -= settled;
        System.arraycopy(userData, settled, userData, 0, count);
        System.arraycopy(successes, settled, successes, 0, count);
        return told;
    }

    private void forgetThoseIn(Completions queue) {
        int waiting = queue.size();
        for (int i = 0; i < waiting; i++) {
            long completed = queue.userData(i);
            int slot = slots.find(completed);
            if (slot != 0 && slots.opcode(slot) == IORING_OP_SEND) {
                forget(completed);
            }
        }
    }

    private void forget(long completed) {
        for (int i = 0; i < count; i++) {
            if (userData[i] == completed) {
                userData[i] = 0;
            }
        }
    }
}
