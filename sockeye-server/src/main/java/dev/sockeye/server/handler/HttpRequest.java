package dev.sockeye.server.handler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The head of a request, RFC 9112: its line and its fields. What two readers could understand in two
 * ways is refused, since that is how requests are smuggled.
 *
 * @param method such as {@code GET}
 * @param target as it was sent
 * @param minor the digit behind {@code HTTP/1.}
 * @param fields values by lower-case name, in their order
 */
record HttpRequest(String method, String target, int minor, Map<String, List<String>> fields) {
    /** The body is in chunks, of which nobody knows how many. */
    static final long CHUNKED = -1;

    private static final String SEPARATORS = "\"(),/:;<=>?@[\\]{}";
    private static final int LONGEST_TARGET = 8_000;
    private static final int MOST_FIELDS = 100;
    private static final int MOST_DIGITS = 18;

    /**
     * Reads a head.
     *
     * @param text all lines with their ends, one char per byte, the empty line left out
     */
    static HttpRequest parse(String text) throws HttpProblem {
        String[] lines = text.split("\n", -1);
        String[] line = withoutReturn(lines[0]).split(" ", -1);
        if (line.length != 3 || !isToken(line[0])) {
            throw new HttpProblem(400, "the first line is not METHOD TARGET HTTP/1.1");
        }
        int minor = minor(line[2]);
        checkTarget(line[1]);
        var request = new HttpRequest(line[0], line[1], minor, fields(lines));
        request.checkHost();
        return request;
    }

    private static String withoutReturn(String line) throws HttpProblem {
        String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        for (int at = 0; at < bare.length(); at++) {
            char c = bare.charAt(at);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new HttpProblem(400, "there is a control character in the head");
            }
        }
        return bare;
    }

    private static int minor(String version) throws HttpProblem {
        if (!version.matches("HTTP/[0-9]\\.[0-9]")) {
            throw new HttpProblem(400, "the first line is not METHOD TARGET HTTP/1.1");
        }
        if (version.charAt(5) != '1') {
            throw new HttpProblem(505, "this server speaks HTTP/1.1");
        }
        return version.charAt(7) - '0';
    }

    private static void checkTarget(String target) throws HttpProblem {
        if (target.length() > LONGEST_TARGET) {
            throw new HttpProblem(414, "the target is longer than " + LONGEST_TARGET + " bytes");
        }
        if (target.isEmpty() || target.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '#')) {
            throw new HttpProblem(400, "the target has a character that must be escaped");
        }
    }

    private static Map<String, List<String>> fields(String[] lines) throws HttpProblem {
        if (lines.length - 2 > MOST_FIELDS) {
            throw new HttpProblem(431, "there are more than " + MOST_FIELDS + " header fields");
        }
        var fields = new HashMap<String, List<String>>();
        for (int at = 1; at < lines.length - 1; at++) {
            String line = withoutReturn(lines[at]);
            int colon = line.indexOf(':');
            if (colon < 0 || !isToken(line.substring(0, colon))) {
                throw new HttpProblem(400, "header field " + at + " is not NAME: VALUE");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            fields.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return fields;
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && SEPARATORS.indexOf(c) < 0);
    }

    private void checkHost() throws HttpProblem {
        int hosts = values("host").size();
        if (hosts > 1 || (hosts == 0 && minor > 0)) {
            throw new HttpProblem(
                    400, "there is " + (hosts == 0 ? "no" : "more than one") + " Host");
        }
    }

    /** The values of a field, by its lower-case name, in their order. */
    List<String> values(String name) {
        return fields.getOrDefault(name, List.of());
    }

    private boolean lists(String name, String token) {
        return values(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .anyMatch(each -> each.strip().equalsIgnoreCase(token));
    }

    /** Whether the peer wants to go on with this connection. */
    boolean keepsAlive() {
        return !lists("connection", "close") && (minor > 0 || lists("connection", "keep-alive"));
    }

    /** Whether the peer waits to be told that its body is welcome. */
    boolean expectsContinue() throws HttpProblem {
        List<String> expected = values("expect");
        if (!expected.isEmpty() && !expected.equals(List.of("100-continue"))) {
            throw new HttpProblem(417, "100-continue is all that can be expected");
        }
        return !expected.isEmpty();
    }

    /** The length of the body that follows, or {@link #CHUNKED}. */
    long body() throws HttpProblem {
        List<String> lengths = values("content-length");
        List<String> codings = values("transfer-encoding");
        if (!codings.isEmpty()) {
            return coded(codings, !lengths.isEmpty());
        }
        if (lengths.isEmpty()) {
            return 0;
        }
        String length = lengths.getFirst();
        if (lengths.size() > 1 || !length.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            throw new HttpProblem(400, "the Content-Length is not one number");
        }
        return Long.parseLong(length);
    }

    private long coded(List<String> codings, boolean hasLength) throws HttpProblem {
        if (hasLength || minor == 0) {
            throw new HttpProblem(400, "there are two ideas of where the body ends");
        }
        if (codings.size() != 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
            throw new HttpProblem(501, "chunked is the only transfer coding");
        }
        return CHUNKED;
    }
}
