package dev.turnaround.api;

import dev.turnaround.contract.TargetJson;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.store.AggregateQuery;
import dev.turnaround.store.Directories;
import dev.turnaround.store.TargetsMet;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Answers the call for how often targets were met.
final class TargetCalls {
    private static final List<String> COLUMNS =
            List.of("metric", "from", "to", "count", "met", "fewerThanFive", "share");

    private final TargetsMet met;
    private final Directories directories;
    private final Waiting waiting;
    private final InstantSource clock;

    TargetCalls(TargetsMet met, Directories directories, Waiting waiting, InstantSource clock) {
        this.met = met;
        this.directories = directories;
        this.waiting = waiting;
        this.clock = clock;
    }

    void met(RoutingContext context) {
        var parameters = Parameters.of(context);
        var given = AggregateCalls.day(parameters, "to", true);
        var to = given == null ? Cells.day(clock.instant()).plusDays(1) : given;
        var begin = AggregateCalls.day(parameters, "from", false);
        var from = begin == null ? to.minusDays(AggregateCalls.DAYS_DEFAULT) : begin;
        if (!from.isBefore(to)) {
            throw new Parameters.Unusable("from", "before `to`");
        }
        var borders = AggregateCalls.borders(from, to, parameters.text("interval"), false);
        var scope =
                new AggregateQuery.Scope(
                        AggregateCalls.lowerCase(parameters.words("repository")),
                        Set.of(),
                        AggregateCalls.lowerCase(parameters.words("team")));
        directories
                .now()
                .compose(known -> waiting.on(() -> met.of(borders, scope, known)))
                .onSuccess(found ->
                        Answer.page(
                                context,
                                found.stream()
                                        .sorted(
                                                Comparator.comparing(TargetsMet.Line::metric)
                                                        .thenComparingInt(
                                                                TargetsMet.Line::interval))
                                        .map(line -> TargetJson.met(line, borders))
                                        .toList(),
                                null,
                                COLUMNS))
                .onFailure(context::fail);
    }
}
