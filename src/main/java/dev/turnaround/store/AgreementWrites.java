package dev.turnaround.store;

import dev.turnaround.store.PeopleChanges.OfAgreement;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Agreements, within the transaction of an act.
final class AgreementWrites {

    private static final String ALL = "select kind, scope, about, value::text from agreement";

    private static final String SAVE =
            """
            insert into agreement (kind, scope, about, value) values ($1, $2, $3, $4)
            on conflict (kind, scope, about) do update set value = excluded.value
            """;

    private static final String REMOVE =
            "delete from agreement where kind = $1 and scope = $2 and about = $3";

    // As if there were new rules: everything is measured again, in the background.
    private static final String MEASURE_ALL =
            "update measure_job set connection = '', repository = '', number = 0, done = false";

    private AgreementWrites() {}

    /// All there are: a handful.
    static Map<Agreement, JsonObject> all(SqlClient sql) {
        var all = new HashMap<Agreement, JsonObject>();
        for (var row : send(sql, ALL, Tuple.tuple())) {
            all.put(
                    new Agreement(
                            Agreement.Kind.of(row.getString(0)),
                            row.getString(1),
                            row.getString(2)),
                    new JsonObject(row.getString(3)));
        }
        return all;
    }

    /// Why what was changed cannot be changed so any more; null when it can.
    static @Nullable String inTheWay(SqlClient sql, PeopleChanges changes) {
        if (changes.agreements().isEmpty()) {
            return null;
        }
        var all = all(sql);
        for (var one : changes.agreements()) {
            if (one.what().isInFile()) {
                return "it stands in the configuration file; change it there";
            }
            if (!Objects.equals(all.get(one.what()), one.before())) {
                return "it was changed since; undo that first";
            }
        }
        return null;
    }

    static void write(SqlClient sql, List<OfAgreement> changes) {
        for (var one : changes) {
            var key = Tuple.of(one.what().kind().word(), one.what().scope(), one.what().about());
            if (one.after() == null) {
                send(sql, REMOVE, key);
            } else {
                send(sql, SAVE, key.addValue(one.after()));
            }
        }
    }

    static void measureAll(SqlClient sql) {
        send(sql, MEASURE_ALL, Tuple.tuple());
    }

    private static RowSet<Row> send(SqlClient sql, String statement, Tuple arguments) {
        return Patience.await(new Statement(statement, arguments).send(sql));
    }
}
