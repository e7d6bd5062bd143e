package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.contract.Problem;
import dev.turnaround.contract.WorkJson;
import dev.turnaround.model.work.Item;
import dev.turnaround.store.AuditEntry;
import dev.turnaround.store.HandTies;
import dev.turnaround.store.HandTies.Outcome;
import dev.turnaround.store.Work;
import dev.turnaround.store.WorkQuery;
import dev.turnaround.store.WorkReading;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers the calls about what belongs together.
final class WorkCalls {
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "kind",
                    "state",
                    "settling",
                    "firstAt",
                    "lastAt",
                    "contributors",
                    "itemCount",
                    "items");

    private final WorkReading reading;
    private final HandTies ties;
    private final Connections connections;
    private final Waiting waiting;
    private final InstantSource clock;

    WorkCalls(
            WorkReading reading,
            HandTies ties,
            Connections connections,
            Waiting waiting,
            InstantSource clock) {
        this.reading = reading;
        this.ties = ties;
        this.connections = connections;
        this.waiting = waiting;
        this.clock = clock;
    }

    void list(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        var kind = parameters.text("kind");
        var state = parameters.text("state");
        var query =
                new WorkQuery(
                        kind == null ? null : kind.equals("superchunk"),
                        parameters.text("person"),
                        parameters.text("team"),
                        state == null ? null : state.equals("open"),
                        parameters.text("repository"),
                        parameters.text("issue"),
                        after(parameters),
                        limit + 1);
        var accept = context.request().getHeader("accept");
        var flat = accept != null && accept.contains("text/csv");
        waiting.on(() -> reading.list(query))
                .onSuccess(found -> {
                    var page = found.subList(0, Math.min(limit, found.size()));
                    var next = found.size() > limit ? cursor(page.getLast()) : null;
                    Answer.page(
                            context,
                            page.stream().map(work -> json(work, flat)).toList(),
                            next,
                            COLUMNS);
                })
                .onFailure(context::fail);
    }

    private Map<String, @Nullable Object> json(Work work, boolean flat) {
        var json = WorkJson.of(work, connections::providerOf);
        return flat ? WorkJson.row(json, work) : json;
    }

    void tie(RoutingContext context) {
        var parameters = Parameters.of(context);
        var from = item("from", parameters.bodyText("from"));
        var to = item("to", parameters.bodyText("to"));
        var entry = entry(context, "tie.added", from, to);
        waiting.on(() -> ties.tie(from, to, entry))
                .onSuccess(outcome -> answer(context, from, to, true, outcome))
                .onFailure(context::fail);
    }

    void untie(RoutingContext context) {
        var parameters = Parameters.of(context);
        var from = item("from", parameters.text("from"));
        var to = item("to", parameters.text("to"));
        var entry = entry(context, "tie.removed", from, to);
        waiting.on(() -> ties.untie(from, to, entry))
                .onSuccess(outcome -> answer(context, from, to, false, outcome))
                .onFailure(context::fail);
    }

    private AuditEntry entry(RoutingContext context, String act, Item from, Item to) {
        return Caller.of(context).did(clock.instant(), act, from.word() + " " + to.word(), null);
    }

    private static void answer(
            RoutingContext context, Item from, Item to, boolean tied, Outcome outcome) {
        switch (outcome) {
            case Outcome.Missing(var what) -> Problem.send(context.request(), 404, what);
            case Outcome.Done(var changed) -> {
                var json = new LinkedHashMap<String, @Nullable Object>();
                json.put("from", from.word());
                json.put("to", to.word());
                json.put("tied", tied);
                json.put("changed", changed);
                Answer.json(context, json);
            }
        }
    }

    private static Item item(String field, @Nullable String word) {
        try {
            return Item.parse(word == null ? "" : word);
        } catch (IllegalArgumentException none) {
            throw new Parameters.Unusable(field, "an `item` of a list of work");
        }
    }

    private static String cursor(Work last) {
        return Cursor.write(List.of(last.firstAt().toString(), Long.toString(last.id())));
    }

    private static WorkQuery.@Nullable After after(Parameters parameters) {
        var parts = parameters.cursor(2);
        if (parts == null) {
            return null;
        }
        try {
            return new WorkQuery.After(Instant.parse(parts.get(0)), Long.parseLong(parts.get(1)));
        } catch (DateTimeException | NumberFormatException foreign) {
            throw new Parameters.Unusable("cursor", "the `next` of a page before");
        }
    }
}
