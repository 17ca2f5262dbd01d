package dev.sockeye.server.handler;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conditions of a request on what it would get (RFC 9110, 13), in the order of precedence of
 * 13.2.2. A date that is none, and one where there is no time of change, is no condition.
 *
 * @param request asks with GET or HEAD
 * @param etag of what is there now, with its quotes; strong
 * @param modified when that changed last
 */
record HttpConditions(HttpRequest request, String etag, Optional<Instant> modified) {
    private static final Pattern ENTITY_TAG =
            Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")[ \\t]*(?:,[ \\t,]*|$)");

    /** A time of change that is younger may be that of two states (8.8.2.2). */
    private static final Duration DATES_TELL_APART = Duration.ofSeconds(1);

    /** Whether what is there is not what the peer wants to work on: 412. */
    boolean fail() {
        List<String> tags = request.values("if-match");
        if (!tags.isEmpty()) {
            return !matches(tags, false);
        }
        return since("if-unmodified-since").filter(date -> changedAfter(date)).isPresent();
    }

    /** Whether the peer has it already: 304. */
    boolean notModified() {
        List<String> tags = request.values("if-none-match");
        if (!tags.isEmpty()) {
            return matches(tags, true);
        }
        return since("if-modified-since").filter(date -> !changedAfter(date)).isPresent();
    }

    /** Whether a part of it fits what the peer has; also if it does not ask. */
    boolean partFits(Instant now) {
        List<String> asked = request.values("if-range");
        if (asked.isEmpty()) {
            return true;
        }
        Optional<Instant> date = since("if-range");
        return asked.equals(List.of(etag))
                || (date.isPresent()
                        && date.equals(changed())
                        && !date.get().plus(DATES_TELL_APART).isAfter(now));
    }

    /** To the second, as the peer was told it. */
    private Optional<Instant> changed() {
        return modified.map(time -> time.truncatedTo(SECONDS));
    }

    private boolean changedAfter(Instant date) {
        return changed().orElseThrow().isAfter(date);
    }

    private Optional<Instant> since(String field) {
        List<String> values = request.values(field);
        return values.size() == 1 && modified.isPresent()
                ? HttpDate.parse(values.getFirst())
                : Optional.empty();
    }

    private boolean matches(List<String> values, boolean weakly) {
        String list = String.join(",", values);
        if (list.equals("*")) {
            return true;
        }
        Matcher tag = ENTITY_TAG.matcher(list);
        while (tag.lookingAt()) {
            if (tag.group(2).equals(etag) && (weakly || tag.group(1) == null)) {
                return true;
            }
            tag.region(tag.end(), list.length());
        }
        return false;
    }
}
