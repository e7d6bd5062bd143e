package dev.turnaround.store;

import dev.turnaround.model.Account;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an act changes, with what was before, so that it can be turned round.
///
/// @param accounts what is said of accounts
/// @param persons which persons there are
/// @param members who is in which team
/// @param teams which teams of providers there are, and what they are called
/// @param rosters which accounts are in which of these
/// @param agreements when people work, and how fast is fast enough
record PeopleChanges(
        List<OfAccount> accounts,
        List<OfPerson> persons,
        List<OfMember> members,
        List<OfTeam> teams,
        List<OfRoster> rosters,
        List<OfAgreement> agreements) {

    /// What was said of an account and what is said from then on.
    record OfAccount(Account account, Standing before, Standing after) {}

    /// Whether a person was there and is from then on.
    record OfPerson(UUID person, boolean before, boolean after) {}

    /// Whether a person was in a team and is from then on.
    record OfMember(UUID team, UUID person, boolean before, boolean after) {}

    /// What a team was called and is called from then on; null when it was not there, or is not.
    record OfTeam(UUID team, @Nullable String before, @Nullable String after) {}

    /// Whether an account was in a team and is from then on.
    record OfRoster(UUID team, Account account, boolean before, boolean after) {}

    /// What was agreed on and is from then on; null where nothing was, or is.
    record OfAgreement(Agreement what, @Nullable JsonObject before, @Nullable JsonObject after) {}

    PeopleChanges {
        accounts = List.copyOf(accounts);
        persons = List.copyOf(persons);
        members = List.copyOf(members);
        teams = List.copyOf(teams);
        rosters = List.copyOf(rosters);
        agreements = List.copyOf(agreements);
    }

    PeopleChanges(List<OfAccount> accounts, List<OfPerson> persons, List<OfMember> members) {
        this(accounts, persons, members, List.of(), List.of(), List.of());
    }

    static PeopleChanges ofTeams(List<OfTeam> teams, List<OfRoster> rosters) {
        return new PeopleChanges(List.of(), List.of(), List.of(), teams, rosters, List.of());
    }

    static PeopleChanges ofAgreements(List<OfAgreement> agreements) {
        return new PeopleChanges(List.of(), List.of(), List.of(), List.of(), List.of(), agreements);
    }

    static PeopleChanges of(List<OfAccount> accounts) {
        return new PeopleChanges(accounts, List.of(), List.of());
    }

    boolean isNothing() {
        return Stream.of(accounts, persons, members, teams, rosters, agreements)
                .allMatch(List::isEmpty);
    }

    /// The act that takes this one back.
    PeopleChanges reversed() {
        return new PeopleChanges(
                accounts.stream()
                        .map(one -> new OfAccount(one.account(), one.after(), one.before()))
                        .toList(),
                persons.stream()
                        .map(one -> new OfPerson(one.person(), one.after(), one.before()))
                        .toList(),
                members.stream()
                        .map(one ->
                                new OfMember(one.team(), one.person(), one.after(), one.before()))
                        .toList(),
                teams.stream()
                        .map(one -> new OfTeam(one.team(), one.after(), one.before()))
                        .toList(),
                rosters.stream()
                        .map(one ->
                                new OfRoster(one.team(), one.account(), one.after(), one.before()))
                        .toList(),
                agreements.stream()
                        .map(one -> new OfAgreement(one.what(), one.after(), one.before()))
                        .toList());
    }

    /// What was said of the accounts before.
    Map<Account, Standing> before() {
        var before = new HashMap<Account, Standing>();
        accounts.forEach(one -> before.put(one.account(), one.before()));
        return before;
    }

    /// The teams of providers that are new or gone, or lose or win an account.
    Set<UUID> regrouped() {
        return Stream.concat(
                        teams.stream()
                                .filter(one -> (one.before() == null) != (one.after() == null))
                                .map(OfTeam::team),
                        rosters.stream().map(OfRoster::team))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The persons that lose or win an account.
    Set<UUID> concerned() {
        return accounts.stream()
                .flatMap(one -> Stream.of(one.before().person(), one.after().person()))
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    JsonObject json() {
        return new JsonObject()
                .put(
                        "accounts",
                        array(
                                accounts,
                                one ->
                                        new JsonObject()
                                                .put("account", one.account().word())
                                                .put("before", json(one.before()))
                                                .put("after", json(one.after()))))
                .put(
                        "persons",
                        array(
                                persons,
                                one ->
                                        new JsonObject()
                                                .put("person", one.person().toString())
                                                .put("before", one.before())
                                                .put("after", one.after())))
                .put(
                        "members",
                        array(
                                members,
                                one ->
                                        new JsonObject()
                                                .put("team", one.team().toString())
                                                .put("person", one.person().toString())
                                                .put("before", one.before())
                                                .put("after", one.after())))
                .put(
                        "teams",
                        array(
                                teams,
                                one ->
                                        new JsonObject()
                                                .put("team", one.team().toString())
                                                .put("before", one.before())
                                                .put("after", one.after())))
                .put(
                        "rosters",
                        array(
                                rosters,
                                one ->
                                        new JsonObject()
                                                .put("team", one.team().toString())
                                                .put("account", one.account().word())
                                                .put("before", one.before())
                                                .put("after", one.after())))
                .put(
                        "agreements",
                        array(
                                agreements,
                                one ->
                                        new JsonObject()
                                                .put("kind", one.what().kind().word())
                                                .put("scope", one.what().scope())
                                                .put("about", one.what().about())
                                                .put("before", one.before())
                                                .put("after", one.after())));
    }

    static PeopleChanges of(JsonObject json) {
        return new PeopleChanges(
                objects(json.getJsonArray("accounts"))
                        .map(one ->
                                new OfAccount(
                                        Account.parse(one.getString("account")),
                                        standing(one.getJsonObject("before")),
                                        standing(one.getJsonObject("after"))))
                        .toList(),
                objects(json.getJsonArray("persons"))
                        .map(one ->
                                new OfPerson(
                                        UUID.fromString(one.getString("person")),
                                        one.getBoolean("before"),
                                        one.getBoolean("after")))
                        .toList(),
                objects(json.getJsonArray("members"))
                        .map(one ->
                                new OfMember(
                                        UUID.fromString(one.getString("team")),
                                        UUID.fromString(one.getString("person")),
                                        one.getBoolean("before"),
                                        one.getBoolean("after")))
                        .toList(),
                objects(json.getJsonArray("teams", new JsonArray()))
                        .map(one ->
                                new OfTeam(
                                        UUID.fromString(one.getString("team")),
                                        one.getString("before"),
                                        one.getString("after")))
                        .toList(),
                objects(json.getJsonArray("rosters", new JsonArray()))
                        .map(one ->
                                new OfRoster(
                                        UUID.fromString(one.getString("team")),
                                        Account.parse(one.getString("account")),
                                        one.getBoolean("before"),
                                        one.getBoolean("after")))
                        .toList(),
                objects(json.getJsonArray("agreements", new JsonArray()))
                        .map(one ->
                                new OfAgreement(
                                        new Agreement(
                                                Agreement.Kind.of(one.getString("kind")),
                                                one.getString("scope"),
                                                one.getString("about")),
                                        one.getJsonObject("before"),
                                        one.getJsonObject("after")))
                        .toList());
    }

    private static <T> JsonArray array(List<T> some, Function<T, JsonObject> one) {
        var array = new JsonArray();
        some.forEach(each -> array.add(one.apply(each)));
        return array;
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static JsonObject json(Standing standing) {
        return new JsonObject()
                .put("person", standing.person() == null ? null : standing.person().toString())
                .put("bot", standing.bot());
    }

    private static Standing standing(JsonObject json) {
        @Nullable String person = json.getString("person");
        return new Standing(
                person == null ? null : UUID.fromString(person), json.getBoolean("bot"));
    }
}
