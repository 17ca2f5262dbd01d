package dev.sockeye.sys;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failure of {@link Libc#getaddrinfo}, with its code. */
public final class GaiException extends IOException {
    private static final long serialVersionUID = 1;

    private static final String WORDS =
            """
            EAI_ADDRFAMILY Address family for hostname not supported
            EAI_AGAIN Temporary failure in name resolution
            EAI_ALLDONE All requests done
            EAI_BADFLAGS Bad value for ai_flags
            EAI_CANCELED Request canceled
            EAI_FAIL Non-recoverable failure in name resolution
            EAI_FAMILY ai_family not supported
            EAI_IDN_ENCODE Parameter string not correctly encoded
            EAI_INPROGRESS Processing request in progress
            EAI_INTR Interrupted by a signal
            EAI_MEMORY Memory allocation failure
            EAI_NODATA No address associated with hostname
            EAI_NONAME Name or service not known
            EAI_NOTCANCELED Request not canceled
            EAI_OVERFLOW Result too large for supplied buffer
            EAI_SERVICE Servname not supported for ai_socktype
            EAI_SOCKTYPE ai_socktype not supported
            EAI_SYSTEM System error
            """;

    private static final Map<Integer, String> TEXTS = texts();

    /** The code. */
    private final int code;

    /** The errno, or 0. */
    private final int errno;

    /**
     * The exception for an answer that is no list.
     *
     * @param node what was asked for
     * @param service what was asked for
     * @param code an {@code EAI_} value of {@link Netdb}
     * @param errno a value of {@link Errno} if the code is EAI_SYSTEM, else 0
     */
    public GaiException(@Nullable String node, @Nullable String service, int code, int errno) {
        super(message(node, service, code, errno));
        this.code = code;
        this.errno = errno;
    }

    private static Map<Integer, String> texts() {
        var netdb = Platform.constants("netdb.h");
        var texts = new HashMap<Integer, String>();
        WORDS.lines()
                .forEach(line -> {
                    int space = line.indexOf(' ');
                    texts.put(netdb.value(line.substring(0, space)), line);
                });
        return Map.copyOf(texts);
    }

    private static String message(
            @Nullable String node, @Nullable String service, int code, int errno) {
        var text =
                "getaddrinfo "
                        + (node == null ? "" : node)
                        + (service == null ? "" : ":" + service);
        text += ": " + name(code) + " (" + words(code) + ")";
        return errno == 0
                ? text
                : text + ": " + Errno.name(errno) + " (" + Errno.words(errno) + ")";
    }

    /**
     * The name of a code.
     *
     * @param code what getaddrinfo answered
     * @return for example {@code "EAI_NONAME"}; {@code "EAI -999"} for a code without a name
     */
    public static String name(int code) {
        var text = TEXTS.get(code);
        return text == null ? "EAI " + code : text.substring(0, text.indexOf(' '));
    }

    /**
     * {@code const char *gai_strerror(int errcode)}: a code in words, in English whatever the
     * locale.
     *
     * @param code what getaddrinfo answered
     * @return for example {@code "Name or service not known"}
     */
    public static String words(int code) {
        var text = TEXTS.get(code);
        return text == null ? "Unknown error" : text.substring(text.indexOf(' ') + 1);
    }

    /**
     * What getaddrinfo answered.
     *
     * @return an {@code EAI_} value of {@link Netdb}
     */
    public int code() {
        return code;
    }

    /**
     * The errno of a call below.
     *
     * @return a value of {@link Errno} if the code is EAI_SYSTEM, else 0
     */
    public int errno() {
        return errno;
    }
}
