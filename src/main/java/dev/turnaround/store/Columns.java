package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows turned into the columns that `unnest` takes: a statement costs the same however many rows
/// it is about.
final class Columns {

    private Columns() {}

    static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> column) {
        var values = new @Nullable String[rows.size()];
        var index = 0;
        for (var row : rows) {
            values[index++] = column.apply(row);
        }
        return values;
    }

    static <T> @Nullable Long[] numbers(Collection<T> rows, Function<T, @Nullable Long> column) {
        var values = new @Nullable Long[rows.size()];
        var index = 0;
        for (var row : rows) {
            values[index++] = column.apply(row);
        }
        return values;
    }

    static <T> @Nullable Boolean[] flags(
            Collection<T> rows, Function<T, @Nullable Boolean> column) {
        var values = new @Nullable Boolean[rows.size()];
        var index = 0;
        for (var row : rows) {
            values[index++] = column.apply(row);
        }
        return values;
    }

    static <T> @Nullable OffsetDateTime[] times(
            Collection<T> rows, Function<T, @Nullable Instant> column) {
        var values = new @Nullable OffsetDateTime[rows.size()];
        var index = 0;
        for (var row : rows) {
            var at = column.apply(row);
            values[index++] = at == null ? null : at.atOffset(ZoneOffset.UTC);
        }
        return values;
    }

    /// Two columns. `Tuple.of` would take the second one for a list of further arguments.
    static Tuple both(Object one, Object other) {
        return Tuple.tuple().addValue(one).addValue(other);
    }

    static Tuple keys(Collection<PullRequestKey> keys) {
        return Tuple.of(
                texts(keys, PullRequestKey::connection),
                texts(keys, PullRequestKey::repository),
                numbers(keys, PullRequestKey::number));
    }
}
