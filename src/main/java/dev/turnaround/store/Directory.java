package dev.turnaround.store;

import static java.util.Objects.requireNonNull;

import dev.turnaround.model.Account;
import dev.turnaround.model.Actor;
import dev.turnaround.model.People;
import dev.turnaround.model.Phase;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.calendar.Calendars;
import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.model.due.Deadlines;
import dev.turnaround.model.due.Due;
import dev.turnaround.model.due.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that administrators have said of accounts, as it was at one version. Accounts of which they
/// have said nothing are not in it, so that it is small.
public final class Directory {
    /// Nobody is known.
    static final Directory EMPTY =
            new Directory(0, 0, Map.of(), Map.of(), Map.of(), Map.of(), Agreed.NOTHING);

    private final long version;
    private final long unsettled;
    private final Map<Account, Standing> accounts;
    private final Map<UUID, String> names;
    private final Map<UUID, Set<String>> teams;
    private final Map<String, Map<String, Set<String>>> members;
    private final Agreed agreed;
    private final Map<String, People> people;

    /// A directory.
    ///
    /// @param version moves with every change
    /// @param unsettled the version as of which the latest recomputation that is not over began; 0
    ///   when none is going on
    /// @param names of persons
    /// @param teams the ids and the names in lower case of the teams of persons
    /// @param members by connection, the accounts in the teams that its provider has told of, by
    ///   [dev.turnaround.model.Reviewer#key]
    /// @param agreed when they work, and how fast is fast enough
    Directory(
            long version,
            long unsettled,
            Map<Account, Standing> accounts,
            Map<UUID, String> names,
            Map<UUID, Set<String>> teams,
            Map<String, Map<String, Set<String>>> members,
            Agreed agreed) {
        this.version = version;
        this.unsettled = unsettled;
        this.accounts = Map.copyOf(accounts);
        this.names = Map.copyOf(names);
        this.teams = Map.copyOf(teams);
        this.members = Map.copyOf(members);
        this.agreed = agreed;
        this.people = people(this.accounts, this.members);
    }

    /// Somebody.
    ///
    /// @param teams the ids and the names in lower case of their teams
    public record Person(UUID id, String name, Set<String> teams) {}

    /// The first account in order stands for a person's others.
    private static Map<String, People> people(
            Map<Account, Standing> accounts, Map<String, Map<String, Set<String>>> members) {
        var first = new HashMap<UUID, Map<String, String>>();
        var same = new HashMap<String, Map<String, String>>();
        var bots = new HashMap<String, Map<String, Boolean>>();
        new TreeMap<>(accounts)
                .forEach((account, standing) -> {
                    var connection = account.connection();
                    if (standing.bot() != null) {
                        bots.computeIfAbsent(connection, _ -> new HashMap<>())
                                .put(account.id(), standing.bot());
                    }
                    if (standing.person() != null) {
                        var stands =
                                first.computeIfAbsent(standing.person(), _ -> new HashMap<>())
                                        .computeIfAbsent(connection, _ -> account.id());
                        if (!stands.equals(account.id())) {
                            same.computeIfAbsent(connection, _ -> new HashMap<>())
                                    .put(account.id(), stands);
                        }
                    }
                });
        var people = new HashMap<String, People>();
        same.keySet().forEach(connection -> people.put(connection, People.STRANGERS));
        bots.keySet().forEach(connection -> people.put(connection, People.STRANGERS));
        members.keySet().forEach(connection -> people.put(connection, People.STRANGERS));
        people.replaceAll((connection, _) ->
                new People(
                        same.getOrDefault(connection, Map.of()),
                        bots.getOrDefault(connection, Map.of()),
                        members.getOrDefault(connection, Map.of())));
        return Map.copyOf(people);
    }

    /// Moves with every change.
    public long version() {
        return version;
    }

    /// Whether what was folded at a version may still have to be folded again.
    public boolean mayBeOutdated(long foldedAt) {
        return foldedAt < unsettled;
    }

    /// What a connection's pull requests are folded with.
    public People people(String connection) {
        return people.getOrDefault(connection, People.STRANGERS);
    }

    /// Whose account it is; null when nobody has said, or the account is deleted.
    public @Nullable Person personOf(String connection, @Nullable String account) {
        var standing = account == null ? null : accounts.get(new Account(connection, account));
        if (standing == null || standing.person() == null) {
            return null;
        }
        var id = standing.person();
        return new Person(
                id,
                requireNonNull(names.get(id), "every person has a name"),
                teams.getOrDefault(id, Set.of()));
    }

    /// Whose working hours are whose at a connection.
    public Calendars calendars(String connection) {
        return new Calendars(
                account -> calendar(new Account(connection, account)), agreed.everybody());
    }

    private @Nullable WorkCalendar calendar(Account account) {
        var person = person(account);
        return person == null ? null : agreed.calendars().get(person);
    }

    /// The id of the team by whose calendar a pull request waits now, as [Calendars] has it; null
    /// for everybody's.
    public @Nullable String calendarTeam(PullRequest pullRequest) {
        var connection = pullRequest.key().connection();
        var progress = pullRequest.progress();
        var awaited = progress.phase() == Phase.AWAITING_REVIEW ? progress.owing() : null;
        var reviewers =
                awaited == null ? null : calendarTeam(connection, Reviewer.account(awaited));
        var author = progress.opened().actor();
        return reviewers == null && author != null
                ? calendarTeam(connection, author.id())
                : reviewers;
    }

    private @Nullable String calendarTeam(String connection, @Nullable String account) {
        var person = account == null ? null : person(new Account(connection, account));
        return person == null ? null : agreed.calendarTeams().get(person);
    }

    private @Nullable UUID person(Account account) {
        var standing = accounts.get(account);
        return standing == null ? null : standing.person();
    }

    /// How fast is fast enough for what somebody opened.
    ///
    /// @param account null when it is deleted
    public List<Target> targets(String connection, @Nullable String account) {
        var standing = account == null ? null : accounts.get(new Account(connection, account));
        return agreed.targets(standing == null ? null : standing.person());
    }

    /// How fast is fast enough for whoever has nothing of their own.
    List<Target> commonTargets() {
        return agreed.common();
    }

    /// How fast is fast enough for the accounts that have something of their own.
    Map<Account, List<Target>> ownTargets() {
        var own = new HashMap<Account, List<Target>>();
        accounts.forEach((account, standing) -> {
            var targets =
                    standing.person() == null ? null : agreed.targets().get(standing.person());
            if (targets != null) {
                own.put(account, targets);
            }
        });
        return own;
    }

    /// The target that a pull request misses first, or has missed; null when none of its clocks
    /// that run has one.
    public @Nullable Due due(PullRequest pullRequest) {
        var connection = pullRequest.key().connection();
        var author = pullRequest.progress().opened().actor();
        return Deadlines.first(
                pullRequest.progress(),
                targets(connection, author == null ? null : author.id()),
                calendars(connection));
    }

    /// Whether whoever is in no team with a calendar of its own works at the same hours in both.
    boolean sameUsualHours(Directory other) {
        return agreed.everybody().equals(other.agreed.everybody());
    }

    /// The accounts that have other working hours of their own than there.
    SortedSet<Account> withOtherHours(Directory other) {
        var all = new TreeSet<>(accounts.keySet());
        all.addAll(other.accounts.keySet());
        all.removeIf(one -> Objects.equals(calendar(one), other.calendar(one)));
        return all;
    }

    /// Whether it is known whose account it is, or that it is nobody's because it is a bot.
    public boolean isAccountedFor(String connection, Actor actor) {
        var standing = accounts.getOrDefault(new Account(connection, actor.id()), Standing.NONE);
        return standing.person() != null || (standing.bot() == null ? actor.bot() : standing.bot());
    }

    /// The directory with other words of some accounts.
    public Directory with(Map<Account, Standing> others) {
        var changed = new HashMap<>(accounts);
        changed.putAll(others);
        return new Directory(version, unsettled, changed, names, teams, members, agreed);
    }
}
