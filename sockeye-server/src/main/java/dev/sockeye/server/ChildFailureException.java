package dev.sockeye.server;

import java.io.IOException;

/**
 * A session that another process served has failed there. The message is that of the exception there, with
 * its class; its stack trace stays there.
 */
public final class ChildFailureException extends IOException {
    private static final long serialVersionUID = 1;

    ChildFailureException(String message) {
        super(message);
    }
}
