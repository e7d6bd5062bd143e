package dev.turnaround.api;

import dev.turnaround.contract.ProfileJson;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.model.profile.Comparison;
import dev.turnaround.model.profile.Definition;
import dev.turnaround.model.profile.Profile;
import dev.turnaround.model.profile.Profiles;
import dev.turnaround.model.profile.Subject;
import dev.turnaround.model.profile.Sums;
import dev.turnaround.store.AggregateQuery;
import dev.turnaround.store.ToldStories;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers the calls about how other tools measure.
final class ProfileCalls {
    private static final int PAGE = 200;

    /// So many stories are read for one answer at most; where they end, the next page goes on.
    private static final int STORIES_MAX = 2_000;

    private final ToldStories stories;
    private final Waiting waiting;
    private final InstantSource clock;

    ProfileCalls(ToldStories stories, Waiting waiting, InstantSource clock) {
        this.stories = stories;
        this.waiting = waiting;
        this.clock = clock;
    }

    void list(RoutingContext context) {
        Answer.page(context, Profiles.ALL.stream().map(ProfileJson::of).toList(), null, List.of());
    }

    /// What a profile makes of a window.
    ///
    /// @param metrics the names that it has for its numbers; empty for all
    /// @param borders of the intervals
    void aggregate(
            RoutingContext context,
            String name,
            Set<String> metrics,
            List<LocalDate> borders,
            AggregateQuery.Scope scope) {
        var profile = named("profile", name);
        var unknown = metrics.stream().filter(one -> profile.called(one).isEmpty()).findFirst();
        if (unknown.isPresent()) {
            throw new Parameters.Unusable(
                    "metric",
                    "of "
                            + profile.definitions().stream()
                                    .map(Definition::name)
                                    .collect(Collectors.joining(", ")));
        }
        var wanted =
                profile.definitions().stream()
                        .filter(one -> metrics.isEmpty() || metrics.contains(one.name()))
                        .toList();
        Supplier<List<Map<String, @Nullable Object>>> work =
                () -> aggregates(profile, wanted, borders, scope);
        waiting.on(work)
                .onSuccess((List<Map<String, @Nullable Object>> lines) ->
                        Answer.page(
                                context,
                                lines,
                                null,
                                List.of(
                                        "metric",
                                        "from",
                                        "to",
                                        "count",
                                        "fewerThanFive",
                                        "p50Seconds",
                                        "p75Seconds",
                                        "p90Seconds",
                                        "meanSeconds",
                                        "profile")))
                .onFailure(context::fail);
    }

    private List<Map<String, @Nullable Object>> aggregates(
            Profile profile,
            List<Definition> definitions,
            List<LocalDate> borders,
            AggregateQuery.Scope scope) {
        var starts = borders.stream().map(ProfileCalls::start).toList();
        var sums =
                definitions.stream()
                        .map(_ -> Stream.generate(Sums::new).limit(starts.size() - 1L).toList())
                        .toList();
        PullRequestKey after = null;
        while (true) {
            var page =
                    stories.of(
                            new ToldStories.Wanted(
                                    starts.getFirst(), starts.getLast(), scope, after, PAGE));
            for (var told : page) {
                count(profile, definitions, told, starts, sums);
            }
            if (page.size() < PAGE) {
                break;
            }
            after = page.getLast().key();
        }
        var lines = new ArrayList<Map<String, @Nullable Object>>();
        for (var which = 0; which < definitions.size(); which++) {
            for (var interval = 0; interval < starts.size() - 1; interval++) {
                lines.add(
                        ProfileJson.of(
                                profile,
                                definitions.get(which),
                                sums.get(which).get(interval),
                                starts.get(interval),
                                starts.get(interval + 1)));
            }
        }
        return lines;
    }

    private static void count(
            Profile profile,
            List<Definition> definitions,
            ToldStories.Told told,
            List<Instant> starts,
            List<List<Sums>> sums) {
        var at = profile.at(told.story());
        if (at == null || at.isBefore(starts.getFirst()) || !at.isBefore(starts.getLast())) {
            return;
        }
        var interval = (int) starts.stream().filter(start -> !start.isAfter(at)).count() - 1;
        for (var which = 0; which < definitions.size(); which++) {
            var definition = definitions.get(which);
            if (definition.includes(told.story())) {
                sums.get(which).get(interval).add(definition.measure(told.story()));
            }
        }
    }

    void compare(RoutingContext context) {
        var parameters = Parameters.of(context);
        var one = named("a", parameters.text("a"));
        var other = named("b", parameters.text("b"));
        var subject = subject(one, other, parameters.text("metric"));
        var window = AggregateCalls.window(parameters, Cells.day(clock.instant()));
        var limit = parameters.limit();
        var cursor = parameters.cursor(1);
        var after = cursor == null ? null : key(cursor.getFirst());
        var scope = AggregateCalls.scope(parameters);
        waiting.on(
                        () -> {
                            var found = new ArrayList<Map<String, @Nullable Object>>();
                            var last = after;
                            for (var read = 0; read < STORIES_MAX; read += PAGE) {
                                var page =
                                        stories.of(
                                                new ToldStories.Wanted(
                                                        start(window.from()),
                                                        start(window.to()),
                                                        scope,
                                                        last,
                                                        PAGE));
                                for (var told : page) {
                                    last = told.key();
                                    Comparison.of(one, other, subject, told.story())
                                            .filter(Comparison::differs)
                                            .ifPresent(why -> found.add(ProfileJson.of(told, why)));
                                    if (found.size() == limit) {
                                        return new Page(found, last);
                                    }
                                }
                                if (page.size() < PAGE) {
                                    return new Page(found, null);
                                }
                            }
                            return new Page(found, last);
                        })
                .onSuccess(page ->
                        Answer.page(
                                context,
                                page.items(),
                                page.last() == null
                                        ? null
                                        : Cursor.write(List.of(page.last().id())),
                                List.of("id", "title", "aSeconds", "bSeconds", "why")))
                .onFailure(context::fail);
    }

    private record Page(List<Map<String, @Nullable Object>> items, @Nullable PullRequestKey last) {}

    private static PullRequestKey key(String id) {
        try {
            return PullRequestKey.parse(id);
        } catch (IllegalArgumentException foreign) {
            throw new Parameters.Unusable("cursor", "the `next` of a page before");
        }
    }

    private static Profile named(String parameter, @Nullable String name) {
        return Optional.ofNullable(name)
                .flatMap(Profiles::named)
                .orElseThrow(() ->
                        new Parameters.Unusable(
                                parameter,
                                "of "
                                        + Profiles.ALL.stream()
                                                .map(Profile::name)
                                                .collect(Collectors.joining(", "))));
    }

    /// A number has another name in each tool; what it is about is the same.
    private static Subject subject(Profile one, Profile other, @Nullable String metric) {
        return Stream.of(one, other, Profiles.TURNAROUND)
                .flatMap(profile -> profile.called(String.valueOf(metric)).stream())
                .map(Definition::subject)
                .filter(subject ->
                        one.about(subject).isPresent() && other.about(subject).isPresent())
                .findFirst()
                .orElseThrow(() ->
                        new Parameters.Unusable(
                                "metric", "a number, as either calls it, that both have"));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
