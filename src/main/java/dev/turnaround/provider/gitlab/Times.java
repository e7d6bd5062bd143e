package dev.turnaround.provider.gitlab;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Moments as GitLab writes them: `2026-03-09 09:15:04 UTC` in most hooks, with `+0100` instead
/// where a self-managed instance has a zone of its own, and half a dozen ISO forms in hooks of
/// tests and projects, of old versions, and of commits. GitLab's own sample of a note has a space
/// within the time.
final class Times {
    private static final int CHARS_MAX = 40;
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<date>\\d{4}-\\d{2}-\\d{2})"
                            + "(?:[T ] ?(?<hour>\\d{2}): ?(?<minute>\\d{2}):(?<second>\\d{2})"
                            + "(?:\\.(?<fraction>\\d{1,9}))?"
                            + " ?(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?");

    /// Before this GitLab did not exist, but imports bring older times along.
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /// The moment, or null when the text is none that can be. A time without a zone is taken as
    /// UTC, a date as its beginning.
    static @Nullable Instant parse(String text) {
        if (text.length() > CHARS_MAX) {
            return null;
        }
        var form = FORM.matcher(text);
        try {
            return form.matches() ? possible(moment(form)) : null;
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static Instant moment(Matcher form) {
        var zone = form.group("zone");
        var offset =
                zone == null || Character.isLetter(zone.charAt(0))
                        ? ZoneOffset.UTC
                        : ZoneOffset.of(zone);
        return LocalDate.parse(form.group("date")).atTime(time(form)).toInstant(offset);
    }

    private static LocalTime time(Matcher form) {
        if (form.group("hour") == null) {
            return LocalTime.MIDNIGHT;
        }
        var fraction = form.group("fraction") == null ? "" : form.group("fraction");
        return LocalTime.of(
                Integer.parseInt(form.group("hour")),
                Integer.parseInt(form.group("minute")),
                Integer.parseInt(form.group("second")),
                Integer.parseInt((fraction + "000000000").substring(0, 9)));
    }

    /// PostgreSQL keeps microseconds: what is finer would not come back as it went.
    private static @Nullable Instant possible(Instant time) {
        return time.isBefore(EARLIEST) || time.isAfter(LATEST)
                ? null
                : time.truncatedTo(ChronoUnit.MICROS);
    }
}
