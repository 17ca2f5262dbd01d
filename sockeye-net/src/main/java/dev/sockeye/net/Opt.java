package dev.sockeye.net;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A socket option that can be read and set: level, number, the type of its value and how that lies
 * in memory. The named ones are in one class per level, by their kernel names: {@link So}, {@link
 * Tcp}, {@link Udp}, {@link UdpLite}, {@link Ip}, {@link Ip6}.
 *
 * {@snippet :
 * var socket = StreamSocket.connect(peer, Tcp.NODELAY.to(true));      // set before connect(2)
 * socket.set(So.SNDBUF, 64 << 10);
 * int granted = socket.get(So.SNDBUF);
 *
 * static final Opt<Integer> TCP_FANCY = Opt.ofInt("TCP_FANCY", 6, 77); // one without a name here
 * }
 *
 * <p>Where the kernel knows one direction only, the constant is a {@link ReadOnly} or a {@link
 * WriteOnly}, and where the two directions have different types there is one of each; where the reading needs to
 * be told something, it is a {@link Query}. Immutable; two are equal if they are the same object.
 *
 * @param <T> the type of the value
 */
public final class Opt<T> extends AnyOpt<T> {
    private Opt(Definition<T> definition) {
        super(definition);
    }

    /**
     * The option with a value, for an opener, which sets it before it binds or connects.
     *
     * @param value the value
     * @return the pair
     */
    public Setting<T> to(T value) {
        return new Setting<>(this, value);
    }

    /**
     * An option that can only be read.
     *
     * @param <T> the type of the value
     */
    public static final class ReadOnly<T> extends AnyOpt<T> {
        private ReadOnly(Definition<T> definition) {
            super(definition);
        }
    }

    /**
     * An option that can only be set.
     *
     * @param <T> the type of the value
     */
    public static final class WriteOnly<T> extends AnyOpt<T> {
        private WriteOnly(Definition<T> definition) {
            super(definition);
        }

        /**
         * The option with a value, for an opener, which sets it before it binds or connects.
         *
         * @param value the value
         * @return the pair
         */
        public Setting<T> to(T value) {
            return new Setting<>(this, value);
        }
    }

    /**
     * An option whose reading needs to be told something: {@link Socket#getWith}.
     *
     * @param <I> what it needs to be told
     * @param <T> the type of the value
     */
    public static final class Query<I, T> extends AnyOpt<T> {
        private final Input<I> input;

        private Query(Definition<T> definition, Input<I> input) {
            super(definition);
            this.input = input;
        }

        Input<I> input() {
            return input;
        }
    }

    /**
     * How what a {@link Query} needs to be told lies in memory.
     *
     * @param <I> its type
     */
    @FunctionalInterface
    public interface Input<I> {
        /**
         * Writes it for getsockopt(2), where the answer comes to lie afterwards.
         *
         * @param input what the option needs to be told
         * @param into as many zero bytes as the option's codec says, aligned to 8
         * @return {@code optlen}: how many bytes there are for both
         */
        int encode(I input, MemorySegment into);
    }

    /**
     * An option and the value that it shall have.
     *
     * @param <T> the type of the value
     * @param option an {@link Opt} or a {@link WriteOnly}
     * @param value the value
     */
    public record Setting<T>(AnyOpt<T> option, T value) {
        /** Neither may be missing, and the option is one that can be set. */
        public Setting {
            Objects.requireNonNull(value, "value");
            if (!(option instanceof Opt || option instanceof WriteOnly)) {
                throw new IllegalArgumentException(option + " can only be read");
            }
            if (!option.type().isInstance(value)) { // by way of a raw type
                throw new IllegalArgumentException(
                        option
                                + " takes "
                                + option.type().getSimpleName()
                                + ", not "
                                + value.getClass().getSimpleName());
            }
        }

        /** {@code NAME=VALUE}, as {@link Opt#parse} reads it. */
        @Override
        public String toString() {
            return option.name() + "=" + option.codec().print(value);
        }
    }

    /**
     * The parts of an option.
     *
     * @param <T> the type of the value
     * @param name the kernel's name
     * @param level second argument of getsockopt(2)
     * @param number third argument
     * @param type class of the value
     * @param codec how the value lies in memory
     * @param unit what a number counts, or empty
     * @param range what the kernel takes, such as {@code 1 to 255}; empty where it takes what the type
     *     holds, or where that depends on the machine
     */
    public record Definition<T>(
            String name,
            int level,
            int number,
            Class<T> type,
            Codec<T> codec,
            String unit,
            String range) {
        /** Nothing may be missing. */
        public Definition {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(codec, "codec");
            Objects.requireNonNull(unit, "unit");
            Objects.requireNonNull(range, "range");
        }

        /**
         * Without a range.
         *
         * @param name the kernel's name
         * @param level second argument of getsockopt(2)
         * @param number third argument
         * @param type class of the value
         * @param codec how the value lies in memory
         * @param unit what a number counts, or empty
         */
        public Definition(
                String name, int level, int number, Class<T> type, Codec<T> codec, String unit) {
            this(name, level, number, type, codec, unit, "");
        }
    }

    /**
     * How a value lies in memory and how it is written as text. Holds no state; any thread.
     *
     * @param <T> the type of the value
     */
    public interface Codec<T> {
        /**
         * The most bytes that a value takes.
         *
         * @return bytes
         */
        int size();

        /**
         * Writes a value for setsockopt(2).
         *
         * @param value the value
         * @param into {@link #size()} bytes of native memory, aligned to 8
         * @return how many bytes it takes
         * @throws IllegalArgumentException if the kernel has no such value
         */
        int encode(T value, MemorySegment into);

        /**
         * Reads the answer of getsockopt(2).
         *
         * @param from as many bytes as the kernel gave
         * @return the value
         */
        T decode(MemorySegment from);

        /**
         * Reads a value from text.
         *
         * @param text such as {@code 65536} or {@code on}
         * @return the value
         * @throws IllegalArgumentException if it is none; the message says what would be one
         */
        T parse(String text);

        /**
         * The text that {@link #parse} reads.
         *
         * @param value the value
         * @return such as {@code 65536} or {@code on}
         */
        default String print(T value) {
            return value.toString();
        }
    }

    /**
     * An option of type {@code int}.
     *
     * @param name the kernel's name
     * @param level such as {@code IPPROTO_TCP}
     * @param number the option's number
     * @return the option
     */
    public static Opt<Integer> ofInt(String name, int level, int number) {
        return of(new Definition<>(name, level, number, Integer.class, Codecs.INT, ""));
    }

    /**
     * An option of type {@code int} that is 0 or 1.
     *
     * @param name the kernel's name
     * @param level such as {@code IPPROTO_TCP}
     * @param number the option's number
     * @return the option
     */
    public static Opt<Boolean> ofBoolean(String name, int level, int number) {
        return of(new Definition<>(name, level, number, Boolean.class, Codecs.FLAG, ""));
    }

    /**
     * An option of any type, as the bytes that the kernel takes and gives.
     *
     * @param name the kernel's name
     * @param level such as {@code IPPROTO_TCP}
     * @param number the option's number
     * @param size the most bytes that a value takes
     * @return the option
     */
    public static Opt<byte[]> ofBytes(String name, int level, int number, int size) {
        return of(new Definition<>(name, level, number, byte[].class, Codecs.bytes(size), ""));
    }

    /**
     * An option of these parts.
     *
     * @param <T> the type of the value
     * @param definition its parts
     * @return the option
     */
    public static <T> Opt<T> of(Definition<T> definition) {
        return new Opt<>(definition);
    }

    /**
     * An option of these parts that can only be read.
     *
     * @param <T> the type of the value
     * @param definition its parts
     * @return the option
     */
    public static <T> ReadOnly<T> readOnly(Definition<T> definition) {
        return new ReadOnly<>(definition);
    }

    /**
     * An option of these parts that can only be set.
     *
     * @param <T> the type of the value
     * @param definition its parts
     * @return the option
     */
    public static <T> WriteOnly<T> writeOnly(Definition<T> definition) {
        return new WriteOnly<>(definition);
    }

    /**
     * An option of these parts whose reading needs to be told something.
     *
     * @param <I> what it needs to be told
     * @param <T> the type of the value
     * @param definition its parts
     * @param input how that lies in memory
     * @return the option
     */
    public static <I, T> Query<I, T> query(Definition<T> definition, Input<I> input) {
        return new Query<>(definition, Objects.requireNonNull(input, "input"));
    }

    /**
     * Every option that has a name here, level by level, sorted by name within one.
     *
     * @return the options
     */
    public static List<AnyOpt<?>> all() {
        return OptNames.ALL;
    }

    /**
     * The option of a name.
     *
     * @param name the kernel's name, such as {@code SO_SNDBUF}
     * @return empty where it has no name here
     */
    public static Optional<AnyOpt<?>> named(String name) {
        return OptNames.find(name);
    }

    /**
     * Reads {@code NAME=VALUE}, such as {@code SO_SNDBUF=65536}, {@code TCP_NODELAY=on}, {@code
     * SO_LINGER=5s}.
     *
     * @param text an option's kernel name and its value
     * @return the option with its value
     * @throws IllegalArgumentException if there is no such option here, if it cannot be set, or if the
     *     value is none of its type; the message says which
     */
    public static Setting<?> parse(String text) {
        return OptNames.parse(text);
    }
}
