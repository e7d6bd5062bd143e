package dev.turnaround.store;

import dev.turnaround.model.Account;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.work.Item;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The marks that say where ties may have moved. Triggers leave them: see `V021__work.sql`.
///
/// A mark may say less than which items are concerned: a word that issues answer to, an address, a
/// project. Which those are is asked after the commit, when nothing can come in between.
final class WorkMarks {
    /// So many a step.
    static final int STEP_MAX = 256;

    private static final String TAKE =
            "select ordinal, what, connection, repository, name from work_mark order by ordinal limit "
                    + STEP_MAX;

    private static final String DONE = "delete from work_mark where ordinal = any($1)";

    private static final String OF_WORDS =
            """
            insert into work_mark (what, connection, repository, name)
            select 'pull_request', t.connection, t.repository, t.number::text from tie t where t.target = any($1)
            union
            select 'issue', t.connection, '', t.issue from issue_tie t where t.target = any($1)
            """;

    private static final String OF_ADDRESSES =
            """
            insert into work_mark (what, connection, repository, name)
            select 'pull_request', p.connection, p.repository, p.number::text from pull_request p where p.url = any($1)
            """;

    private static final String OF_PROJECTS =
            """
            insert into work_mark (what, connection, repository, name)
            select 'pull_request', t.connection, t.repository, t.number::text from tie t where t.project = any($1)
            union
            select 'issue', t.connection, '', t.issue from issue_tie t where t.project = any($1)
            """;

    // Whatever points at issues: by their words, by their identity, by their links, and what was
    // found to point at them before.
    private static final String OF_NAMES =
            """
            insert into work_mark (what, connection, repository, name)
            with named as (select * from unnest($1::text[], $2::text[]) as n (connection, issue))
            select 'pull_request', t.connection, t.repository, t.number::text
            from named join issue_name w using (connection, issue) join tie t on t.target = w.name
            union
            select 'issue', t.connection, '', t.issue
            from named join issue_name w using (connection, issue) join issue_tie t on t.target = w.name
            union
            select 'issue', t.connection, '', t.issue
            from named n join issue_tie t on t.target = n.issue and t.connection = n.connection and t.identity
            union
            select 'pull_request', p.connection, p.repository, p.number::text
            from named join issue_link l using (connection, issue) join pull_request p on p.url = l.target
            union
            select s.kind, s.connection, s.repository, s.name
            from named n
            join work_item i on i.kind = 'issue' and i.connection = n.connection and i.repository = '' and i.name = n.issue
            join work_tie t on t.target = i.id join work_item s on s.id = t.source
            """;

    private WorkMarks() {}

    /// What a handful of marks is about.
    ///
    /// @param ordinals of the marks
    /// @param sources whose ties are to be worked out again
    /// @param accounts of which more, or less, is known
    record Taken(List<Long> ordinals, SortedSet<Item> sources, SortedSet<Account> accounts) {

        /// Takes the marks away.
        void done(SqlClient sql) {
            Patience.await(
                    sql.preparedQuery(DONE).execute(Tuple.of(ordinals.toArray(Long[]::new))));
        }
    }

    /// The oldest marks. Those that do not name items are replaced by such as do, for later.
    static Taken take(SqlClient sql) {
        var ordinals = new ArrayList<Long>();
        var sources = new TreeSet<Item>();
        var accounts = new TreeSet<Account>();
        var words = new TreeSet<String>();
        var addresses = new TreeSet<String>();
        var projects = new TreeSet<String>();
        var named = new TreeSet<IssueKey>();
        for (var row : Patience.await(sql.preparedQuery(TAKE).execute())) {
            ordinals.add(row.getLong(0));
            var connection = row.getString(2);
            var name = row.getString(4);
            switch (row.getString(1)) {
                case "pull_request" ->
                        sources.add(
                                new Item(
                                        Item.Kind.PULL_REQUEST,
                                        connection,
                                        row.getString(3),
                                        name));
                case "issue" -> sources.add(new Item(Item.Kind.ISSUE, connection, "", name));
                case "names" -> named.add(new IssueKey(connection, name));
                case "word" -> words.add(name);
                case "address" -> addresses.add(name);
                case "project" -> projects.add(name);
                case "account" -> accounts.add(new Account(connection, name));
                case String other -> throw new IllegalStateException("a mark of " + other);
            }
        }
        expand(sql, OF_WORDS, words);
        expand(sql, OF_ADDRESSES, addresses);
        expand(sql, OF_PROJECTS, projects);
        if (!named.isEmpty()) {
            Patience.await(
                    sql.preparedQuery(OF_NAMES)
                            .execute(
                                    Columns.both(
                                            Columns.texts(named, IssueKey::connection),
                                            Columns.texts(named, IssueKey::id))));
        }
        return new Taken(ordinals, sources, accounts);
    }

    private static void expand(SqlClient sql, String statement, Collection<String> names) {
        if (!names.isEmpty()) {
            Patience.await(
                    sql.preparedQuery(statement)
                            .execute(Tuple.of(Columns.texts(names, name -> name))));
        }
    }
}
