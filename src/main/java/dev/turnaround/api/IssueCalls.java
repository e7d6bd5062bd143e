package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.contract.IssueJson;
import dev.turnaround.contract.Problem;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.ScoreWeights;
import dev.turnaround.model.issue.StageTimes;
import dev.turnaround.store.Directories;
import dev.turnaround.store.IssueQuery;
import dev.turnaround.store.IssueReading;
import dev.turnaround.store.TiedIssue;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers the calls about issues.
final class IssueCalls {
    private static final int PAGE = 500;

    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "provider",
                    "connection",
                    "project",
                    "key",
                    "url",
                    "type",
                    "priority",
                    "summary",
                    "state",
                    "category",
                    "stateSince",
                    "creator.login",
                    "assignee.login",
                    "parent",
                    "createdAt",
                    "updatedAt",
                    "comments",
                    "reopenings",
                    "score.total",
                    "score.completeness",
                    "score.interactions");

    private static final List<String> STAGE_COLUMNS =
            List.of(
                    "state",
                    "category",
                    "count",
                    "medianSeconds",
                    "meanSeconds",
                    "p90Seconds",
                    "pending",
                    "tooFew");

    private final IssueReading reading;
    private final Directories directories;
    private final Connections connections;
    private final ScoreWeights weights;
    private final InstantSource clock;

    IssueCalls(
            IssueReading reading,
            Directories directories,
            Connections connections,
            ScoreWeights weights,
            InstantSource clock) {
        this.reading = reading;
        this.directories = directories;
        this.connections = connections;
        this.weights = weights;
        this.clock = clock;
    }

    void list(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        var query =
                new IssueQuery(
                        parameters.text("key"),
                        parameters.text("connection"),
                        parameters.text("project"),
                        parameters.text("state"),
                        parameters.text("assignee"),
                        after(parameters),
                        limit + 1);
        reading.issues(query)
                .compose(found -> directories.now().map(found))
                .onSuccess(found -> {
                    var page = found.subList(0, Math.min(limit, found.size()));
                    var next = found.size() > limit ? cursor(page.getLast()) : null;
                    Answer.page(context, page.stream().map(this::json).toList(), next, COLUMNS);
                })
                .onFailure(context::fail);
    }

    void one(RoutingContext context) {
        IssueKey key;
        try {
            key = IssueKey.parse(Parameters.of(context).path("id"));
        } catch (IllegalArgumentException none) {
            notFound(context);
            return;
        }
        reading.issue(key)
                .compose(found -> directories.now().map(found))
                .onSuccess(found ->
                        found.ifPresentOrElse(
                                one -> Answer.json(context, json(one)), () -> notFound(context)))
                .onFailure(context::fail);
    }

    void stages(RoutingContext context) {
        var parameters = Parameters.of(context);
        var times =
                new StageTimes(
                        "span".equals(parameters.text("mode")),
                        parameters.instant("from"),
                        parameters.instant("to"));
        count(parameters.text("project"), null, times, clock.instant())
                .onSuccess(_ ->
                        Answer.page(
                                context,
                                times.stages().stream().map(IssueJson::times).toList(),
                                null,
                                STAGE_COLUMNS))
                .onFailure(context::fail);
    }

    private Future<Void> count(
            @Nullable String project, @Nullable IssueKey after, StageTimes times, Instant now) {
        return reading.ofProject(project, after, PAGE)
                .compose(page -> {
                    page.forEach(issue -> times.add(issue, now));
                    return page.size() < PAGE
                            ? Future.succeededFuture()
                            : count(project, page.getLast().key(), times, now);
                });
    }

    private Map<String, @Nullable Object> json(TiedIssue tied) {
        var provider = connections.providerOf(tied.issue().key().connection());
        return IssueJson.of(tied, provider, weights, directories.lately(), clock.instant());
    }

    private static void notFound(RoutingContext context) {
        Problem.send(context.request(), 404, "no such issue");
    }

    private static String cursor(TiedIssue last) {
        var issue = last.issue();
        var updated = issue.attributes().updatedAt();
        var at = updated == null ? issue.progress().began().at() : updated;
        return Cursor.write(List.of(at.toString(), issue.key().word()));
    }

    private static IssueQuery.@Nullable After after(Parameters parameters) {
        var cursor = parameters.text("cursor");
        if (cursor == null) {
            return null;
        }
        try {
            var parts = Cursor.read(cursor, 2);
            return new IssueQuery.After(Instant.parse(parts.get(0)), IssueKey.parse(parts.get(1)));
        } catch (DateTimeException | IllegalArgumentException foreign) {
            throw new Parameters.Unusable("cursor", "the `next` of a page before");
        }
    }
}
