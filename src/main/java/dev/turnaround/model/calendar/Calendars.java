package dev.turnaround.model.calendar;

import dev.turnaround.model.Reviewer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whose working hours are whose, at one connection.
///
/// While a review is awaited, those of the reviewer's team hold, else those of the author's.
/// Whoever is in several teams that have a calendar has that of the first by name. A reviewer
/// without one counts by the author's, an author without one by that of everybody.
///
/// @param own of accounts, by their identity; null for whoever is in no team that has one
/// @param everybody's where nothing else is said
public record Calendars(Function<String, @Nullable WorkCalendar> own, WorkCalendar everybody) {

    /// Nobody has said anything.
    public static final Calendars NONE = new Calendars(_ -> null, WorkCalendar.USUAL);

    /// The one that holds when an author is awaited.
    ///
    /// @param account null when it is deleted
    public WorkCalendar ofAuthor(@Nullable String account) {
        var theirs = account == null ? null : own.apply(account);
        return theirs == null ? everybody : theirs;
    }

    /// The reviewer's own.
    ///
    /// @param key as of [Reviewer#key]; null when nobody is named
    /// @return null for whoever has none
    public @Nullable WorkCalendar ofReviewer(@Nullable String key) {
        var account = key == null ? null : Reviewer.account(key);
        return account == null ? null : own.apply(account);
    }
}
