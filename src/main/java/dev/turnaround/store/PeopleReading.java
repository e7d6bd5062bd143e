package dev.turnaround.store;

import dev.turnaround.model.Account;
import dev.turnaround.model.people.Profile;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads persons, their accounts and teams, and what was done about them.
///
/// Call on a virtual thread. Every call throws [Away] when the database is.
public final class PeopleReading {

    private static final String IDENTITIES =
            """
            select i.connection, i.id, i.login, i.name, i.email, i.bot, i.called_bot, i.person, p.name, i.seen_at,
                   (select count(*) from involved v where v.connection = i.connection and v.account = i.id and v.authored),
                   (select count(*) from involved v where v.connection = i.connection and v.account = i.id and not v.authored),
                   (select count(*) from left_out l
                    where l.connection = i.connection and l.author = i.id
                      and not exists (select from pull_request q
                                      where q.connection = l.connection and q.repository = l.repository and q.number = l.number))
            from identity i left join person p on p.id = i.person
            """;

    private static final String LIST =
            IDENTITIES
                    + """
                    where ($1::boolean is null or (i.person is not null) = $1)
                      and ($2::boolean is null or coalesce(i.called_bot, i.bot) = $2)
                      and ($3::text is null or i.connection = $3)
                      and ($4::text is null or position(lower($4) in lower(concat_ws(' ', i.login, i.name, p.name))) > 0)
                      and ($5::text is null or (i.connection, i.id) > ($5, $6))
                    order by i.connection, i.id
                    limit $7
                    """;

    private static final String ONE = IDENTITIES + "where i.connection = $1 and i.id = $2";

    private static final String OF_PERSONS =
            IDENTITIES + "where i.person = any($1::uuid[]) order by i.connection, i.id";

    private static final String PERSONS =
            """
            select id, name from person
            where not gone
              and ($1::text is null or position(lower($1) in lower(name)) > 0)
              and ($2::uuid is null or id = $2)
              and ($3::text is null or (lower(name), id) > (lower($3), $4))
            order by lower(name), id
            limit $5
            """;

    private static final String MEMBERSHIPS =
            """
            select m.person, t.id, t.name from team_person m join team t on t.id = m.team and not t.gone
            where m.person = any($1::uuid[])
            order by lower(t.name)
            """;

    private static final String TEAMS =
            """
            select id, name, connection, source from team
            where not gone
              and ($1::uuid is null or id = $1)
              and ($2::text is null or (lower(name), id) > (lower($2), $3))
            order by lower(name), id
            limit $4
            """;

    private static final String MEMBERS =
            """
            select m.team, p.id, p.name from team_person m join person p on p.id = m.person
            where m.team = any($1::uuid[]) and not p.gone
            order by lower(p.name)
            """;

    private static final String ACTS =
            """
            select a.id, a.ordinal, a.at, a.by, a.kind, a.what, a.undoes, a.undone_by, j.done, j.total, j.ended_at
            from people_act a left join people_job j on j.act = a.id
            where $1::bigint is null or a.ordinal < $1
            order by a.ordinal desc
            limit $2
            """;

    private static final String STRANGERS =
            IDENTITIES
                    + """
                    where i.connection = $1 and i.id = any($2::text[])
                      and i.person is null and not coalesce(i.called_bot, i.bot)
                    order by i.id
                    """;

    private static final String PROFILES =
            """
            select connection, id, login, name, email, coalesce(called_bot, bot), person from identity
            order by connection, id
            """;

    private final Pool pool;

    /// A reader.
    public PeopleReading(Readers readers) {
        this.pool = readers.pool();
    }

    /// An account, and what waits for somebody to say whose it is.
    ///
    /// @param bot the provider's word
    /// @param calledBot an administrator's, which counts; null when there is none
    /// @param person whose it is; null for nobody's
    /// @param authored how many pull requests it opened
    /// @param involved in how many of others it takes part
    /// @param skipped how many that it opened are left out because nobody knows it
    public record Identity(
            Account account,
            String login,
            @Nullable String name,
            @Nullable String email,
            boolean bot,
            @Nullable Boolean calledBot,
            @Nullable UUID person,
            @Nullable String personName,
            Instant seenAt,
            long authored,
            long involved,
            long skipped) {}

    /// What has an identity and a name: a person or a team.
    public record Named(UUID id, String name) {}

    /// A team.
    ///
    /// @param connection where it was imported from; null for one that was made here
    /// @param source its identity there
    public record Team(
            UUID id, String name, @Nullable String connection, @Nullable String source) {}

    /// Who belongs to what.
    ///
    /// @param to the person or the team
    /// @param one the team or the person that belongs there
    public record Membership(UUID to, Named one) {}

    /// Something that was done.
    ///
    /// @param ordinal by which lists go on
    /// @param undoes what it takes back; null for nothing
    /// @param undoneBy what has taken it back; null while it counts
    /// @param done how many pull requests have been folded again for it; null when none need be
    /// @param total of how many
    /// @param settledAt when all had been; null before
    public record Act(
            UUID id,
            long ordinal,
            Instant at,
            String by,
            String kind,
            String what,
            @Nullable UUID undoes,
            @Nullable UUID undoneBy,
            @Nullable Long done,
            @Nullable Long total,
            @Nullable Instant settledAt) {}

    /// Which accounts are asked for; a null asks for all.
    ///
    /// @param linked whether it is known whose they are
    /// @param bot whether they are bots
    /// @param text part of login or name, in any case
    /// @param after the last of the page before
    public record Query(
            @Nullable Boolean linked,
            @Nullable Boolean bot,
            @Nullable String connection,
            @Nullable String text,
            @Nullable Account after,
            int limit) {}

    /// Accounts, in their order.
    public List<Identity> identities(Query query) {
        var after = query.after();
        return identities(
                send(
                        LIST,
                        query.linked(),
                        query.bot(),
                        query.connection(),
                        query.text(),
                        after == null ? null : after.connection(),
                        after == null ? null : after.id(),
                        query.limit()));
    }

    /// One account, if it was ever seen.
    public Optional<Identity> identity(Account account) {
        return identities(send(ONE, account.connection(), account.id())).stream().findFirst();
    }

    /// The accounts of persons.
    public List<Identity> identitiesOf(Collection<UUID> persons) {
        return identities(send(OF_PERSONS, (Object) persons.toArray(UUID[]::new)));
    }

    /// Those of some accounts of which nobody has said whose they are, and who are no bots.
    public List<Identity> strangers(String connection, Collection<String> ids) {
        return identities(send(STRANGERS, connection, ids.toArray(String[]::new)));
    }

    /// Persons by name.
    ///
    /// @param text part of the name in any case; null for all
    /// @param after the last of the page before; null to begin
    public List<Named> persons(@Nullable String text, @Nullable Named after, int limit) {
        return named(
                send(
                        PERSONS,
                        text,
                        null,
                        after == null ? null : after.name(),
                        after == null ? null : after.id(),
                        limit));
    }

    /// One person, if there is one.
    public Optional<Named> person(UUID id) {
        return named(send(PERSONS, null, id, null, null, 1)).stream().findFirst();
    }

    /// The teams of persons.
    public List<Membership> teamsOf(Collection<UUID> persons) {
        return memberships(send(MEMBERSHIPS, (Object) persons.toArray(UUID[]::new)));
    }

    /// Teams by name.
    ///
    /// @param after the last of the page before; null to begin
    public List<Team> teams(@Nullable Named after, int limit) {
        return teams(
                send(
                        TEAMS,
                        null,
                        after == null ? null : after.name(),
                        after == null ? null : after.id(),
                        limit));
    }

    /// One team, if there is one.
    public Optional<Team> team(UUID id) {
        return teams(send(TEAMS, id, null, null, 1)).stream().findFirst();
    }

    /// The members of teams.
    public List<Membership> membersOf(Collection<UUID> teams) {
        return memberships(send(MEMBERS, (Object) teams.toArray(UUID[]::new)));
    }

    /// What was done, the latest first.
    ///
    /// @param before only before this ordinal; null to begin with the latest
    public List<Act> acts(@Nullable Long before, int limit) {
        return send(ACTS, before, limit).stream().map(PeopleReading::act).toList();
    }

    /// What every account looks like.
    public List<Profile> profiles() {
        return send(PROFILES).stream()
                .map(row ->
                        new Profile(
                                new Account(row.getString(0), row.getString(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getBoolean(5),
                                row.getUUID(6)))
                .toList();
    }

    private static List<Identity> identities(RowSet<Row> rows) {
        return rows.stream()
                .map(row ->
                        new Identity(
                                new Account(row.getString(0), row.getString(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getBoolean(5),
                                row.getBoolean(6),
                                row.getUUID(7),
                                row.getString(8),
                                row.getOffsetDateTime(9).toInstant(),
                                row.getLong(10),
                                row.getLong(11),
                                row.getLong(12)))
                .toList();
    }

    private static List<Named> named(RowSet<Row> rows) {
        return rows.stream().map(row -> new Named(row.getUUID(0), row.getString(1))).toList();
    }

    private static List<Team> teams(RowSet<Row> rows) {
        return rows.stream()
                .map(row ->
                        new Team(
                                row.getUUID(0),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3)))
                .toList();
    }

    private static List<Membership> memberships(RowSet<Row> rows) {
        return rows.stream()
                .map(row ->
                        new Membership(row.getUUID(0), new Named(row.getUUID(1), row.getString(2))))
                .toList();
    }

    private static Act act(Row row) {
        return new Act(
                row.getUUID(0),
                row.getLong(1),
                row.getOffsetDateTime(2).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getUUID(6),
                row.getUUID(7),
                row.getLong(8),
                row.getLong(9),
                SyncRows.instant(row, "ended_at"));
    }

    private RowSet<Row> send(String sql, @Nullable Object... arguments) {
        return Blocking.send(pool, sql, Tuple.wrap(Arrays.asList(arguments)));
    }
}
