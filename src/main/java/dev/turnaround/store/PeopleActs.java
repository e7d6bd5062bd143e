package dev.turnaround.store;

import static dev.turnaround.store.Columns.flags;
import static dev.turnaround.store.Columns.texts;

import dev.turnaround.model.Account;
import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.store.PeopleChanges.OfAccount;
import dev.turnaround.store.PeopleChanges.OfAgreement;
import dev.turnaround.store.PeopleChanges.OfMember;
import dev.turnaround.store.PeopleChanges.OfPerson;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What administrators do about persons and accounts. Every act is kept with what was before it,
/// can be taken back as long as nobody has changed the same since, and asks for what it concerns to
/// be folded again, all in one transaction.
///
/// Call on a virtual thread. Every call may throw what the SQL client throws, or [Away].
public final class PeopleActs {

    // Whoever folds shares this lock: see people_now.
    private static final String OWN = "select pg_advisory_xact_lock(hashtext('turnaround people'))";

    private static final String ACCOUNTS =
            """
            select i.connection, i.id, i.login, i.person, i.called_bot
            from identity i
            join unnest($1::text[], $2::text[]) as k (connection, id) using (connection, id)
            order by i.connection, i.id
            for update of i
            """;

    private static final String ACCOUNTS_OF =
            """
            select connection, id, login, person, called_bot from identity
            where person = $1
            order by connection, id
            for update
            """;

    private static final String PERSON = "select name from person where id = $1 and not gone";

    private static final String SAY =
            """
            update identity i set person = n.person, called_bot = n.bot
            from unnest($1::text[], $2::text[], $3::uuid[], $4::boolean[]) as n (connection, id, person, bot)
            where i.connection = n.connection and i.id = n.id
            """;

    private static final String MAKE_PERSON = "insert into person (id, name) values ($1, $2)";

    private static final String SET_GONE = "update person set gone = $2 where id = $1";

    private static final String JOIN =
            "insert into team_member (team, person) values ($1, $2) on conflict do nothing";

    private static final String LEAVE = "delete from team_member where team = $1 and person = $2";

    private static final String TEAMS_OF =
            """
            select team from team_member where person = $1
            except select team from team_member where person = $2
            """;

    private static final String MEMBERS = "select person from team_member where team = $1";

    private static final String MAKE_TEAM =
            "insert into team (name) values ($1) on conflict do nothing returning id";

    private static final String TEAM =
            "select name, connection from team where id = $1 and not gone for update";

    private static final String RECORD =
            """
            insert into people_act (at, by, kind, what, changes, undoes) values ($1, $2, $3, $4, $5, $6)
            returning id
            """;

    private static final String MOVE_ON =
            """
            update people_state
            set version = version + 1, unsettled = case when $1 then version + 1 else unsettled end
            returning version
            """;

    // Which account stands for a person's others may change with any of them.
    private static final String TOUCHED =
            """
            select connection, id from identity where person = any($1::uuid[]) and connection = any($2::text[])
            union
            select * from unnest($3::text[], $4::text[])
            order by 1, 2
            """;

    // Whoever answered for a team may change with its members, wherever it was asked.
    private static final String TOUCHED_TEAMS =
            """
            select connection, 'team:' || source from team
            where id = any($1::uuid[]) and connection is not null
            """;

    private static final String ASK =
            """
            insert into people_job (version, act, connections, accounts, total, begun_at)
            select $1, $2, $3::text[], $4::text[],
                   (select count(*) from unnest($3::text[], $4::text[]) as k (connection, account)
                    join involved using (connection, account)),
                   $5
            """;

    // What waits for its author is read by itself, where it can be read: as what failed once.
    private static final String READ_WHAT_WAITED =
            """
            with known as (
              delete from left_out l
              using unnest($1::text[], $2::text[]) as k (connection, author)
              where l.connection = k.connection and l.author = k.author and l.connection = any($3::text[])
              returning l.connection, l.repository, l.number, l.repository_name),
            wanted as (
              insert into sync_flaw (connection, repository, subject, item, reason, at)
              select connection, repository, 'pull_requests', number::text, 'its author became known; it is being read', $4
              from known
              on conflict do nothing)
            insert into sync (connection, repository, repository_name, reason, state, requested_at)
            select distinct on (connection, repository) connection, repository, repository_name, 'retry', 'queued', $4
            from known
            order by connection, repository
            on conflict (connection, repository, (reason = 'retry')) where state = 'queued' do nothing
            """;

    private static final String ACT =
            "select kind, what, changes, undone_by from people_act where id = $1 for update";

    private static final String UNDONE = "update people_act set undone_by = $2 where id = $1";

    private final Pool pool;
    private final Supplier<Set<String>> readable;

    /// Acts.
    ///
    /// @param readable the connections whose API can be read
    public PeopleActs(Readers readers, Supplier<Set<String>> readable) {
        this.pool = readers.pool();
        this.readable = readable;
    }

    /// Who acts, and when.
    public record Doer(String by, Instant at) {}

    /// What came of an act.
    public sealed interface Outcome {
        /// It is done.
        ///
        /// @param act null when it was so already
        /// @param subject the person or team that was made; null when none was
        record Done(@Nullable UUID act, @Nullable UUID subject) implements Outcome {}

        /// Something that it names is not there.
        record Missing(String what) implements Outcome {}

        /// It cannot be done as things are.
        record Refused(String why) implements Outcome {}
    }

    /// Says something else of an account.
    ///
    /// @param change of what was said so far
    public Outcome say(Account account, UnaryOperator<Standing> change, Doer doer) {
        return transact(sql -> {
            var found = accounts(sql, List.of(account));
            if (found.isEmpty()) {
                return new Outcome.Missing("no such identity");
            }
            var one = found.getFirst();
            var after = change.apply(one.standing());
            var person = after.person();
            var name = person == null ? null : nameOf(sql, person);
            if (person != null && name == null) {
                return new Outcome.Missing("no such person");
            }
            var changes =
                    PeopleChanges.of(
                            after.equals(one.standing())
                                    ? List.of()
                                    : List.of(new OfAccount(account, one.standing(), after)));
            return apply(sql, kind(one.standing(), after), what(one, after, name), changes, doer);
        });
    }

    private static String kind(Standing before, Standing after) {
        if (!Objects.equals(before.person(), after.person())) {
            return after.person() == null ? "unlink" : "link";
        }
        return "mark";
    }

    private static String what(Found one, Standing after, @Nullable String name) {
        var words = new ArrayList<String>();
        if (!Objects.equals(one.standing().person(), after.person())) {
            words.add(name == null ? "is linked to nobody" : "is " + name);
        }
        if (!Objects.equals(one.standing().bot(), after.bot())) {
            words.add(
                    after.bot() == null
                            ? "is a bot if the provider says so"
                            : after.bot() ? "is a bot" : "is no bot");
        }
        return one.login() + " at " + one.account().connection() + " " + String.join(", ", words);
    }

    /// Makes a person.
    ///
    /// @param theirs their accounts; taken from whomever they were linked to
    public Outcome make(String name, List<Account> theirs, Doer doer) {
        return transact(sql -> {
            var found = accounts(sql, theirs);
            if (found.size() < new TreeSet<>(theirs).size()) {
                return new Outcome.Missing("no such identity");
            }
            var id = UUID.randomUUID();
            send(sql, MAKE_PERSON, Tuple.of(id, name));
            var changes =
                    new PeopleChanges(
                            found.stream().map(one -> one.linkedTo(id)).toList(),
                            List.of(new OfPerson(id, false, true)),
                            List.of());
            return of(id, apply(sql, "person", name + " was added", changes, doer));
        });
    }

    /// Makes one person of two.
    ///
    /// @param from whose accounts and teams become those of the other
    public Outcome merge(UUID from, UUID into, Doer doer) {
        return transact(sql -> {
            var left = nameOf(sql, from);
            var right = nameOf(sql, into);
            if (left == null || right == null) {
                return new Outcome.Missing("no such person");
            }
            if (from.equals(into)) {
                return new Outcome.Refused("it is one person already");
            }
            var joined = new ArrayList<OfMember>();
            for (var row : send(sql, TEAMS_OF, Tuple.of(from, into))) {
                joined.add(new OfMember(row.getUUID(0), into, false, true));
            }
            var changes =
                    new PeopleChanges(
                            found(send(sql, ACCOUNTS_OF, Tuple.of(from))).stream()
                                    .map(one -> one.linkedTo(into))
                                    .toList(),
                            List.of(new OfPerson(from, true, false)),
                            joined);
            return apply(sql, "merge", left + " is " + right, changes, doer);
        });
    }

    /// Makes a team.
    public Outcome makeTeam(String name, Set<UUID> members, Doer doer) {
        return transact(sql -> {
            if (!arePersons(sql, members)) {
                return new Outcome.Missing("no such person");
            }
            var made = send(sql, MAKE_TEAM, Tuple.of(name));
            if (made.size() == 0) {
                return new Outcome.Refused("there is a team of this name");
            }
            var id = made.iterator().next().getUUID(0);
            return of(
                    id,
                    apply(sql, "team", name + " was added", members(id, Set.of(), members), doer));
        });
    }

    /// Says who is in a team.
    public Outcome setMembers(UUID team, Set<UUID> members, Doer doer) {
        return transact(sql -> {
            var found = send(sql, TEAM, Tuple.of(team));
            if (found.size() == 0) {
                return new Outcome.Missing("no such team");
            }
            var source = found.iterator().next().getString(1);
            if (source != null) {
                return new Outcome.Refused(
                        "its members are those that "
                                + source
                                + " tells; change them there and import again");
            }
            if (!arePersons(sql, members)) {
                return new Outcome.Missing("no such person");
            }
            var before = new TreeSet<UUID>();
            send(sql, MEMBERS, Tuple.of(team)).forEach(row -> before.add(row.getUUID(0)));
            var what = found.iterator().next().getString(0) + " has other members";
            return apply(sql, "team", what, members(team, before, members), doer);
        });
    }

    /// Takes over the teams of a provider, and what their members show of themselves. The latter
    /// stays when the former is undone.
    public TeamImport.Done importTeams(TeamImport told, Doer doer) {
        var counts = new AtomicReference<>(new TeamImport.Counts(0, 0, 0, 0));
        var outcome =
                transact(sql -> {
                    TeamWrites.saveFaces(sql, told.faces(), doer.at());
                    var changes = TeamWrites.changes(sql, told);
                    counts.set(TeamWrites.counts(changes));
                    var what = "the teams of " + told.connection() + " were imported";
                    return apply(sql, "import", what, changes, doer);
                });
        return new TeamImport.Done(outcome, counts.get());
    }

    /// Agrees on something for all or for a team.
    ///
    /// @param team null for all
    /// @param what with the scope of that team, or of all
    /// @param value null takes it away
    public Outcome agree(
            @Nullable UUID team, Agreement what, @Nullable JsonObject value, Doer doer) {
        return transact(sql -> {
            var name = team == null ? Agreement.ALL : teamName(sql, team);
            if (name == null) {
                return new Outcome.Missing("no such team");
            }
            var all = AgreementWrites.all(sql);
            if (all.containsKey(new Agreement(what.kind(), Agreement.inFile(name), what.about()))) {
                return new Outcome.Refused("it stands in the configuration file; change it there");
            }
            var before = all.get(what);
            if (before == null && value == null) {
                return new Outcome.Missing("there is none");
            }
            var changes =
                    PeopleChanges.ofAgreements(
                            Objects.equals(before, value)
                                    ? List.of()
                                    : List.of(new OfAgreement(what, before, value)));
            return apply(sql, what.kind().word(), said(what, name, value), changes, doer);
        });
    }

    private static @Nullable String teamName(SqlClient sql, UUID team) {
        return send(sql, TEAM, Tuple.of(team)).stream()
                .findFirst()
                .map(row -> row.getString(0))
                .orElse(null);
    }

    private static String said(Agreement what, String name, @Nullable JsonObject value) {
        var whose = name.isEmpty() ? "everybody" : name;
        return switch (what.kind()) {
            case CALENDAR ->
                    value == null
                            ? whose + " has no working hours of its own"
                            : whose + " has other working hours";
            case TARGET ->
                    value == null
                            ? whose + " has no target for " + what.about()
                            : whose + " has another target for " + what.about();
        };
    }

    /// Takes over the calendars of the configuration file.
    ///
    /// @param calendars by the name of the team; [Agreement#ALL] for everybody's
    public Outcome provision(Map<String, WorkCalendar> calendars, Doer doer) {
        return transact(sql -> {
            var wanted = new HashMap<Agreement, JsonObject>();
            calendars.forEach((name, calendar) ->
                    wanted.put(
                            Agreement.calendar(Agreement.inFile(name)), Agreement.json(calendar)));
            var standing = AgreementWrites.all(sql);
            standing.keySet().removeIf(one -> !one.isInFile());
            var changes = new ArrayList<OfAgreement>();
            var both = new HashSet<>(standing.keySet());
            both.addAll(wanted.keySet());
            for (var one : both) {
                if (!Objects.equals(standing.get(one), wanted.get(one))) {
                    changes.add(new OfAgreement(one, standing.get(one), wanted.get(one)));
                }
            }
            return apply(
                    sql,
                    Agreement.Kind.CALENDAR.word(),
                    "working hours changed in the configuration file",
                    PeopleChanges.ofAgreements(changes),
                    doer);
        });
    }

    private static PeopleChanges members(UUID team, Set<UUID> before, Set<UUID> after) {
        var all = new TreeSet<>(before);
        all.addAll(after);
        return new PeopleChanges(
                List.of(),
                List.of(),
                all.stream()
                        .map(one ->
                                new OfMember(team, one, before.contains(one), after.contains(one)))
                        .filter(one -> one.before() != one.after())
                        .toList());
    }

    private static boolean arePersons(SqlClient sql, Set<UUID> persons) {
        return persons.stream().allMatch(one -> nameOf(sql, one) != null);
    }

    /// Takes an act back. That is an act too, and can be taken back.
    public Outcome undo(UUID act, Doer doer) {
        return transact(sql -> {
            var rows = send(sql, ACT, Tuple.of(act));
            if (rows.size() == 0) {
                return new Outcome.Missing("no such act");
            }
            var row = rows.iterator().next();
            if (row.getUUID(3) != null) {
                return new Outcome.Refused("it has been undone already");
            }
            var changes = PeopleChanges.of(row.getJsonObject(2)).reversed();
            var inTheWay = inTheWay(sql, changes);
            if (inTheWay != null) {
                return new Outcome.Refused(inTheWay);
            }
            var outcome = apply(sql, "undo", row.getString(1), changes, doer, act);
            if (outcome instanceof Outcome.Done(var undoing, _)) {
                send(sql, UNDONE, Tuple.of(act, undoing));
            }
            return outcome;
        });
    }

    private static @Nullable String inTheWay(SqlClient sql, PeopleChanges changes) {
        var accounts = changes.accounts().stream().map(OfAccount::account).toList();
        for (var found : accounts(sql, accounts)) {
            for (var change : changes.accounts()) {
                if (change.account().equals(found.account())
                        && !change.before().equals(found.standing())) {
                    return found.login() + " was changed since; undo that first";
                }
            }
        }
        for (var person : changes.persons()) {
            if (!person.after()) {
                var others =
                        found(send(sql, ACCOUNTS_OF, Tuple.of(person.person()))).stream()
                                .filter(one -> !accounts.contains(one.account()))
                                .findFirst();
                if (others.isPresent()) {
                    return others.get().login() + " was linked since; undo that first";
                }
            }
        }
        var agreed = AgreementWrites.inTheWay(sql, changes);
        return agreed == null ? TeamWrites.inTheWay(sql, changes) : agreed;
    }

    private static Outcome of(UUID subject, Outcome outcome) {
        return outcome instanceof Outcome.Done(var act, _)
                ? new Outcome.Done(act, subject)
                : outcome;
    }

    /// An account as it was found, under lock.
    private record Found(Account account, String login, Standing standing) {
        OfAccount linkedTo(UUID person) {
            return new OfAccount(account, standing, new Standing(person, standing.bot()));
        }
    }

    private static List<Found> accounts(SqlClient sql, Collection<Account> accounts) {
        return found(
                send(
                        sql,
                        ACCOUNTS,
                        Tuple.wrap(
                                List.of(
                                        texts(accounts, Account::connection),
                                        texts(accounts, Account::id)))));
    }

    private static List<Found> found(RowSet<Row> rows) {
        return rows.stream()
                .map(row ->
                        new Found(
                                new Account(row.getString(0), row.getString(1)),
                                row.getString(2),
                                new Standing(row.getUUID(3), row.getBoolean(4))))
                .toList();
    }

    private static @Nullable String nameOf(SqlClient sql, UUID person) {
        return send(sql, PERSON, Tuple.of(person)).stream()
                .findFirst()
                .map(row -> row.getString(0))
                .orElse(null);
    }

    private Outcome apply(
            SqlClient sql, String kind, String what, PeopleChanges changes, Doer doer) {
        return apply(sql, kind, what, changes, doer, null);
    }

    private Outcome apply(
            SqlClient sql,
            String kind,
            String what,
            PeopleChanges changes,
            Doer doer,
            @Nullable UUID undoes) {
        if (changes.isNothing()) {
            return new Outcome.Done(null, null);
        }
        var before = Patience.await(DirectoryReads.all(sql));
        write(sql, changes);
        var after = Patience.await(DirectoryReads.all(sql));
        if (!after.sameUsualHours(before)) {
            AgreementWrites.measureAll(sql);
        }
        var otherHours = after.withOtherHours(before);
        var at = doer.at().atOffset(ZoneOffset.UTC);
        var act =
                send(sql, RECORD, Tuple.of(at, doer.by(), kind, what, changes.json(), undoes))
                        .iterator()
                        .next()
                        .getUUID(0);
        var refold =
                !changes.accounts().isEmpty()
                        || !changes.regrouped().isEmpty()
                        || !otherHours.isEmpty();
        var version = send(sql, MOVE_ON, Tuple.of(refold)).iterator().next().getLong(0);
        if (refold) {
            var touched = touched(sql, changes);
            touched.addAll(otherHours);
            send(
                    sql,
                    ASK,
                    Tuple.of(
                            version,
                            act,
                            texts(touched, Account::connection),
                            texts(touched, Account::id),
                            at));
            readWhatWaited(sql, changes, doer.at());
        }
        return new Outcome.Done(act, null);
    }

    private static void write(SqlClient sql, PeopleChanges changes) {
        var said = changes.accounts();
        if (!said.isEmpty()) {
            send(
                    sql,
                    SAY,
                    Tuple.wrap(
                            Arrays.asList(
                                    texts(said, one -> one.account().connection()),
                                    texts(said, one -> one.account().id()),
                                    said.stream()
                                            .map(one -> one.after().person())
                                            .toArray(UUID[]::new),
                                    flags(said, one -> one.after().bot()))));
        }
        changes.persons().forEach(one -> send(sql, SET_GONE, Tuple.of(one.person(), !one.after())));
        changes.members()
                .forEach(one ->
                        send(sql, one.after() ? JOIN : LEAVE, Tuple.of(one.team(), one.person())));
        TeamWrites.write(sql, changes);
        AgreementWrites.write(sql, changes.agreements());
    }

    private static SortedSet<Account> touched(SqlClient sql, PeopleChanges changes) {
        var changed = changes.accounts().stream().map(OfAccount::account).toList();
        var touched = new TreeSet<Account>();
        var rows =
                send(
                        sql,
                        TOUCHED,
                        Tuple.of(
                                changes.concerned().toArray(UUID[]::new),
                                changed.stream()
                                        .map(Account::connection)
                                        .distinct()
                                        .toArray(String[]::new),
                                texts(changed, Account::connection),
                                texts(changed, Account::id)));
        rows.forEach(row -> touched.add(new Account(row.getString(0), row.getString(1))));
        var teams = Tuple.of((Object) changes.regrouped().toArray(UUID[]::new));
        send(sql, TOUCHED_TEAMS, teams)
                .forEach(row -> touched.add(new Account(row.getString(0), row.getString(1))));
        return touched;
    }

    private void readWhatWaited(SqlClient sql, PeopleChanges changes, Instant now) {
        var known =
                changes.accounts().stream()
                        .filter(one ->
                                one.after().person() != null
                                        || Boolean.TRUE.equals(one.after().bot()))
                        .map(OfAccount::account)
                        .toList();
        if (!known.isEmpty()) {
            send(
                    sql,
                    READ_WHAT_WAITED,
                    Tuple.of(
                            texts(known, Account::connection),
                            texts(known, Account::id),
                            readable.get().toArray(String[]::new),
                            now.atOffset(ZoneOffset.UTC)));
        }
    }

    /// What is done within a transaction.
    @FunctionalInterface
    private interface Work {
        Outcome on(SqlClient sql);
    }

    private Outcome transact(Work work) {
        var sql = Patience.await(pool.getConnection());
        try {
            var transaction = Patience.await(sql.begin());
            try {
                send(sql, OWN, Tuple.tuple());
                var outcome = work.on(sql);
                if (outcome instanceof Outcome.Done) {
                    Patience.await(transaction.commit());
                } else {
                    Patience.await(transaction.rollback());
                }
                return outcome;
            } catch (RuntimeException failed) {
                transaction.rollback();
                throw failed;
            }
        } finally {
            sql.close();
        }
    }

    private static RowSet<Row> send(SqlClient sql, String statement, Tuple arguments) {
        return Patience.await(new Statement(statement, arguments).send(sql));
    }
}
