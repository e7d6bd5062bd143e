package dev.turnaround.provider.jira;

import dev.turnaround.provider.json.Dialect;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Moments as Jira writes them: in the zone of whoever looks, with an offset that has no colon, as
/// in `2026-03-09T14:45:04.123+0530`.
final class Times {
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .appendPattern("[XXX][XX][X]")
                    .toFormatter(Locale.ROOT);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /// Moments as the API writes them: the lists of changes of many issues have milliseconds in
    /// place of texts.
    static final Dialect.Times WRITTEN =
            new Dialect.Times() {
                @Override
                public @Nullable Instant of(String text) {
                    return parse(text);
                }

                @Override
                public @Nullable Instant of(long number) {
                    return ofMilliseconds(number);
                }
            };

    private Times() {}

    /// The moment, or null when the text is none that can be.
    static @Nullable Instant parse(String text) {
        try {
            return possible(OffsetDateTime.parse(text, FORMAT).toInstant());
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// A moment in milliseconds since 1970, as Jira dates its deliveries; null when it is absent or
    /// makes no sense.
    static @Nullable Instant ofMilliseconds(Fields in) throws IOException {
        var value = in.number();
        return value == null ? null : ofMilliseconds(value);
    }

    /// A moment in seconds since 1970; null when it is absent or makes no sense.
    static @Nullable Instant ofSeconds(Fields in) throws IOException {
        var value = in.number();
        return value == null || Math.abs(value) > Long.MAX_VALUE / 1_000
                ? null
                : ofMilliseconds(value * 1_000);
    }

    /// The moment, or null when it cannot be.
    static @Nullable Instant ofMilliseconds(long milliseconds) {
        return possible(Instant.ofEpochMilli(milliseconds));
    }

    private static @Nullable Instant possible(Instant time) {
        return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
    }
}
