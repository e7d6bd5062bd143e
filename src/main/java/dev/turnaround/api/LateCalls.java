package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.contract.PullRequestJson;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.due.Due;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Directories;
import dev.turnaround.store.Directory;
import dev.turnaround.store.Reading;
import dev.turnaround.store.Tied;
import dev.turnaround.stream.Filter;
import dev.turnaround.stream.Topic;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers the call for what is late. Nothing of it is stored: it follows from where pull requests
/// stand, what was agreed on, and the time.
final class LateCalls {
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "repository",
                    "number",
                    "title",
                    "url",
                    "author.login",
                    "phase",
                    "late.metric",
                    "late.targetSeconds",
                    "late.time",
                    "late.at",
                    "lateSeconds");

    private final Reading reading;
    private final Directories directories;
    private final Connections connections;
    private final Waiting waiting;
    private final Terms terms;
    private final InstantSource clock;

    LateCalls(
            Reading reading,
            Directories directories,
            Connections connections,
            Terms terms,
            Waiting waiting,
            InstantSource clock) {
        this.reading = reading;
        this.directories = directories;
        this.connections = connections;
        this.terms = terms;
        this.waiting = waiting;
        this.clock = clock;
    }

    private record Late(Tied tied, Due due) {
        PullRequest pullRequest() {
            return tied.pullRequest();
        }

        String id() {
            return pullRequest().key().id();
        }
    }

    private static final Comparator<Late> LONGEST_FIRST =
            Comparator.<Late, Instant>comparing(one -> one.due().at()).thenComparing(Late::id);

    void list(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        var after = parameters.cursor(2);
        var filter =
                new Filter(
                        Set.of(Topic.PULL_REQUEST),
                        lowerCase(parameters.words("repository")),
                        lowerCase(parameters.words("author")),
                        lowerCase(parameters.words("team")));
        var now = clock.instant();
        directories
                .now()
                .compose(known ->
                        reading.open()
                                .compose(open ->
                                        waiting.on(() ->
                                                late(open.pullRequests(), filter, known, now)))
                                .map(found -> found.stream().filter(one -> isAfter(one, after)))
                                .map(found -> found.limit(limit + 1L).toList())
                                .onSuccess(found -> answer(context, found, limit, known, now)))
                .onFailure(context::fail);
    }

    private static List<Late> late(List<Tied> open, Filter filter, Directory known, Instant now) {
        return open.stream()
                .filter(one -> filter.passes(one.pullRequest(), known))
                .<Late>mapMulti((one, into) -> {
                    var due = known.due(one.pullRequest());
                    if (due != null && !due.at().isAfter(now)) {
                        into.accept(new Late(one, due));
                    }
                })
                .sorted(LONGEST_FIRST)
                .toList();
    }

    private static boolean isAfter(Late one, @Nullable List<String> cursor) {
        if (cursor == null) {
            return true;
        }
        var order = one.due().at().compareTo(Parameters.instant("cursor", cursor.get(0)));
        return order > 0 || (order == 0 && one.id().compareTo(cursor.get(1)) > 0);
    }

    private void answer(
            RoutingContext context, List<Late> found, int limit, Directory known, Instant now) {
        var page = found.subList(0, Math.min(limit, found.size()));
        var next =
                found.size() > limit
                        ? Cursor.write(
                                List.of(page.getLast().due().at().toString(), page.getLast().id()))
                        : null;
        Answer.page(
                context, page.stream().map(one -> json(one, known, now)).toList(), next, COLUMNS);
    }

    private Map<String, @Nullable Object> json(Late one, Directory known, Instant now) {
        var connection = one.pullRequest().key().connection();
        var json =
                PullRequestJson.of(
                        one.tied(), connections.providerOf(connection), known, terms, now);
        json.put("lateSeconds", Duration.between(one.due().at(), now).toSeconds());
        return json;
    }

    private static Set<String> lowerCase(Set<String> words) {
        return words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
