package dev.sockeye.net;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An option, the kind of socket that it is tried on, a value that differs from the initial one, and what
 * the kernel tells afterwards.
 *
 * @param value null for the other one of a Boolean
 * @param told null where it is the value
 */
record OptCase(Opt<?> option, SocketKind on, @Nullable Object value, @Nullable Object told) {
    static Stream<OptCase> flags(SocketKind on, Opt<?>... options) {
        return Arrays.stream(options).map(each -> new OptCase(each, on, null, null));
    }

    static OptCase set(SocketKind on, Opt<?> option, Object value) {
        return new OptCase(option, on, value, null);
    }

    static OptCase set(SocketKind on, Opt<?> option, Object value, Object told) {
        return new OptCase(option, on, value, told);
    }

    /** What the option is now, and shall be. */
    <T> T other(Socket socket, Opt<T> option) throws IOException {
        T before = socket.get(option);
        return Objects.requireNonNull(
                option.type().cast(before instanceof Boolean flag ? (Object) !flag : value));
    }

    @Override
    public String toString() {
        return option + " on " + on;
    }
}
