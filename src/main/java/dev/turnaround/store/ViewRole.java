package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A role of the database that may read the views for others, and nothing else: what Grafana sends
/// is whatever its users write. <https://grafana.com/docs/grafana/latest/datasources/postgres/>
public final class ViewRole {
    /// What a role may be called: a word that needs no quotes.
    public static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    // Who has a role that was not made here keeps it as it is.
    private static final String MARK = "made by turnaround grafana-role";

    private static final Set<String> OF_PEOPLE = Set.of("author", "person", "assignee");
    private static final String WHO_IS_WHO = "ta_team_members";
    private static final String NOT_ALLOWED = "42501";

    private static final String FOUND =
            "select coalesce(shobj_description(oid, 'pg_authid'), '') from pg_roles where rolname = $1";

    private static final String VIEWS =
            """
            select c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attname <> all($1)),
                   current_schema, current_database()
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
            where c.relkind = 'v' and c.relnamespace = current_schema::regnamespace and c.relname like 'ta\\_%'
            group by c.relname order by c.relname
            """;

    // Everybody may see an extension's own views.
    private static final String TOO_MUCH =
            """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
              and not (c.relkind = 'v' and n.nspname = current_schema and c.relname like 'ta\\_%')
              and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
              and (has_table_privilege($1, c.oid, 'select, insert, update, delete, truncate, references, trigger')
                   or c.relkind <> 'S' and has_any_column_privilege($1, c.oid, 'select, insert, update, references'))
            union all
            select format('making tables in schema %I', nspname) from pg_namespace
            where nspname !~ '^pg_' and has_schema_privilege($1, oid, 'create')
            union all
            select format('role %I', r.rolname) from pg_auth_members m join pg_roles r on r.oid = m.roleid
            where m.member = (select oid from pg_roles where rolname = $1)
            union all
            select 'everything' from pg_roles where rolname = $1 and (rolsuper or rolbypassrls or rolcreaterole or rolreplication)
            order by 1
            """;

    private final Pool pool;

    /// Roles of this database.
    public ViewRole(Readers readers) {
        this.pool = readers.pool();
    }

    /// Why there is no such role. The message is for the person at the terminal.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why, null, false, false);
        }
    }

    /// Makes the role, or gives one that was made before another password and the views of today.
    /// All of it or nothing.
    ///
    /// @param name a [#NAME]
    /// @param password in ASCII
    /// @param people whether it may see who did what
    /// @return fails with [Refused] when somebody else made a role of that name, when the role
    ///   could do more than it is meant to, or when the database's user may not make roles
    public Future<?> make(String name, String password, boolean people) {
        var verifier = ScramVerifier.of(password);
        return pool.withTransaction(sql -> make(sql, name, verifier, people))
                .recover(failed -> Future.failedFuture(understood(failed)));
    }

    private static Future<Void> make(
            SqlConnection sql, String name, String verifier, boolean people) {
        return sql.preparedQuery(FOUND)
                .execute(Tuple.of(name))
                .compose(found -> begin(sql, name, found.iterator()))
                .compose(_ ->
                        sql.preparedQuery(VIEWS)
                                .execute(
                                        Tuple.of(
                                                people
                                                        ? new String[0]
                                                        : OF_PEOPLE.toArray(String[]::new))))
                .compose(views ->
                        inOrder(
                                sql,
                                statements(
                                        name,
                                        verifier,
                                        people,
                                        StreamSupport.stream(views.spliterator(), false).toList())))
                .compose(_ -> sql.preparedQuery(TOO_MUCH).execute(Tuple.of(name)))
                .compose(more -> more.size() == 0 ? Future.succeededFuture() : tooMuch(name, more));
    }

    private static Future<?> begin(SqlConnection sql, String name, RowIterator<Row> found) {
        if (!found.hasNext()) {
            return inOrder(
                    sql,
                    List.of(
                            "create role %s nologin noinherit connection limit 10".formatted(name),
                            "comment on role %s is '%s'".formatted(name, MARK)));
        }
        return found.next().getString(0).equals(MARK)
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new Refused(
                                "there is a role %s already, and not from here: give another --name"
                                        .formatted(name)));
    }

    private static List<String> statements(
            String name, String verifier, boolean people, List<Row> views) {
        var all = new ArrayList<String>();
        for (var view : views) {
            // What was granted before may have been more.
            all.add("revoke all on %s from %s".formatted(view.getString(0), name));
            if (people) {
                all.add("grant select on %s to %s".formatted(view.getString(0), name));
            } else if (!view.getString(0).equals(WHO_IS_WHO)) {
                all.add(
                        "grant select (%s) on %s to %s"
                                .formatted(view.getString(1), view.getString(0), name));
            }
        }
        var schema = views.getFirst().getString(2);
        all.add(
                "grant connect on database \"%s\" to %s"
                        .formatted(views.getFirst().getString(3), name));
        all.add("grant usage on schema \"%s\" to %s".formatted(schema, name));
        all.add("alter role %s set search_path = \"%s\"".formatted(name, schema));
        all.add("alter role %s set default_transaction_read_only = on".formatted(name));
        all.add("alter role %s set statement_timeout = '30s'".formatted(name));
        all.add("alter role %s set idle_in_transaction_session_timeout = '30s'".formatted(name));
        all.add("alter role %s login password '%s'".formatted(name, verifier));
        return all;
    }

    private static Future<Void> inOrder(SqlConnection sql, List<String> statements) {
        var done = Future.<Void>succeededFuture();
        for (var statement : statements) {
            done = done.compose(_ -> sql.query(statement).execute().mapEmpty());
        }
        return done;
    }

    private static Future<Void> tooMuch(String name, Iterable<Row> more) {
        return Future.failedFuture(
                new Refused(
                        "%s could do more than read the views (%s): take that away from everybody (PUBLIC) first"
                                .formatted(
                                        name,
                                        StreamSupport.stream(more.spliterator(), false)
                                                .limit(5)
                                                .map(row -> row.getString(0))
                                                .collect(Collectors.joining(", ")))));
    }

    private static Throwable understood(Throwable failed) {
        return failed instanceof PgException refused && NOT_ALLOWED.equals(refused.getSqlState())
                ? new Refused(
                        "the database's user may not make roles (%s): alter role … createrole"
                                .formatted(refused.getErrorMessage()))
                : failed;
    }
}
