package dev.sockeye.net;

import dev.sockeye.sys.Errno;
import java.net.SocketException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that the kernel refused: which one, between which endpoints, with which errno, and where it
 * is known what to do about it.
 *
 * <p>{@link #errno()} is the kernel's number, whether it has a name here or not; compare it with the
 * fields of {@link Errno}.
 */
public final class ErrnoException extends SocketException implements SocketFailure {
    private static final long serialVersionUID = 1;

    /** C name of the call. */
    private final String call;

    /** The kernel's number. */
    private final int errno;

    /** The kernel name of the option. */
    private final @Nullable String option;

    /** What to do. */
    private final @Nullable String hint;

    private final transient @Nullable Endpoint local;
    private final transient @Nullable Endpoint peer;

    /** Bytes that went before. */
    private final long bytesMoved;

    /**
     * For test doubles, and for those who wrap a stream.
     *
     * @param call C name of the call
     * @param errno positive
     * @param local the address of this side, where known
     * @param peer the address of the other side, where there is one
     * @param bytesMoved how many bytes went before
     */
    public ErrnoException(
            String call,
            int errno,
            @Nullable Endpoint local,
            @Nullable Endpoint peer,
            long bytesMoved) {
        this(new Failure(call, null, local, peer, bytesMoved), errno);
    }

    ErrnoException(Failure failure, int errno) {
        this(failure, errno, Hints.of(failure, errno));
    }

    private ErrnoException(Failure failure, int errno, @Nullable String hint) {
        super(failure.text(Errno.name(errno) + " (" + Errno.words(errno) + ")", hint));
        this.call = failure.call();
        this.errno = errno;
        this.option = failure.optionName();
        this.hint = hint;
        this.local = failure.local();
        this.peer = failure.peer();
        this.bytesMoved = failure.moved();
    }

    @Override
    public String call() {
        return call;
    }

    /**
     * The kernel's number.
     *
     * @return positive
     */
    public int errno() {
        return errno;
    }

    /**
     * The name of the number.
     *
     * @return such as {@code ECONNREFUSED}
     */
    public String errnoName() {
        return Errno.name(errno);
    }

    /**
     * What the number means.
     *
     * @return such as {@code Connection refused}
     */
    public String words() {
        return Errno.words(errno);
    }

    /**
     * The option that could not be set or read.
     *
     * @return its kernel name; empty where the call was about no option
     */
    public Optional<String> option() {
        return Optional.ofNullable(option);
    }

    /**
     * What to do about it, where that is known: the capability, the sysctl, the option.
     *
     * @return a clause without a full stop
     */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    @Override
    public @Nullable Endpoint local() {
        return local;
    }

    @Override
    public @Nullable Endpoint peer() {
        return peer;
    }

    @Override
    public long bytesMoved() {
        return bytesMoved;
    }
}
