package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.contract.Problem;
import dev.turnaround.model.Account;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Roster;
import dev.turnaround.provider.Rosters;
import dev.turnaround.store.Audit;
import dev.turnaround.store.PeopleActs;
import dev.turnaround.store.PeopleActs.Doer;
import dev.turnaround.store.PeopleActs.Outcome;
import dev.turnaround.store.PeopleReading;
import dev.turnaround.store.TeamImport;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers the call that takes over the teams of a provider.
final class TeamImportCalls {
    /// A list that has not ended by then does not end.
    private static final int PAGES_MAX = 2_000;

    private final PeopleReading reading;
    private final PeopleActs acts;
    private final Connections connections;
    private final Audit audit;
    private final Waiting waiting;
    private final InstantSource clock;

    TeamImportCalls(
            PeopleReading reading,
            PeopleActs acts,
            Connections connections,
            Audit audit,
            Waiting waiting,
            InstantSource clock) {
        this.reading = reading;
        this.acts = acts;
        this.connections = connections;
        this.audit = audit;
        this.waiting = waiting;
        this.clock = clock;
    }

    void take(RoutingContext context) {
        var id = Parameters.of(context).bodyText("connection");
        var one = Named.in(context, connections, id);
        if (one == null) {
            return;
        }
        var api = one.line().api();
        var rosters = api == null ? null : api.rosters();
        if (rosters == null) {
            Problem.send(
                    context.request(),
                    409,
                    api == null
                            ? "the connection has no API credentials, so nobody can be asked; give"
                                    + " its auth"
                            : "no teams can be imported from " + one.provider());
            return;
        }
        var doer = new Doer(Caller.of(context).actor().name(), clock.instant());
        waiting.on(() -> take(id, rosters, doer))
                .onSuccess(taken -> {
                    if (taken.act() != null) {
                        audit.record(
                                Caller.of(context)
                                        .did(
                                                clock.instant(),
                                                "people.changed",
                                                taken.act().toString(),
                                                null));
                    }
                    Answer.json(context, taken.json());
                })
                .onFailure(failed -> ProviderProblem.send(context, failed));
    }

    private record Taken(@Nullable UUID act, Map<String, @Nullable Object> json) {}

    private Taken take(String connection, Rosters rosters, Doer doer) {
        var told = read(connection, rosters);
        var done = acts.importTeams(told.teams(), doer);
        if (!(done.outcome() instanceof Outcome.Done(var act, _))) {
            throw new IllegalStateException("an import is never refused");
        }
        var ids = told.teams().faces().stream().map(one -> one.account().id()).toList();
        var strangers = reading.strangers(connection, ids);
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("connection", connection);
        json.put("act", act);
        json.put("teams", counts(told.teams().teams().size(), done.counts()));
        json.put(
                "members",
                Map.of("linked", ids.size() - strangers.size(), "unlinked", strangers.size()));
        json.put("unlinked", strangers.stream().map(TeamImportCalls::json).toList());
        json.put("unread", told.flaws().stream().map(TeamImportCalls::json).toList());
        return new Taken(act, json);
    }

    private static Map<String, Object> counts(int read, TeamImport.Counts counts) {
        return Map.of(
                "read", read,
                "added", counts.added(),
                "renamed", counts.renamed(),
                "changed", counts.changed(),
                "removed", counts.removed());
    }

    private static Map<String, @Nullable Object> json(PeopleReading.Identity one) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", one.account().word());
        json.put("login", one.login());
        json.put("name", one.name());
        return json;
    }

    private static Map<String, @Nullable Object> json(Page.Flaw flaw) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("item", flaw.item());
        json.put("reason", flaw.reason());
        return json;
    }

    private record Told(TeamImport teams, List<Page.Flaw> flaws) {}

    /// All of it before anything is changed: what fails half-way has changed nothing.
    private static Told read(String connection, Rosters rosters) {
        var teams = new TreeMap<String, Roster>();
        var flaws = new ArrayList<Page.Flaw>();
        String next = null;
        var pages = 0;
        do {
            if (++pages > PAGES_MAX) {
                throw new ApiFailure.Unreadable("the list of teams does not end");
            }
            var page = rosters.teams(next);
            // One that changed its place while pages were turned is there twice.
            page.items().forEach(one -> teams.put(one.source(), one));
            flaws.addAll(page.flaws());
            next = page.next();
        } while (next != null);
        var faces = new TreeMap<Account, TeamImport.Face>();
        teams.values()
                .forEach(one ->
                        humans(one)
                                .forEach(member -> {
                                    var account = new Account(connection, member.actor().id());
                                    faces.put(
                                            account,
                                            new TeamImport.Face(
                                                    account,
                                                    member.actor().login(),
                                                    member.name(),
                                                    member.email()));
                                }));
        var taken =
                teams.values().stream()
                        .map(one ->
                                new TeamImport.Team(
                                        one.source(),
                                        one.name(),
                                        one.path(),
                                        humans(one).stream()
                                                .map(member ->
                                                        new Account(
                                                                connection, member.actor().id()))
                                                .collect(Collectors.toUnmodifiableSet())))
                        .toList();
        return new Told(
                new TeamImport(connection, taken, List.copyOf(faces.values()), flaws.isEmpty()),
                flaws);
    }

    private static List<Roster.Member> humans(Roster roster) {
        return roster.members().stream().filter(one -> !one.actor().bot()).toList();
    }
}
