package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.measure.Cells.Counted;
import dev.turnaround.model.measure.Measure;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the rows of measures and of moves are read.
final class MeasureRows {
    static final String MOVE_COLUMNS =
            "sign, connection, repository, author, bot, metric, opened_at, ready_at, ended_at,"
                    + " opened_seconds, ready_seconds, opened_working, ready_working";

    static final String MEASURE_COLUMNS =
            "m.connection, m.repository, m.number, m.author, m.bot, m.metric, m.occurrence, m.opened_at,"
                    + " m.ready_at, m.ended_at, m.stopped, m.opened_seconds, m.ready_seconds,"
                    + " m.opened_working, m.ready_working, m.in_ready_seconds, m.in_ready_working";

    private MeasureRows() {}

    /// The measures of a pull request that moved, from [#MOVE_COLUMNS].
    static List<Counted> moved(Row row) {
        var connection = row.getString(1);
        var repository = row.getString(2);
        var author = row.getString(3);
        var bot = row.getBoolean(4);
        var metrics = row.getArrayOfStrings(5);
        var opened = row.getArrayOfOffsetDateTimes(6);
        var ready = row.getArrayOfOffsetDateTimes(7);
        var ended = row.getArrayOfOffsetDateTimes(8);
        var openedSeconds = row.getArrayOfLongs(9);
        var readySeconds = row.getArrayOfLongs(10);
        var openedWorking = row.getArrayOfLongs(11);
        var readyWorking = row.getArrayOfLongs(12);
        var moved = new ArrayList<Counted>(metrics.length);
        for (var i = 0; i < metrics.length; i++) {
            moved.add(
                    new Counted(
                            connection,
                            repository,
                            author,
                            bot,
                            metrics[i],
                            opened[i].toLocalDate(),
                            day(ready[i]),
                            day(ended[i]),
                            openedSeconds[i],
                            readySeconds[i],
                            openedWorking[i],
                            readyWorking[i]));
        }
        return moved;
    }

    // The client reads times in UTC.
    private static @Nullable LocalDate day(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toLocalDate();
    }

    /// A measure, from [#MEASURE_COLUMNS].
    static Measure measure(Row row) {
        return new Measure(
                row.getString(5),
                row.getString(6),
                row.getOffsetDateTime(7).toInstant(),
                instant(row, 8),
                instant(row, 9),
                row.getBoolean(10),
                seconds(row, 11),
                seconds(row, 12),
                seconds(row, 13),
                seconds(row, 14),
                seconds(row, 15),
                seconds(row, 16));
    }

    static PullRequestKey key(Row row) {
        return new PullRequestKey(row.getString(0), row.getString(1), row.getLong(2));
    }

    private static @Nullable Instant instant(Row row, int column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Duration seconds(Row row, int column) {
        var seconds = row.getLong(column);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
