package dev.sockeye.cli;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.SocketFailure;
import dev.sockeye.net.Transport;
import dev.sockeye.sys.GaiException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what the library throws into a {@link Trouble}: which status, why, and what to do. */
final class Causes {
    /** A transport that is misspelt looks like the name of a host. */
    private static final List<String> TRANSPORTS =
            Transport.all().stream().map(transport -> transport + ":").toList();

    private Causes() {}

    /** A name that does not resolve. */
    static Trouble resolve(String host, IOException e) {
        String what = Text.CANNOT_RESOLVE.of(host);
        if (e instanceof SocketTimeoutException) {
            return new Trouble(ExitCode.TIME, what, Text.TIME_OVER.of(), "").because(e);
        }
        ExitCode code =
                e instanceof GaiException gai && gai.errno() != 0
                        ? ExitCode.of(gai.errno())
                        : ExitCode.NO;
        String advice = Suggestion.or(host + ":", TRANSPORTS, Text.CHECK_NAME.of(host));
        return new Trouble(code, what, words(e), advice).because(e);
    }

    /**
     * An address that cannot be connected to.
     *
     * @param to as a person would write it
     */
    static Trouble connect(String to, IOException e) {
        String from = from(e);
        String what =
                from.isEmpty() ? Text.CANNOT_CONNECT.of(to) : Text.CANNOT_CONNECT_FROM.of(to, from);
        String advice =
                e instanceof ErrnoException errno && isAbsent(errno)
                        ? Text.START_SERVER.of(to)
                        : e instanceof SocketTimeoutException ? Text.GIVE_TIME.of() : "";
        return opening(what, e, advice);
    }

    /** An address that cannot be served. */
    static Trouble listen(String at, IOException e) {
        String advice = "";
        if (e instanceof ErrnoException errno && errno.errnoName().equals("EADDRINUSE")) {
            boolean unix = errno.local() instanceof Endpoint.Unix;
            advice = (unix ? Text.OTHER_PATH : Text.OTHER_PORT).of();
        }
        return opening(Text.CANNOT_LISTEN.of(at), e, advice);
    }

    /** An address that was served, and cannot be any more. */
    static Trouble lost(String at, IOException e) {
        return trouble(code(e), Text.CANNOT_GO_ON.of(at), e, "");
    }

    /** A talk that ended before its time. */
    static Trouble talk(String with, long sent, long received, IOException e) {
        String what =
                e instanceof ErrnoException errno && isAbsent(errno)
                        ? Text.NOBODY_THERE.of(with)
                        : Text.TALK_BROKE.of(with, sent, received);
        return trouble(code(e), what, e, "");
    }

    /** A folder that cannot be served. */
    static Trouble files(String folder, IOException e) {
        return trouble(code(e), Text.CANNOT_SERVE_FILES.of(folder), e, Text.CHECK_FOLDER.of());
    }

    /** Standard input or standard output that failed. */
    static Trouble standard(String what, IOException e) {
        return trouble(ExitCode.NO, what, e, "");
    }

    /**
     * An option that the kernel refuses is a wrong option; everything else is told by its errno.
     */
    private static Trouble opening(String what, IOException e, String advice) {
        boolean badValue =
                e instanceof ErrnoException errno
                        && errno.call().equals("setsockopt")
                        && (errno.errnoName().equals("EINVAL") || errno.errnoName().equals("EDOM"));
        return trouble(badValue ? ExitCode.USAGE : code(e), what, e, advice);
    }

    /** Without advice of the command's own there is that of the library, if it has any. */
    private static Trouble trouble(ExitCode code, String what, IOException e, String advice) {
        String hint = e instanceof ErrnoException errno ? errno.hint().orElse("") : "";
        return new Trouble(code, what, words(e), advice.isEmpty() ? hint : advice).because(e);
    }

    private static ExitCode code(IOException e) {
        if (e instanceof ErrnoException errno) {
            return ExitCode.of(errno.errno());
        }
        if (e instanceof SocketTimeoutException) {
            return ExitCode.TIME;
        }
        return e instanceof AccessDeniedException ? ExitCode.NOT_HERE : ExitCode.NO;
    }

    /** The call, the errno and its words; the endpoints stand in the line above. */
    static String words(IOException e) {
        if (e instanceof ErrnoException errno) {
            return errno.call()
                    + errno.option().map(option -> " " + option).orElse("")
                    + ": "
                    + errno.errnoName()
                    + " ("
                    + errno.words()
                    + ")";
        }
        return switch (e) {
            case SocketTimeoutException _ -> Text.TIME_OVER.of();
            case NoSuchFileException _ -> Text.NO_SUCH_FILE.of();
            case NotDirectoryException _ -> Text.NO_FOLDER.of();
            case AccessDeniedException _ -> Text.NO_ACCESS.of();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static boolean isAbsent(ErrnoException e) {
        return e.errnoName().equals("ECONNREFUSED") || e.errnoName().equals("ENOENT");
    }

    private static String from(IOException e) {
        @Nullable Endpoint local = e instanceof SocketFailure failure ? failure.local() : null;
        boolean nameless = local instanceof Endpoint.Unix(var name) && name.isUnnamed();
        return local == null || nameless ? "" : local.toString();
    }
}
