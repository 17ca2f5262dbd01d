package dev.sockeye.server.handler;

/** A request that gets an answer other than what it asks for. No stack trace: it is no fault of ours. */
final class HttpProblem extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String field;

    HttpProblem(int status, String why) {
        this(status, why, "");
    }

    /**
     * A problem whose answer has one more header field.
     *
     * @param field such as {@code Allow: GET, HEAD}
     */
    HttpProblem(int status, String why, String field) {
        super(why, null, false, false);
        this.status = status;
        this.field = field;
    }

    int status() {
        return status;
    }

    /** Empty if there is none. */
    String field() {
        return field;
    }

    /** What goes to the peer: one line. */
    String text() {
        return status + " " + phrase(status) + ": " + getMessage() + "\n";
    }

    static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 206 -> "Partial Content";
            case 301 -> "Moved Permanently";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 412 -> "Precondition Failed";
            case 414 -> "URI Too Long";
            case 416 -> "Range Not Satisfiable";
            case 417 -> "Expectation Failed";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Unknown";
        };
    }
}
