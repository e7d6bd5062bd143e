package dev.turnaround.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.Category;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.Status;
import dev.turnaround.provider.Subject;
import dev.turnaround.store.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Issues that were done are deleted, and nobody tells of it.
class PatrolTest {
    private final Bed bed = new Bed();
    private final Reconciler reconciler = bed.reconciler();

    @BeforeEach
    void open() {
        bed.api.subjects.add(Subject.ISSUES);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void a_done_issue_that_is_gone_is_noticed_and_the_others_are_not_read() throws SQLException {
        for (var id : List.of("0001", "0002", "0003")) {
            bed.webhook(issue(id, Category.DONE));
        }
        bed.api.goneIssues.add("0002");
        var run = bed.sync(reconciler);
        assertThat(deleted()).containsExactly("0002");
        assertThat(bed.api.calls).contains("missing 3 from 0001", "issues [0002]");
        assertThat(bed.log(run)).contains("1 issues that were done are not found");
        bed.api.calls.clear();
        bed.sync(reconciler);
        assertThat(bed.api.calls)
                .contains("missing 2 from 0001")
                .noneMatch(call -> call.startsWith("issues "));
    }

    @Test
    void issues_that_are_open_are_the_sweep_s() {
        bed.webhook(issue("0001", Category.TODO));
        bed.sync(reconciler);
        assertThat(bed.api.calls)
                .contains("issues [0001]")
                .noneMatch(call -> call.startsWith("missing"));
    }

    @Test
    void each_of_many_has_its_turn_and_then_they_begin_again() throws SQLException {
        doneIssues(2 * Patrol.ISSUES_MAX + 7);
        for (var runs = 0; runs < 4; runs++) {
            bed.sync(reconciler);
        }
        assertThat(bed.api.calls.stream().filter(call -> call.startsWith("missing")))
                .containsExactly(
                        "missing 1000 from 0001",
                        "missing 1000 from 1001",
                        "missing 7 from 2001",
                        "missing 1000 from 0001");
    }

    private static Change issue(String id, Category category) {
        var begun = new Status("1", "To do", Category.TODO);
        return new Change.ToIssue(
                new IssueKey(ScriptedApi.CONNECTION, id),
                new Repository(Bed.WEB, new Stamped<>("acme/web", Bed.NOON)),
                new IssueAttributes(
                        new Stamped<>(Bed.WEB, Bed.NOON),
                        null,
                        Collections.emptySortedSet(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Bed.NOON),
                List.of(
                        IssueFact.exact(
                                "created",
                                Bed.NOON.minusSeconds(7_200),
                                null,
                                new IssueAct.Created(begun)),
                        IssueFact.exact(
                                "moved",
                                Bed.NOON.minusSeconds(3_600),
                                null,
                                new IssueAct.Moved(begun, new Status("2", "There", category)))));
    }

    /// One that came in, and rows like it that nobody folds.
    private void doneIssues(int count) throws SQLException {
        bed.webhook(issue("0001", Category.DONE));
        try (var sql = TestDatabase.connect(bed.database.endpoint());
                var insert =
                        sql.prepareStatement(
                                """
                                insert into issue (connection, id, version, state, repository, category, began_at)
                                select i.connection, to_char(n, 'FM0000'), 1,
                                       i.state, i.repository, i.category, i.began_at
                                from issue i cross join generate_series(2, ?) as n
                                """)) {
            insert.setInt(1, count);
            insert.execute();
        }
    }

    private List<String> deleted() throws SQLException {
        var ids = new ArrayList<String>();
        try (var sql = TestDatabase.connect(bed.database.endpoint());
                var statement = sql.createStatement();
                var found =
                        statement.executeQuery(
                                "select id from issue where deleted_at is not null order by id")) {
            while (found.next()) {
                ids.add(found.getString(1));
            }
        }
        return ids;
    }
}
