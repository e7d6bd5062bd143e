package dev.turnaround.store;

import java.time.Instant;
import java.util.Locale;

/// A line of a run's log.
///
/// @param ordinal counts the lines of the run, from 1
public record SyncLogLine(long ordinal, Instant at, Level level, String text) {

    /// How much it matters.
    public enum Level {
        INFO,
        WARNING,
        ERROR;

        /// As it is stored and shown.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Level of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
