package dev.sockeye.net;

import java.net.SocketOption;
import java.util.Objects;

/**
 * What every socket option has: {@link Opt}, {@link Opt.ReadOnly}, {@link Opt.WriteOnly}, {@link
 * Opt.Query}. Immutable; two
 * are equal if they are the same object.
 *
 * <p>{@link SocketOption} is implemented so that an option fits where {@code java.net} wants a name and a
 * type; the sockets of the JDK know none of these.
 *
 * @param <T> the type of the value
 */
public abstract sealed class AnyOpt<T> implements SocketOption<T>
        permits Opt, Opt.ReadOnly, Opt.WriteOnly, Opt.Query {
    private final Opt.Definition<T> definition;

    AnyOpt(Opt.Definition<T> definition) {
        this.definition = Objects.requireNonNull(definition, "definition");
    }

    /** The kernel's name, such as {@code SO_SNDBUF}. */
    @Override
    public final String name() {
        return definition.name();
    }

    @Override
    public final Class<T> type() {
        return definition.type();
    }

    /**
     * The second argument of getsockopt(2) and setsockopt(2).
     *
     * @return such as {@code SOL_SOCKET}
     */
    public final int level() {
        return definition.level();
    }

    /**
     * The third argument of getsockopt(2) and setsockopt(2).
     *
     * @return such as {@code SO_SNDBUF}
     */
    public final int number() {
        return definition.number();
    }

    /**
     * How the value lies in memory, and how it is written as text.
     *
     * @return the codec
     */
    public final Opt.Codec<T> codec() {
        return definition.codec();
    }

    /**
     * What a number counts.
     *
     * @return such as {@code bytes}; empty where it counts nothing
     */
    public final String unit() {
        return definition.unit();
    }

    /**
     * What the kernel takes.
     *
     * @return such as {@code 1 to 255}; empty where it takes what the type holds, or where that depends
     *     on the machine
     */
    public final String range() {
        return definition.range();
    }

    /** The kernel's name. */
    @Override
    public final String toString() {
        return definition.name();
    }
}
