package dev.turnaround.store;

import dev.turnaround.model.Account;
import dev.turnaround.model.PullRequestKey;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The recomputations that are not over.
///
/// Call on a virtual thread; not for two threads at once. Every call may throw what the SQL client
/// throws, or [Away].
public final class PeopleJobs implements AutoCloseable {

    // The oldest first, so that each tells the stream what its own act changed.
    private static final String NEXT =
            """
            select j.version, j.connections, j.accounts, j.account, j.repository, j.number, a.changes
            from people_job j join people_act a on a.id = j.act
            where j.ended_at is null
            order by j.version
            limit 1
            """;

    private static final String PAGE =
            """
            select repository, number from involved
            where connection = $1 and account = $2 and (repository, number) > ($3, $4)
            order by repository, number
            limit $5
            """;

    private static final String END =
            "update people_job set ended_at = $2 where version = $1 and ended_at is null";

    private static final String SETTLE =
            """
            update people_state
            set version = version + 1,
                unsettled = coalesce((select max(j.version) from people_job j where ended_at is null), 0)
            """;

    private final OwnConnection own;

    /// A store that connects when it is first used, and again whenever the connection was lost.
    public PeopleJobs(Vertx vertx, Database database) {
        this.own = new OwnConnection(vertx, database);
    }

    /// The one to go on with.
    public Optional<PeopleJob> next() {
        var rows = own.with(sql -> Patience.await(sql.preparedQuery(NEXT).execute()));
        return rows.stream()
                .findFirst()
                .map(row -> {
                    var connections = row.getArrayOfStrings(1);
                    var ids = row.getArrayOfStrings(2);
                    var accounts = new ArrayList<Account>(ids.length);
                    for (var i = 0; i < ids.length; i++) {
                        accounts.add(new Account(connections[i], ids[i]));
                    }
                    return new PeopleJob(
                            row.getLong(0),
                            PeopleChanges.of(row.getJsonObject(6)).before(),
                            accounts,
                            new PeopleJob.Place(
                                    row.getInteger(3), row.getString(4), row.getLong(5)));
                });
    }

    /// The pull requests that come next, all of the account that it is at.
    ///
    /// @param limit at most so many; fewer are the account's last
    public List<PullRequestKey> page(PeopleJob job, int limit) {
        var place = job.place();
        var account = job.accounts().get(place.account() - 1);
        var from =
                Tuple.of(
                        account.connection(),
                        account.id(),
                        place.repository(),
                        place.number(),
                        limit);
        var rows = own.with(sql -> Patience.await(sql.preparedQuery(PAGE).execute(from)));
        return rows.stream()
                .map(row ->
                        new PullRequestKey(account.connection(), row.getString(0), row.getLong(1)))
                .toList();
    }

    /// Ends one.
    public void end(PeopleJob job, Instant now) {
        own.transact(sql -> {
            Patience.await(DirectoryReads.now().send(sql));
            var at = now.atOffset(ZoneOffset.UTC);
            Patience.await(sql.preparedQuery(END).execute(Tuple.of(job.version(), at)));
            return Patience.await(sql.preparedQuery(SETTLE).execute());
        });
    }

    @Override
    public void close() {
        own.close();
    }
}
