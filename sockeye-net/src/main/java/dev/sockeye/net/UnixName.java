package dev.sockeye.net;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The name of a Unix socket, see unix(7): a path in the file system, an abstract name (any bytes,
 * Linux only), or none. Immutable, compared by its bytes.
 *
 * <p>It prints as it is written after {@code unix:}: a path as {@code /run/x} or {@code run/x}, an
 * abstract name as {@code @name}, no name as nothing. Bytes that are no printable UTF-8 are printed
 * as {@code \xHH} and a backslash as {@code \\}, so that every name can be read back.
 */
public final class UnixName {
    /** The most bytes of a path: {@value}; the kernel's 108 less the NUL that ends it. */
    public static final int MAX_PATH = 107;

    /**
     * The most bytes of an abstract name: {@value}; the kernel's 108 less the NUL that it starts
     * with.
     */
    public static final int MAX_ABSTRACT = 107;

    private static final UnixName UNNAMED = new UnixName(Kind.UNNAMED, new byte[0]);

    private final Kind kind;
    private final byte[] bytes;

    private UnixName(Kind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /** The three kinds that the kernel knows. */
    public enum Kind {
        /** A socket that was not bound, and each end of a pair. */
        UNNAMED,
        /**
         * A file of type socket, relative to the working directory where it does not start with /.
         */
        PATH,
        /** A name that belongs to no file and vanishes with its socket. */
        ABSTRACT
    }

    /** {@return no name} */
    public static UnixName unnamed() {
        return UNNAMED;
    }

    /**
     * A path, as UTF-8, taken as it is: nothing is escaped, and nothing is done to relative paths.
     *
     * @param path 1 to {@link #MAX_PATH} bytes in UTF-8
     * @return the name
     * @throws IllegalArgumentException where it is empty, longer than {@link #MAX_PATH} bytes, or
     *     has a NUL or half of a surrogate pair in it
     */
    public static UnixName path(String path) {
        return path(Escape.utf8(path));
    }

    /**
     * {@link #path(String)} of a path of the default file system.
     *
     * @param path not empty
     * @return the name
     */
    public static UnixName path(Path path) {
        return path(path.toString());
    }

    /**
     * A path of any bytes but NUL.
     *
     * @param path 1 to {@link #MAX_PATH} bytes; copied
     * @return the name
     * @throws IllegalArgumentException where it is empty, longer than {@link #MAX_PATH} bytes, or
     *     has a NUL in it
     */
    public static UnixName path(byte[] path) {
        var mistake = pathMistake(path);
        if (!mistake.isEmpty()) {
            throw new IllegalArgumentException(mistake + ": " + Escape.name(path, false));
        }
        return new UnixName(Kind.PATH, path.clone());
    }

    /**
     * {@link #abstractName(byte[])} of a text.
     *
     * @param name at most {@link #MAX_ABSTRACT} bytes in UTF-8, without the {@code @}
     * @return the name
     */
    public static UnixName abstractName(String name) {
        return abstractName(Escape.utf8(name));
    }

    /**
     * An abstract name of any bytes, NUL too. An empty one is a name like any other.
     *
     * @param name at most {@link #MAX_ABSTRACT} bytes, without the NUL that tells it from a path;
     *     copied
     * @return the name
     * @throws IllegalArgumentException where it is longer
     */
    public static UnixName abstractName(byte[] name) {
        var mistake = abstractMistake(name);
        if (!mistake.isEmpty()) {
            throw new IllegalArgumentException(mistake + ": @" + Escape.name(name, false));
        }
        return new UnixName(Kind.ABSTRACT, name.clone());
    }

    /** What keeps these bytes from being a path; empty if nothing does. */
    static String pathMistake(byte[] path) {
        if (path.length == 0) {
            return "the path is empty";
        }
        for (byte each : path) {
            if (each == 0) {
                return "a path cannot have a NUL in it";
            }
        }
        return path.length <= MAX_PATH
                ? ""
                : "the path is "
                        + path.length
                        + " bytes long, at most "
                        + MAX_PATH
                        + " fit a socket's name";
    }

    /** What keeps these bytes from being an abstract name; empty if nothing does. */
    static String abstractMistake(byte[] name) {
        return name.length <= MAX_ABSTRACT
                ? ""
                : "the abstract name is "
                        + name.length
                        + " bytes long, at most "
                        + MAX_ABSTRACT
                        + " fit a socket's name";
    }

    /** {@return which of the three it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return whether it is a path} */
    public boolean isPath() {
        return kind == Kind.PATH;
    }

    /** {@return whether it is an abstract name} */
    public boolean isAbstract() {
        return kind == Kind.ABSTRACT;
    }

    /** {@return whether there is no name} */
    public boolean isUnnamed() {
        return kind == Kind.UNNAMED;
    }

    /**
     * The path or the abstract name as bytes.
     *
     * @return a new array, without any NUL of the kernel's; empty where there is no name
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The path, for calls on the file.
     *
     * @return a path of the default file system
     * @throws UnsupportedOperationException where it is no path, or one that {@link Path} cannot
     *     hold
     */
    public Path toPath() {
        if (kind != Kind.PATH) {
            throw new UnsupportedOperationException("no path: unix:" + this);
        }
        try {
            var path = Path.of(Escape.text(bytes));
            return path;
        } catch (IllegalArgumentException e) {
            var reason =
                    e instanceof InvalidPathException invalid
                            ? invalid.getReason()
                            : e.getMessage();
            throw new UnsupportedOperationException(
                    "no java.nio.file.Path: unix:" + this + ": " + reason, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnixName name
                && name.kind == kind
                && Arrays.equals(name.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case UNNAMED -> "";
            case PATH -> Escape.name(bytes, true);
            case ABSTRACT -> "@" + Escape.name(bytes, false);
        };
    }
}
