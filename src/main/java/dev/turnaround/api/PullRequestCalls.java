package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Live;
import dev.turnaround.contract.Problem;
import dev.turnaround.contract.PullRequestJson;
import dev.turnaround.contract.TimelineJson;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Directories;
import dev.turnaround.store.PullRequestQuery;
import dev.turnaround.store.PullRequestQuery.After;
import dev.turnaround.store.PullRequestQuery.Sort;
import dev.turnaround.store.Reading;
import dev.turnaround.store.Tied;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers the calls about pull requests.
final class PullRequestCalls {
    private static final List<String> TIMELINE_COLUMNS =
            List.of(
                    "kind",
                    "at",
                    "actor.login",
                    "actor.bot",
                    "verdict",
                    "source",
                    "estimated",
                    "early",
                    "ignored",
                    "delivery",
                    "fact");
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "provider",
                    "connection",
                    "repository",
                    "number",
                    "title",
                    "url",
                    "state",
                    "phase",
                    "phaseSince",
                    "turn",
                    "author.login",
                    "author.person",
                    "openedAt",
                    "readyAt",
                    "firstResponseAt",
                    "approvedAt",
                    "mergedAt",
                    "closedAt",
                    "updatedAt",
                    "timeToFirstCommentSeconds",
                    "timeToFirstReviewSeconds",
                    "timeToApproveSeconds",
                    "timeToEffectiveApprovalSeconds",
                    "timeToMergeSeconds",
                    "timeToFirstAutomatedFeedbackSeconds",
                    "approvalToMergeSeconds",
                    "codingTimeSeconds",
                    "cycleTimeSeconds",
                    "phaseSeconds.draft",
                    "phaseSeconds.awaiting_review",
                    "phaseSeconds.awaiting_author",
                    "phaseSeconds.awaiting_merge",
                    "reviewRounds",
                    "additions",
                    "deletions",
                    "issues",
                    "size");

    private final Reading reading;
    private final Directories directories;
    private final Connections connections;
    private final Terms terms;
    private final InstantSource clock;

    PullRequestCalls(
            Reading reading,
            Directories directories,
            Connections connections,
            Terms terms,
            InstantSource clock) {
        this.reading = reading;
        this.directories = directories;
        this.connections = connections;
        this.terms = terms;
        this.clock = clock;
    }

    void list(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        var sort = sort(parameters);
        var query =
                new PullRequestQuery(
                        connections(parameters),
                        parameters.text("repository"),
                        parameters.number("number"),
                        parameters.text("author"),
                        parameters.text("team"),
                        parameters.text("state"),
                        parameters.text("phase"),
                        parameters.text("issue"),
                        parameters.instant("updatedSince"),
                        parameters.text("q"),
                        sort,
                        after(parameters),
                        limit + 1);
        reading.pullRequests(query)
                .compose(found -> directories.now().map(found))
                .onSuccess(found -> {
                    var page = found.subList(0, Math.min(limit, found.size()));
                    var next =
                            found.size() > limit
                                    ? cursor(page.getLast().pullRequest(), sort)
                                    : null;
                    Answer.page(context, page.stream().map(this::json).toList(), next, COLUMNS);
                })
                .onFailure(context::fail);
    }

    void one(RoutingContext context) {
        var key = key(context);
        if (key == null) {
            return;
        }
        reading.pullRequest(key)
                .compose(found -> directories.now().map(found))
                .onSuccess(found ->
                        found.ifPresentOrElse(
                                one -> Answer.json(context, json(one)), () -> notFound(context)))
                .onFailure(context::fail);
    }

    void timeline(RoutingContext context) {
        var key = key(context);
        if (key == null) {
            return;
        }
        reading.facts(key)
                .compose(found -> directories.now().map(found))
                .onSuccess(facts -> {
                    if (facts.isEmpty()) {
                        notFound(context);
                    } else {
                        Answer.page(
                                context,
                                TimelineJson.of(
                                        facts,
                                        provider(key.connection()),
                                        key.connection(),
                                        directories.lately(),
                                        terms),
                                null,
                                TIMELINE_COLUMNS);
                    }
                })
                .onFailure(context::fail);
    }

    private static @Nullable PullRequestKey key(RoutingContext context) {
        try {
            return PullRequestKey.parse(Parameters.of(context).path("id"));
        } catch (IllegalArgumentException none) {
            notFound(context);
            return null;
        }
    }

    private static void notFound(RoutingContext context) {
        Problem.send(context.request(), 404, "no such pull request");
    }

    private Map<String, @Nullable Object> json(Tied tied) {
        return PullRequestJson.of(
                tied,
                provider(tied.pullRequest().key().connection()),
                directories.lately(),
                terms,
                clock.instant());
    }

    private String provider(String connection) {
        return connections.providerOf(connection);
    }

    private @Nullable List<String> connections(Parameters parameters) {
        var connection = parameters.text("connection");
        var provider = parameters.text("provider");
        if (provider == null) {
            return connection == null ? null : List.of(connection);
        }
        return connections.all().stream()
                .filter(one -> one.provider().equals(provider))
                .map(Live::id)
                .filter(id -> connection == null || connection.equals(id))
                .toList();
    }

    private static Sort sort(Parameters parameters) {
        return switch (parameters.text("sort")) {
            case "openedAt" -> Sort.OPENED;
            case "-openedAt" -> Sort.OPENED_DESCENDING;
            case null, default -> Sort.UPDATED;
        };
    }

    private static String cursor(PullRequest last, Sort sort) {
        var opened = last.progress().opened().at();
        var updated = last.attributes().updatedAt();
        var at = sort == Sort.UPDATED && updated != null ? updated : opened;
        return Cursor.write(List.of(at.toString(), last.key().id()));
    }

    private static @Nullable After after(Parameters parameters) {
        var cursor = parameters.text("cursor");
        if (cursor == null) {
            return null;
        }
        try {
            var parts = Cursor.read(cursor, 2);
            return new After(Instant.parse(parts.get(0)), PullRequestKey.parse(parts.get(1)));
        } catch (java.time.DateTimeException | IllegalArgumentException foreign) {
            throw new Parameters.Unusable("cursor", "the `next` of a page before");
        }
    }
}
