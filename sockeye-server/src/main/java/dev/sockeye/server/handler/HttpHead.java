package dev.sockeye.server.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;

/** The head of an answer, put together field by field. */
final class HttpHead {
    private final StringBuilder text = new StringBuilder();

    /**
     * Begins with what every answer has.
     *
     * @param connection what becomes of it; empty if that needs no word
     */
    HttpHead(int status, Instant now, String connection) {
        text.append("HTTP/1.1 ").append(status).append(' ').append(HttpProblem.phrase(status));
        text.append("\r\n");
        add("Date", HttpDate.text(now));
        if (!connection.isEmpty()) {
            add("Connection", connection);
        }
    }

    HttpHead add(String name, Object value) {
        return line(name + ": " + value);
    }

    /** A whole field, such as {@code Allow: GET}. */
    HttpHead line(String field) {
        text.append(field).append("\r\n");
        return this;
    }

    /** What is sent, which nobody is to take for another type. */
    HttpHead content(String type, long length) {
        return add("Content-Type", type)
                .add("X-Content-Type-Options", "nosniff")
                .add("Content-Length", length);
    }

    /** With the empty line. */
    byte[] bytes() {
        return (text + "\r\n").getBytes(ISO_8859_1);
    }
}
