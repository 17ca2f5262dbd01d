package dev.sockeye.net;

import dev.sockeye.poll.fd.Fd;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a failed operation, and the one place where a result of {@link Fd} becomes an
 * exception.
 *
 * @param call C name
 * @param option the option that the call was about, with its value where it was to be set
 * @param moved bytes that went before
 */
record Failure(
        String call,
        @Nullable String option,
        @Nullable Endpoint local,
        @Nullable Endpoint peer,
        long moved) {

    /** The exception for {@code -errno}, or one of the results of {@link Fd}. */
    IOException of(long result) {
        if (result == Fd.CLOSED) {
            return new SocketClosedException(this);
        }
        if (result == Fd.INTERRUPTED) {
            return new WaitInterruptedException(this);
        }
        if (result == Fd.DEADLINE) {
            return new DeadlineException(this);
        }
        return new ErrnoException(this, (int) -result);
    }

    @Nullable String optionName() {
        int equals = option == null ? -1 : option.indexOf('=');
        return option == null || equals < 0 ? option : option.substring(0, equals);
    }

    /** {@code connect 127.0.0.1:4000 -> 127.0.0.1:7: WHY; HINT}. */
    String text(String why, @Nullable String hint) {
        var text = new StringBuilder(96).append(call);
        if (option != null) {
            text.append(' ').append(option);
        }
        if (local != null && !isNameless(local)) {
            text.append(' ').append(local);
        }
        if (peer != null && !isNameless(peer)) {
            text.append(" -> ").append(peer);
        }
        text.append(": ").append(why);
        if (moved > 0) {
            text.append(", after ").append(moved).append(moved == 1 ? " byte" : " bytes");
        }
        if (hint != null) {
            text.append("; ").append(hint);
        }
        return text.toString();
    }

    private static boolean isNameless(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Unix(var name) && name.isUnnamed();
    }

    /** For the public field of {@link java.io.InterruptedIOException}. */
    int movedAsInt() {
        return (int) Math.min(Integer.MAX_VALUE, moved);
    }
}
