package dev.turnaround.store;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The repositories and the accounts that a scope of aggregates means.
final class Selected {
    private static final String REPOSITORIES =
            "select connection, id from repository where id = any($1) or lower(name) = any($1)";

    private static final String OF_AUTHORS =
            """
            (i.id = any($1) or lower(i.login) = any($1) or i.person::text = any($1)
             or i.person in (select n.id from person n where lower(n.name) = any($1)))
            """;

    private static final String OF_TEAMS =
            """
            i.person in (select m.person from team t join team_person m on m.team = t.id
                         where not t.gone and (t.id::text = any(?) or lower(t.name) = any(?)))
            """;

    private final @Nullable List<Scoped> repositories;
    private final @Nullable List<Scoped> accounts;

    /// A repository or an account.
    record Scoped(String connection, String id) {}

    /// Looks them up.
    Selected(Pool pool, AggregateQuery.Scope scope) {
        this.repositories =
                scope.repositories().isEmpty()
                        ? null
                        : read(
                                pool,
                                REPOSITORIES,
                                Tuple.tuple().addValue(texts(scope.repositories())));
        this.accounts = scope.ofPeople() ? accounts(pool, scope) : null;
    }

    private static List<Scoped> accounts(Pool pool, AggregateQuery.Scope scope) {
        var conditions = new ArrayList<String>();
        var arguments = Tuple.tuple();
        if (!scope.authors().isEmpty()) {
            conditions.add(OF_AUTHORS);
            arguments.addValue(texts(scope.authors()));
        }
        if (!scope.teams().isEmpty()) {
            arguments.addValue(texts(scope.teams()));
            conditions.add(OF_TEAMS.replace("?", "$" + arguments.size()));
        }
        return read(
                pool,
                "select i.connection, i.id from identity i where "
                        + String.join(" and ", conditions),
                arguments);
    }

    private static String[] texts(Set<String> words) {
        return words.toArray(String[]::new);
    }

    private static List<Scoped> read(Pool pool, String sql, Tuple arguments) {
        return Blocking.send(pool, sql, arguments).stream()
                .map(row -> new Scoped(row.getString(0), row.getString(1)))
                .toList();
    }

    /// Whether nothing can meet the scope.
    boolean isNothing() {
        return (repositories != null && repositories.isEmpty())
                || (accounts != null && accounts.isEmpty());
    }

    /// The repositories; null for all.
    @Nullable List<Scoped> repositories() {
        return repositories;
    }

    /// The authors' accounts; null for all.
    @Nullable List<Scoped> accounts() {
        return accounts;
    }
}
