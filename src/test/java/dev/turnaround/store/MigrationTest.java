package dev.turnaround.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Act;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Fold;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.reference.Evidence;
import dev.turnaround.model.reference.References;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// What an older version stored is understood by this one.
class MigrationTest {
    private static final Instant AT = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void pull_requests_that_were_there_before_issues_refer_to_what_they_always_did()
            throws SQLException {
        var database = TestDatabase.create();
        var references =
                References.NONE
                        .with(Evidence.TITLE, List.of("PAY-311", "pay-312"), AT)
                        .with(Evidence.CLOSING, List.of("#12", "Acme/Web#13"), AT)
                        .with(Evidence.REMOTE_LINK, List.of("https://forge.test/a-1/?b#c"), AT);
        var attributes =
                new Attributes(
                                null,
                                null,
                                new Stamped<>("https://forge.test/pull/7/?a=b", AT),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                AT)
                        .referring(references);
        var opened = Fact.exact("opened", AT, null, new Act.Opened(false));
        var state = new StateJson.State(attributes, Fold.of(List.of(opened)), null);
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://%s:%d/%s"
                                .formatted(database.host(), database.port(), database.database()),
                        database.user(),
                        database.password())
                .locations("classpath:dev/turnaround/store")
                .target("1")
                .load()
                .migrate();
        try (var sql = TestDatabase.connect(database);
                var insert =
                        sql.prepareStatement(
                                """
                                insert into pull_request (connection, repository, number, version, state, phase, opened_at)
                                values ('acme-github', '55', 7, 1, ?::json, 'awaiting_review', now())
                                """)) {
            insert.setString(1, StateJson.write(state));
            insert.execute();
        }

        new Database(database).migrate();

        var rows = new ArrayList<String>();
        try (var sql = TestDatabase.connect(database);
                var statement = sql.createStatement();
                var found =
                        statement.executeQuery(
                                """
                                select concat_ws(' ', t.evidence, t.scope, t.target, t.project), p.url
                                from tie t join pull_request p using (connection, repository, number)
                                order by 1
                                """)) {
            while (found.next()) {
                rows.add(found.getString(1));
                assertThat(found.getString(2)).isEqualTo("https://forge.test/pull/7");
            }
        }
        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected(references));
    }

    /// As this version writes them.
    private static List<String> expected(References references) {
        return references.all().stream()
                .map(reference -> {
                    var sought = reference.sought("acme-github", "55");
                    var words = new ArrayList<String>();
                    words.add(reference.evidence().word());
                    words.add(sought.scope());
                    words.add(sought.word());
                    if (sought.project() != null) {
                        words.add(Objects.requireNonNull(sought.project()));
                    }
                    return String.join(" ", words);
                })
                .toList();
    }
}
