package dev.turnaround.provider.bitbucket;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Moments as Bitbucket writes them: Cloud to the microsecond with `+00:00`; Data Center to the
/// second with an offset without a colon, to the millisecond since 1970, and from version 10 on in
/// ISO form where it wrote numbers before.
final class Times {

    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .appendPattern("[XXX][XX]")
                    .toFormatter();

    /// Before this Bitbucket did not exist, but imports bring older times along.
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /// The moment, or null when the text is none that can be.
    static @Nullable Instant parse(String text) {
        try {
            return possible(FORMAT.parse(text, Instant::from));
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// The moment, or null when it is none that can be.
    static @Nullable Instant ofMillis(long millis) {
        return possible(Instant.ofEpochMilli(millis));
    }

    /// PostgreSQL keeps microseconds: what is finer would not come back as it went.
    private static @Nullable Instant possible(Instant time) {
        return time.isBefore(EARLIEST) || time.isAfter(LATEST)
                ? null
                : time.truncatedTo(ChronoUnit.MICROS);
    }
}
