package dev.sockeye.server.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sockeye.server.Session;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A page of what is in a directory. Its entity tag is a hash of its bytes, and it has no date. */
final class Listing implements Resource {
    private final byte[] page;

    private Listing(byte[] page) {
        this.page = page;
    }

    /** Puts a page together. */
    static final class Page {
        private final StringBuilder text = new StringBuilder();

        /** A page of a directory, by its decoded path. */
        Page(HttpPath path) {
            String title = escaped(path.text());
            text.append("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>")
                    .append(title)
                    .append("</title>\n</head>\n<body>\n<h1>")
                    .append(title)
                    .append("</h1>\n<ul>\n");
            if (!path.names().isEmpty()) {
                text.append("<li><a href=\"../\">../</a></li>\n");
            }
        }

        void directory(String name) {
            link(name, "/").append("</li>\n");
        }

        void file(String name, long size) {
            link(name, "").append(' ').append(size).append("</li>\n");
        }

        /** The dot keeps a colon in the name from looking like the end of a scheme. */
        private StringBuilder link(String name, String end) {
            return text.append("<li><a href=\"./")
                    .append(escaped(HttpPath.encode(name)))
                    .append(end)
                    .append("\">")
                    .append(escaped(name))
                    .append(end)
                    .append("</a>");
        }

        void more() {
            text.append("<li>and more</li>\n");
        }

        Listing end() {
            return new Listing(text.append("</ul>\n</body>\n</html>\n").toString().getBytes(UTF_8));
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&#39;");
        }
    }

    @Override
    public String type() {
        return "text/html; charset=utf-8";
    }

    @Override
    public long size() {
        return page.length;
    }

    @Override
    public String etag() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(page);
            return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public Optional<Instant> modified() {
        return Optional.empty();
    }

    @Override
    public void send(Session session, byte[] head, HttpRange part) throws IOException {
        byte[] all = Arrays.copyOf(head, head.length + (int) part.length());
        System.arraycopy(page, (int) part.from(), all, head.length, (int) part.length());
        session.writeAll(all);
    }

    @Override
    public void close() {}
}
