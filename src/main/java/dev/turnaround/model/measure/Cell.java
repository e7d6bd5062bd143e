package dev.turnaround.model.measure;

import java.time.LocalDate;
import java.util.Locale;

/// What a sum is about.
///
/// @param place where it is kept, beside all that is measured there
/// @param metric what is measured
/// @param variant from where and in which time
public record Cell(Place place, Metric metric, Variant variant) {

    /// The day of [Grain#EVER].
    public static final LocalDate EVER = LocalDate.EPOCH;

    /// What a row of sums is about: all that is measured of something in one time.
    ///
    /// @param kind what the scope is
    /// @param connection of the scope; empty for [Kind#ALL]
    /// @param scope identity of the repository or of the author's account; empty for [Kind#ALL]
    /// @param bot whether it is of what bots opened
    /// @param grain how long a time
    /// @param day its first day, in UTC; [#EVER] where the time has none
    public record Place(
            Kind kind, String connection, String scope, boolean bot, Grain grain, LocalDate day) {}

    /// What a scope is. A person and a team are the sums over their accounts.
    public enum Kind {
        /// Everything.
        ALL,
        /// What is in one repository.
        REPOSITORY,
        /// What one account opened.
        AUTHOR;

        /// The name in the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How long a time.
    public enum Grain {
        /// From the beginning. Holds no durations: only how many clocks run.
        EVER,
        /// A month, so that a long time is few rows.
        MONTH,
        /// A day.
        DAY;

        /// The name in the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
