package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who closed and who reopened what, and when, by the events of a project. GitLab keeps no note of
/// it any more, and one call for each merge request (`resource_state_events`) is what this saves.
///
/// <https://docs.gitlab.com/api/events/#list-all-visible-events-for-a-project>
final class Endings {
    /// Of what kind of thing.
    enum Target {
        MERGE_REQUEST("merge_request"),
        ISSUE("issue");

        private final String word;

        Target(String word) {
            this.word = word;
        }
    }

    /// Older events are deleted after three years; a month is left for the job that does so.
    private static final Duration KEPT = Duration.ofDays(3 * 365 - 30);

    /// The bound is a day, and itself not part of the answer; the rest is for zones.
    private static final int DAYS_BEFORE = 2;

    private static final int PAGES_MAX = 200;

    private final Map<Long, List<Ending>> byNumber;
    private final @Nullable Instant from;

    private Endings(Map<Long, List<Ending>> byNumber, @Nullable Instant from) {
        this.byNumber = byNumber;
        this.from = from;
    }

    /// It was closed or reopened.
    record Ending(boolean closed, Instant at, @Nullable User by) {}

    private record Row(long number, Instant at, @Nullable User by) {}

    /// What was closed and reopened since a moment.
    ///
    /// @param answeredAt by GitLab's clock
    /// @param anyClosed whether something is known to be closed now; if nothing is, only what was
    ///   reopened was ever closed
    static Endings read(
            Rest rest,
            String project,
            Target target,
            Instant since,
            Instant answeredAt,
            boolean anyClosed) {
        var byNumber = new HashMap<Long, List<Ending>>();
        try {
            var reopened = rows(rest, project, target, "reopened", since);
            if (anyClosed || !reopened.isEmpty()) {
                rows(rest, project, target, "closed", since)
                        .forEach(row -> add(byNumber, row, true));
            }
            reopened.forEach(row -> add(byNumber, row, false));
        } catch (ApiFailure.Refused refused) {
            if (!Refusal.isOfRole(refused.diagnosis())) {
                throw refused;
            }
            // Some roles may see the project and not its events: then snapshots have to do.
            return new Endings(Map.of(), null);
        }
        byNumber.values().forEach(list -> list.sort(Comparator.comparing(Ending::at)));
        var oldest = answeredAt.minus(KEPT);
        return new Endings(byNumber, since.isBefore(oldest) ? oldest : since);
    }

    /// All that ended and reopened something, in order; null when not all of it is known.
    ///
    /// @param closedNow what the list has to end with to be believed
    @Nullable List<Ending> of(long number, Instant createdAt, boolean closedNow) {
        if (from == null || createdAt.isBefore(from)) {
            return null;
        }
        var all = byNumber.getOrDefault(number, List.of());
        var closedLast = !all.isEmpty() && all.getLast().closed();
        return closedLast == closedNow ? List.copyOf(all) : null;
    }

    private static void add(Map<Long, List<Ending>> byNumber, Row row, boolean closed) {
        byNumber.computeIfAbsent(row.number(), _ -> new ArrayList<>())
                .add(new Ending(closed, row.at(), row.by()));
    }

    private static List<Row> rows(
            Rest rest, String project, Target target, String action, Instant since) {
        var after = since.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_BEFORE);
        var found = new ArrayList<Row>();
        for (var page = 1; page <= PAGES_MAX; page++) {
            var rows =
                    rest.list(
                            "/projects/%s/events?target_type=%s&action=%s&after=%s&sort=asc&per_page=%d&page=%d"
                                    .formatted(
                                            project,
                                            target.word,
                                            action,
                                            after,
                                            Rest.PER_PAGE,
                                            page),
                            Endings::row);
            found.addAll(rows.items());
            if (!rows.full()) {
                return found;
            }
        }
        throw new ApiFailure.Unreadable("more than %d pages of events".formatted(PAGES_MAX));
    }

    private static @Nullable Row row(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long number = null;
        Instant at = null;
        User by = null;
        while (in.next()) {
            switch (in.name()) {
                case "target_iid" -> number = in.identity();
                case "created_at" -> at = Told.second(in);
                case "author" -> by = User.read(in);
                default -> in.skip();
            }
        }
        return number == null || at == null ? null : new Row(number, at, by);
    }
}
