package dev.turnaround.store;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A time in which webhooks about a repository may not have come in.
///
/// @param since from when on
/// @param reason what makes it look so
/// @param missed how many facts from then on only the API told; null while that is a suspicion
public record Gap(Instant since, Reason reason, @Nullable Long missed) {

    /// What makes it look like a gap.
    public enum Reason {
        /// None comes in.
        SILENCE,
        /// They came and could not be stored.
        REFUSED;

        /// As it is stored and shown.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Reason of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// The gap of a row of `repository`, if there is one.
    static @Nullable Gap of(Row row) {
        var since = SyncRows.instant(row, "gap_since");
        return since == null
                ? null
                : new Gap(since, Reason.of(row.getString("gap_reason")), row.getLong("gap_missed"));
    }
}
