package dev.turnaround.api;

import dev.turnaround.contract.Problem;
import dev.turnaround.contract.TargetJson;
import dev.turnaround.model.calendar.CalendarWords;
import dev.turnaround.model.due.Target;
import dev.turnaround.model.timing.Timing;
import dev.turnaround.store.Agreement;
import dev.turnaround.store.Agreements;
import dev.turnaround.store.PeopleActs;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers the calls about working hours and targets.
final class AgreementCalls {
    private final Agreements agreements;
    private final PeopleActs acts;
    private final Deeds deeds;
    private final Waiting waiting;

    AgreementCalls(Agreements agreements, PeopleActs acts, Deeds deeds, Waiting waiting) {
        this.agreements = agreements;
        this.acts = acts;
        this.deeds = deeds;
        this.waiting = waiting;
    }

    void usual(RoutingContext context) {
        waiting.on(() -> TargetJson.calendar(agreements.calendar()))
                .onSuccess(json -> Answer.json(context, json))
                .onFailure(context::fail);
    }

    void setUsual(RoutingContext context) {
        var calendar = calendar(Parameters.of(context).body());
        act(
                context,
                null,
                Agreement.calendar(Agreement.ALL),
                calendar,
                () -> TargetJson.calendar(agreements.calendar()));
    }

    void ofTeam(RoutingContext context) {
        var team = id(Parameters.of(context).path("id"), "id");
        waiting.on(() -> agreements.calendar(team).map(TargetJson::calendar))
                .onSuccess(found ->
                        found.ifPresentOrElse(
                                json -> Answer.json(context, json),
                                () -> Problem.send(context.request(), 404, "no such team")))
                .onFailure(context::fail);
    }

    void setOfTeam(RoutingContext context) {
        var parameters = Parameters.of(context);
        var team = id(parameters.path("id"), "id");
        actOnTeam(context, team, calendar(parameters.body()));
    }

    void removeOfTeam(RoutingContext context) {
        actOnTeam(context, id(Parameters.of(context).path("id"), "id"), null);
    }

    private void actOnTeam(RoutingContext context, UUID team, @Nullable JsonObject calendar) {
        act(
                context,
                team,
                Agreement.calendar(Agreement.of(team)),
                calendar,
                () -> agreements.calendar(team).map(TargetJson::calendar).orElse(Map.of()));
    }

    void targets(RoutingContext context) {
        waiting.on(this::aims)
                .onSuccess((List<Map<String, @Nullable Object>> found) ->
                        Answer.page(
                                context,
                                found,
                                null,
                                List.of("team.id", "team.name", "metric", "targetSeconds", "time")))
                .onFailure(context::fail);
    }

    private List<Map<String, @Nullable Object>> aims() {
        var aims = new ArrayList<Map<String, @Nullable Object>>();
        agreements.targets().forEach(aim -> aims.add(TargetJson.aim(aim)));
        return aims;
    }

    void setTarget(RoutingContext context) {
        var body = Parameters.of(context).body();
        var team = team(body.getString("team"));
        var target =
                new Target(
                        timing(body.getString("metric")),
                        Duration.ofSeconds(body.getLong("targetSeconds")),
                        "working".equals(body.getString("time")));
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("team", team);
        json.put("metric", target.timing().word());
        json.put("targetSeconds", target.within().toSeconds());
        json.put("time", target.working() ? "working" : "calendar");
        act(context, team, scoped(team, target.timing()), Agreement.json(target), () -> json);
    }

    void removeTarget(RoutingContext context) {
        var parameters = Parameters.of(context);
        var team = team(parameters.text("team"));
        var timing = timing(parameters.text("metric"));
        act(context, team, scoped(team, timing), null, LinkedHashMap::new);
    }

    private static Agreement scoped(@Nullable UUID team, Timing timing) {
        return Agreement.target(team == null ? Agreement.ALL : Agreement.of(team), timing);
    }

    private static Timing timing(@Nullable String word) {
        return Target.TIMINGS.stream()
                .filter(timing -> timing.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new Parameters.Unusable(
                                "metric",
                                "one of "
                                        + Target.TIMINGS.stream()
                                                .map(Timing::word)
                                                .collect(Collectors.joining(", "))));
    }

    private static JsonObject calendar(JsonObject body) {
        return switch (Agreement.words(body).meaning()) {
            case CalendarWords.Meaning.Good(var calendar) -> Agreement.json(calendar);
            case CalendarWords.Meaning.Wrong(var faults) ->
                    throw new Parameters.Unusable(
                            faults.stream()
                                    .map(one -> new Problem.Fault(one.field(), one.expected()))
                                    .toList());
        };
    }

    private static @Nullable UUID team(@Nullable String word) {
        return word == null ? null : id(word, "team");
    }

    private static UUID id(String word, String field) {
        try {
            return UUID.fromString(word);
        } catch (IllegalArgumentException none) {
            throw new Parameters.Unusable(field, "an id, as lists give it");
        }
    }

    private void act(
            RoutingContext context,
            @Nullable UUID team,
            Agreement what,
            @Nullable JsonObject value,
            Supplier<Map<String, @Nullable Object>> shown) {
        deeds.act(
                context,
                200,
                doer -> acts.agree(team, what, value, doer),
                _ -> shown.get(),
                _ -> entry(what));
    }

    private static Deeds.Entry entry(Agreement what) {
        return new Deeds.Entry(
                what.kind() == Agreement.Kind.CALENDAR ? "calendar.changed" : "target.changed",
                what.scope().isEmpty() ? null : what.scope(),
                what.about().isEmpty() ? null : what.about());
    }
}
