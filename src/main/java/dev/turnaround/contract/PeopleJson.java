package dev.turnaround.contract;

import dev.turnaround.model.people.Reason;
import dev.turnaround.model.people.Suggestion;
import dev.turnaround.store.PeopleReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Persons, accounts and teams as the API shows them.
public final class PeopleJson {

    private PeopleJson() {}

    /// An account, with what waits for somebody to say whose it is.
    ///
    /// @param provider the word for its provider
    public static Map<String, @Nullable Object> identity(
            PeopleReading.Identity one, String provider) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", one.account().word());
        json.put("provider", provider);
        json.put("connection", one.account().connection());
        json.put("login", one.login());
        json.put("name", one.name());
        json.put("email", one.email());
        json.put("linked", one.person() != null);
        json.put(
                "person",
                one.person() == null
                        ? null
                        : Map.of("id", one.person(), "name", String.valueOf(one.personName())));
        json.put("bot", one.calledBot() == null ? one.bot() : one.calledBot());
        json.put("botByProvider", one.bot());
        json.put("botByAdministrator", one.calledBot());
        json.put("seenAt", one.seenAt());
        var holds = new LinkedHashMap<String, @Nullable Object>();
        holds.put("authored", one.authored());
        holds.put("involved", one.involved());
        holds.put("skipped", one.skipped());
        json.put("pullRequests", holds);
        return json;
    }

    /// A person.
    public static Map<String, @Nullable Object> person(
            PeopleReading.Named one,
            List<Map<String, @Nullable Object>> identities,
            List<PeopleReading.Named> teams) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", one.id());
        json.put("name", one.name());
        json.put("identities", identities);
        json.put("teams", teams.stream().map(PeopleJson::named).toList());
        return json;
    }

    /// A team.
    public static Map<String, @Nullable Object> team(
            PeopleReading.Team one, List<PeopleReading.Named> members) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", one.id());
        json.put("name", one.name());
        json.put("connection", one.connection());
        json.put("members", members.stream().map(PeopleJson::named).toList());
        return json;
    }

    /// What was done, and how far it has come to count for the past.
    public static Map<String, @Nullable Object> act(PeopleReading.Act one) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", one.id());
        json.put("at", one.at());
        json.put("by", one.by());
        json.put("kind", one.kind());
        json.put("what", one.what());
        json.put("undoes", one.undoes());
        json.put("undoneBy", one.undoneBy());
        json.put("recomputation", one.total() == null ? null : recomputation(one));
        return json;
    }

    private static Map<String, @Nullable Object> recomputation(PeopleReading.Act one) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("done", one.done());
        json.put("total", one.total());
        json.put("endedAt", one.settledAt());
        return json;
    }

    /// A guess.
    public static Map<String, @Nullable Object> suggestion(Suggestion one) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("identity", one.account().word());
        json.put("resembles", one.other().word());
        json.put("person", one.person());
        json.put("reasons", one.reasons().stream().sorted().map(Reason::word).toList());
        json.put("confidence", one.confidence());
        return json;
    }

    private static Map<String, Object> named(PeopleReading.Named one) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", one.id());
        json.put("name", one.name());
        return json;
    }
}
