package dev.turnaround.provider.bitbucket;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Moments as Bitbucket writes them: Cloud to the microsecond with `+00:00`; Data Center to the
/// second with an offset without a colon, to the millisecond since 1970, and from version 10 on in
/// ISO form where it wrote numbers before.
final class Times {

    private static final DateTimeFormatter OFFSET_WITHOUT_COLON =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .appendOffset("+HHMM", "+0000")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    /// The offset's sign, seen from the end of the text.
    private static final int SIGN = "+0000".length();

    /// Before this Bitbucket did not exist, but imports bring older times along.
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /// The moment, or null when the text is none that can be.
    static @Nullable Instant parse(String text) {
        try {
            return possible(format(text).parse(text, Instant::from));
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static DateTimeFormatter format(String text) {
        var sign = text.length() < SIGN ? ' ' : text.charAt(text.length() - SIGN);
        return sign == '+' || sign == '-'
                ? OFFSET_WITHOUT_COLON
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME;
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
