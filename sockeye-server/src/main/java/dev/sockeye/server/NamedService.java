package dev.sockeye.server;

import java.util.Objects;

/**
 * A service and the text that makes another one like it, in another process too: see {@link
 * dev.sockeye.server.handler.Handlers#parse}.
 *
 * @param text such as {@code files:site}
 * @param service what the text has made here
 */
public record NamedService(String text, Service service) {
    /** Neither is null. */
    public NamedService {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(service, "service");
    }
}
