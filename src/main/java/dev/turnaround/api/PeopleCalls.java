package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.contract.PeopleJson;
import dev.turnaround.model.Account;
import dev.turnaround.model.people.Suggestions;
import dev.turnaround.store.PeopleActs;
import dev.turnaround.store.PeopleActs.Doer;
import dev.turnaround.store.PeopleActs.Outcome;
import dev.turnaround.store.PeopleReading;
import dev.turnaround.store.PeopleReading.Membership;
import dev.turnaround.store.PeopleReading.Named;
import dev.turnaround.store.Standing;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers the calls about persons, their accounts and teams.
final class PeopleCalls {
    private static final List<String> IDENTITY_COLUMNS =
            List.of(
                    "id",
                    "provider",
                    "connection",
                    "login",
                    "name",
                    "email",
                    "person.name",
                    "bot",
                    "seenAt",
                    "pullRequests.authored",
                    "pullRequests.involved",
                    "pullRequests.skipped");

    private final PeopleReading reading;
    private final PeopleActs acts;
    private final Deeds deeds;
    private final Connections connections;
    private final Waiting waiting;

    PeopleCalls(
            PeopleReading reading,
            PeopleActs acts,
            Deeds deeds,
            Connections connections,
            Waiting waiting) {
        this.reading = reading;
        this.acts = acts;
        this.deeds = deeds;
        this.connections = connections;
        this.waiting = waiting;
    }

    void persons(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        var text = parameters.text("q");
        var after = lastNamed(parameters);
        page(
                context,
                limit,
                () -> persons(reading.persons(text, after, limit + 1)),
                json -> List.of(String.valueOf(json.get("name")), String.valueOf(json.get("id"))),
                List.of());
    }

    void identities(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        var query =
                new PeopleReading.Query(
                        parameters.flag("linked"),
                        parameters.flag("bot"),
                        parameters.text("connection"),
                        parameters.text("q"),
                        lastAccount(parameters),
                        limit + 1);
        page(
                context,
                limit,
                () -> reading.identities(query).stream().map(this::json).toList(),
                json -> List.of(String.valueOf(json.get("id"))),
                IDENTITY_COLUMNS);
    }

    void teams(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        var after = lastNamed(parameters);
        page(
                context,
                limit,
                () -> teams(reading.teams(after, limit + 1)),
                json -> List.of(String.valueOf(json.get("name")), String.valueOf(json.get("id"))),
                List.of());
    }

    void acts(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        var cursor = parameters.cursor(1);
        var before = cursor == null ? null : ordinal(cursor.getFirst());
        waiting.on(() -> reading.acts(before, limit + 1))
                .onSuccess(found -> {
                    var page = found.subList(0, Math.min(limit, found.size()));
                    var next =
                            found.size() > limit
                                    ? Cursor.write(List.of(Long.toString(page.getLast().ordinal())))
                                    : null;
                    Answer.page(
                            context,
                            page.stream().map(PeopleJson::act).toList(),
                            next,
                            List.of(
                                    "id",
                                    "at",
                                    "by",
                                    "kind",
                                    "what",
                                    "undoes",
                                    "undoneBy",
                                    "recomputation.done",
                                    "recomputation.total"));
                })
                .onFailure(context::fail);
    }

    /// All of them: where nobody is told of one, nobody can say yes to it.
    void suggestions(RoutingContext context) {
        waiting.on(() -> Suggestions.of(reading.profiles()))
                .onSuccess(found ->
                        Answer.page(
                                context,
                                found.stream().map(PeopleJson::suggestion).toList(),
                                null,
                                List.of(
                                        "identity",
                                        "resembles",
                                        "person",
                                        "reasons",
                                        "confidence")))
                .onFailure(context::fail);
    }

    void makePerson(RoutingContext context) {
        var body = Parameters.of(context).body();
        var theirs = accounts(body.getJsonArray("identities"));
        act(
                context,
                201,
                doer -> acts.make(body.getString("name").strip(), theirs, doer),
                done -> reading.person(subject(done)).map(one -> persons(List.of(one)).getFirst()));
    }

    void merge(RoutingContext context) {
        var parameters = Parameters.of(context);
        var from = id(parameters.path("id"), "id");
        var into = id(parameters.bodyText("into"), "into");
        act(
                context,
                200,
                doer -> acts.merge(from, into, doer),
                _ -> reading.person(into).map(one -> persons(List.of(one)).getFirst()));
    }

    void say(RoutingContext context) {
        var parameters = Parameters.of(context);
        var account = account(parameters.path("id"), "id");
        var body = parameters.body();
        var person =
                body.getString("person") == null ? null : id(body.getString("person"), "person");
        act(
                context,
                200,
                doer ->
                        acts.say(
                                account,
                                before ->
                                        new Standing(
                                                body.containsKey("person")
                                                        ? person
                                                        : before.person(),
                                                body.containsKey("bot")
                                                        ? body.getBoolean("bot")
                                                        : before.bot()),
                                doer),
                _ -> reading.identity(account).map(this::json));
    }

    void undo(RoutingContext context) {
        var act = id(Parameters.of(context).path("id"), "id");
        act(context, 200, doer -> acts.undo(act, doer), _ -> Optional.empty());
    }

    void makeTeam(RoutingContext context) {
        var body = Parameters.of(context).body();
        var members = ids(body.getJsonArray("members"), "members");
        act(
                context,
                201,
                doer ->
                        acts.makeTeam(
                                body.getString("name").strip(),
                                members.stream().collect(Collectors.toUnmodifiableSet()),
                                doer),
                done -> reading.team(subject(done)).map(one -> teams(List.of(one)).getFirst()));
    }

    void setMembers(RoutingContext context) {
        var parameters = Parameters.of(context);
        var team = id(parameters.path("id"), "id");
        var members = ids(parameters.body().getJsonArray("members"), "members");
        act(
                context,
                200,
                doer ->
                        acts.setMembers(
                                team,
                                members.stream().collect(Collectors.toUnmodifiableSet()),
                                doer),
                _ -> reading.team(team).map(one -> teams(List.of(one)).getFirst()));
    }

    private void act(
            RoutingContext context,
            int status,
            Function<Doer, Outcome> deed,
            Function<Outcome.Done, Optional<Map<String, @Nullable Object>>> shown) {
        deeds.act(
                context,
                status,
                deed,
                done -> shown.apply(done).orElseGet(LinkedHashMap::new),
                act -> new Deeds.Entry("people.changed", act.toString(), null));
    }

    private static UUID subject(Outcome.Done done) {
        return Objects.requireNonNull(done.subject(), "something was made");
    }

    private void page(
            RoutingContext context,
            int limit,
            Supplier<List<Map<String, @Nullable Object>>> found,
            Function<Map<String, @Nullable Object>, List<String>> place,
            List<String> columns) {
        waiting.on(found)
                .onSuccess((List<Map<String, @Nullable Object>> all) -> {
                    var page = all.subList(0, Math.min(limit, all.size()));
                    var next =
                            all.size() > limit ? Cursor.write(place.apply(page.getLast())) : null;
                    Answer.page(context, page, next, columns);
                })
                .onFailure(context::fail);
    }

    private List<Map<String, @Nullable Object>> persons(List<Named> persons) {
        var ids = persons.stream().map(Named::id).toList();
        var identities =
                reading.identitiesOf(ids).stream()
                        .collect(
                                Collectors.groupingBy(one -> Objects.requireNonNull(one.person())));
        var teams = grouped(reading.teamsOf(ids));
        return persons.stream()
                .map(one ->
                        PeopleJson.person(
                                one,
                                identities.getOrDefault(one.id(), List.of()).stream()
                                        .map(this::json)
                                        .toList(),
                                teams.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private List<Map<String, @Nullable Object>> teams(List<PeopleReading.Team> teams) {
        var members =
                grouped(reading.membersOf(teams.stream().map(PeopleReading.Team::id).toList()));
        return teams.stream()
                .map(one -> PeopleJson.team(one, members.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static Map<UUID, List<Named>> grouped(List<Membership> memberships) {
        return memberships.stream()
                .collect(
                        Collectors.groupingBy(
                                Membership::to,
                                Collectors.mapping(Membership::one, Collectors.toList())));
    }

    private Map<String, @Nullable Object> json(PeopleReading.Identity one) {
        return PeopleJson.identity(one, connections.providerOf(one.account().connection()));
    }

    private static @Nullable Named lastNamed(Parameters parameters) {
        var parts = parameters.cursor(2);
        return parts == null ? null : new Named(id(parts.get(1), "cursor"), parts.get(0));
    }

    private static @Nullable Account lastAccount(Parameters parameters) {
        var parts = parameters.cursor(1);
        return parts == null ? null : account(parts.getFirst(), "cursor");
    }

    private static long ordinal(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException foreign) {
            throw new Parameters.Unusable("cursor", "the `next` of a page before");
        }
    }

    private static List<Account> accounts(@Nullable JsonArray words) {
        return words == null
                ? List.of()
                : words.stream().map(word -> account(word.toString(), "identities")).toList();
    }

    private static List<UUID> ids(@Nullable JsonArray words, String field) {
        return words == null
                ? List.of()
                : words.stream().map(word -> id(word.toString(), field)).toList();
    }

    private static Account account(String word, String field) {
        try {
            return Account.parse(word);
        } catch (IllegalArgumentException none) {
            throw new Parameters.Unusable(field, "the id of an identity, as lists give it");
        }
    }

    private static UUID id(String word, String field) {
        try {
            return UUID.fromString(word);
        } catch (IllegalArgumentException none) {
            throw new Parameters.Unusable(field, "an id, as lists give it");
        }
    }
}
