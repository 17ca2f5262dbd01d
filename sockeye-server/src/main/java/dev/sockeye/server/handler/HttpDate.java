package dev.sockeye.server.handler;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoField.YEAR;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The time as HTTP writes it (RFC 9110, 5.6.7): one form to send, three to understand. */
final class HttpDate {
    private static final DateTimeFormatter FIXED =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(UTC);

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);

    /** A year of two digits is none that lies more than 50 years ahead. */
    private static final int YEARS_BACK = 49;

    private HttpDate() {}

    static String text(Instant time) {
        return FIXED.format(time);
    }

    /** Empty if it is no date: a condition on it is then no condition. */
    static Optional<Instant> parse(String text) {
        for (DateTimeFormatter form : List.of(FIXED, rfc850(), ASCTIME)) {
            try {
                return Optional.of(LocalDateTime.parse(text, form).toInstant(UTC));
            } catch (DateTimeParseException e) {
                // Perhaps it has another form.
            }
        }
        return Optional.empty();
    }

    private static DateTimeFormatter rfc850() {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(YEAR, 2, 2, LocalDate.now(UTC).minusYears(YEARS_BACK))
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }
}
