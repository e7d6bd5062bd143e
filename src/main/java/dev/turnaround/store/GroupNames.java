package dev.turnaround.store;

import dev.turnaround.store.Selected.Scoped;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which groups repositories and accounts belong to, and what these are called.
final class GroupNames {
    private static final String REPOSITORIES =
            """
            select k.connection, k.id, k.connection || ':' || k.id, coalesce(r.name, k.id)
            from unnest($1::text[], $2::text[]) as k (connection, id)
            left join repository r using (connection, id)
            """;

    private static final String AUTHORS =
            """
            select k.connection, k.id, coalesce(n.id::text, k.connection || ':' || k.id), coalesce(n.name, i.login, k.id)
            from unnest($1::text[], $2::text[]) as k (connection, id)
            left join identity i using (connection, id) left join person n on n.id = i.person
            """;

    private static final String TEAMS =
            """
            select k.connection, k.id, t.id::text, t.name
            from unnest($1::text[], $2::text[]) as k (connection, id)
            join identity i using (connection, id)
            join team_person m on m.person = i.person
            join team t on t.id = m.team and not t.gone
            where cardinality($3::text[]) = 0 or t.id::text = any($3) or lower(t.name) = any($3)
            """;

    private final Pool pool;

    GroupNames(Pool pool) {
        this.pool = pool;
    }

    /// The groups that some belong to.
    interface Groups {
        /// Of one: several where it is in several teams, none where it is in none; one that is
        /// empty where there is one for all.
        List<Optional<Aggregate.Group>> of(Scoped one);
    }

    /// Looks them up.
    ///
    /// @param teams these teams only, unless empty
    Groups of(AggregateQuery.By by, Set<String> teams, List<Scoped> some) {
        return switch (by) {
            case NONE -> _ -> List.of(Optional.empty());
            case REPOSITORY -> groups(REPOSITORIES, arguments(some));
            case AUTHOR -> groups(AUTHORS, arguments(some));
            case TEAM -> groups(TEAMS, arguments(some).addValue(teams.toArray(String[]::new)));
        };
    }

    private static Tuple arguments(List<Scoped> some) {
        return Tuple.tuple()
                .addValue(Columns.texts(some, Scoped::connection))
                .addValue(Columns.texts(some, Scoped::id));
    }

    private Groups groups(String sql, Tuple arguments) {
        Map<Scoped, List<Optional<Aggregate.Group>>> groups = new HashMap<>();
        for (var row : Blocking.send(pool, sql, arguments)) {
            groups.computeIfAbsent(
                            new Scoped(row.getString(0), row.getString(1)), _ -> new ArrayList<>())
                    .add(Optional.of(new Aggregate.Group(row.getString(2), row.getString(3))));
        }
        return one -> groups.getOrDefault(one, List.of());
    }
}
