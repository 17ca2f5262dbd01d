package dev.sockeye.server.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a target, taken apart.
 *
 * @param names the decoded names between the slashes; none of them can lead anywhere but down
 * @param slash whether it ends in a slash, and so means a directory
 * @param query with its question mark; empty if there is none
 */
record HttpPath(List<String> names, boolean slash, String query) {
    private static final int LONGEST_NAME = 255;
    private static final String WELL_KNOWN = ".well-known";
    private static final String UNRESERVED = "-._~!$&'()*+,;=:@";

    /**
     * Takes a target apart.
     *
     * @return empty if it can name nothing that is served: a name that is empty, {@code .} or {@code ..},
     *     begins with a dot, is too long, or has a slash or backslash in it
     * @throws HttpProblem if it is malformed
     */
    static Optional<HttpPath> parse(String target) throws HttpProblem {
        String path = path(target);
        int mark = path.indexOf('?');
        String query = mark < 0 ? "" : path.substring(mark);
        String[] parts = (mark < 0 ? path : path.substring(0, mark)).split("/", -1);
        var names = new ArrayList<String>();
        boolean nothing = false;
        for (int at = 1; at < parts.length; at++) {
            String name = decode(parts[at]);
            boolean last = at == parts.length - 1;
            if (!name.isEmpty()) {
                names.add(name);
            }
            nothing |= name.isEmpty() ? !last : leadsAstray(name);
        }
        boolean slash = parts[parts.length - 1].isEmpty();
        return nothing ? Optional.empty() : Optional.of(new HttpPath(names, slash, query));
    }

    /** A target is a path, or the whole URI of it, as proxies get it. */
    private static String path(String target) throws HttpProblem {
        String path = target;
        if (target.regionMatches(true, 0, "http://", 0, 7)) {
            int slash = target.indexOf('/', 7);
            path = slash < 0 ? "/" : target.substring(slash);
        }
        if (!path.startsWith("/")) {
            throw new HttpProblem(400, "the target is no path");
        }
        return path;
    }

    /** Whether a name is one that is never served. */
    static boolean leadsAstray(String name) {
        return (name.startsWith(".") && !name.equals(WELL_KNOWN))
                || name.indexOf('/') >= 0
                || name.indexOf('\\') >= 0
                || name.getBytes(UTF_8).length > LONGEST_NAME;
    }

    private static String decode(String text) throws HttpProblem {
        var bytes = ByteBuffer.allocate(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '%') {
                bytes.put((byte) (digit(text, at + 1) << 4 | digit(text, at + 2)));
                at += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        String name;
        try {
            name = UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new HttpProblem(400, "the path is no UTF-8");
        }
        if (hasControl(name)) {
            throw new HttpProblem(400, "the path has a control character in it");
        }
        return name;
    }

    private static int digit(String text, int at) throws HttpProblem {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw new HttpProblem(400, "a % in the path is not followed by two digits");
        }
        return digit;
    }

    /** Whether a character of it could end a line. */
    static boolean hasControl(String name) {
        return name.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    /** A name as a part of a path. */
    static String encode(String name) {
        var text = new StringBuilder();
        for (byte b : name.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x7f && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                text.append(c);
            } else {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return text.toString();
    }

    /** The same path as a directory, to be sent as a Location: of its own names, so of this server. */
    String asDirectory() {
        var text = new StringBuilder("/");
        for (String name : names) {
            text.append(encode(name)).append('/');
        }
        return text + query;
    }

    /** The path of a directory for people to read. */
    String text() {
        return names.isEmpty() ? "/" : "/" + String.join("/", names) + "/";
    }
}
