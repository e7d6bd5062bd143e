package dev.turnaround.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Act;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.reference.Evidence;
import dev.turnaround.model.reference.References;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Database;
import dev.turnaround.store.DeliveryVerdict;
import dev.turnaround.store.IssueReading;
import dev.turnaround.store.Readers;
import dev.turnaround.store.Reading;
import dev.turnaround.store.TestDatabase;
import dev.turnaround.store.TiedIssue;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kind of reference finds its issue, whichever of the two comes first.
class TieTest {
    private static final Instant AT = Instant.parse("2026-03-02T09:00:00Z");
    private static final String FORGE = "acme-github";
    private static final String TRACKER = "acme-jira";
    private static final Repository WEB = new Repository("55", new Stamped<>("acme/web", AT));
    private static final PullRequestKey KEY = new PullRequestKey(FORGE, "55", 7);

    private final Database database = new Database(TestDatabase.create());
    private final Vertx vertx = Vertx.vertx();
    private final Readers readers;
    private final Ingest ingest;

    TieTest() {
        database.migrate();
        readers = database.readers(vertx);
        ingest =
                new Ingest(
                        vertx,
                        database,
                        Clock.systemUTC(),
                        _ -> "any",
                        true,
                        Terms.DEFAULT,
                        () -> {});
    }

    @AfterEach
    void close() {
        ingest.close();
        readers.close().await();
        vertx.close().await();
    }

    private void take(Change change) {
        var connection = change instanceof Change.ToIssue issue ? issue.key().connection() : FORGE;
        var outcome =
                ingest.submit(new Arrival(connection, null, null, null, AT, Arrival.news(change)))
                        .await();
        assertThat(outcome).isEqualTo(new Outcome.Settled(DeliveryVerdict.APPLIED));
    }

    private void take(boolean issueFirst, Change pullRequest, Change issue) {
        take(issueFirst ? issue : pullRequest);
        take(issueFirst ? pullRequest : issue);
    }

    private List<String> issues() {
        return new Reading(readers).pullRequest(KEY).await().orElseThrow().issues();
    }

    private TiedIssue issue(IssueKey key) {
        return new IssueReading(readers).issue(key).await().orElseThrow();
    }

    private static Change pullRequest(Evidence evidence, String target) {
        return new Change.ToPullRequest(
                KEY,
                WEB,
                new Attributes(
                                null,
                                new Stamped<>("A title", AT),
                                new Stamped<>("https://forge.test/acme/web/pull/7", AT),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                AT)
                        .referring(References.NONE.with(evidence, List.of(target), AT)),
                List.of(Fact.exact("opened", AT, null, new Act.Opened(false))));
    }

    private static Change issue(IssueKey key, String name, long number, IssueAct act) {
        return new Change.ToIssue(
                key,
                WEB,
                new IssueAttributes(
                        new Stamped<>("55", AT),
                        new Stamped<>(name, AT),
                        new TreeSet<>(List.of(name)),
                        number == 0 ? null : new Stamped<>(number, AT),
                        new Stamped<>("https://forge.test/acme/web/issues/12", AT),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        AT),
                List.of(IssueFact.exact("one", AT, null, act)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_number_means_an_issue_of_the_same_repository(boolean issueFirst) {
        var key = new IssueKey(FORGE, "901");
        take(
                issueFirst,
                pullRequest(Evidence.CLOSING, "#12"),
                issue(key, "acme/web#12", 12, new IssueAct.Commented()));
        assertThat(issues()).containsExactly("acme/web#12");
        assertThat(issue(key).pullRequests().getFirst().evidence()).containsExactly("closing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme/Web#12", "https://forge.test/acme/web/issues/12?focus=1#end"})
    void a_name_with_a_number_and_an_address_mean_an_issue_wherever_it_is(String target) {
        take(
                false,
                pullRequest(Evidence.CLOSING, target),
                issue(new IssueKey(FORGE, "901"), "acme/web#12", 12, new IssueAct.Commented()));
        assertThat(issues()).containsExactly("acme/web#12");
    }

    @Test
    void a_number_means_nothing_at_another_provider_or_in_another_repository() {
        take(
                true,
                pullRequest(Evidence.CLOSING, "#12"),
                issue(new IssueKey(TRACKER, "901"), "acme/web#12", 12, new IssueAct.Commented()));
        assertThat(issues()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_link_from_an_issue_to_the_address_of_a_pull_request_ties_them(boolean issueFirst) {
        var key = new IssueKey(TRACKER, "10013");
        take(
                issueFirst,
                pullRequest(Evidence.TITLE, "UTF-8"),
                issue(
                        key,
                        "PAY-311",
                        0,
                        new IssueAct.Linked(
                                Evidence.REMOTE_LINK, "https://forge.test/acme/web/pull/7/")));
        assertThat(issues()).containsExactly("PAY-311");
        assertThat(issue(key).pullRequests().getFirst().evidence()).containsExactly("remote_link");
    }

    @Test
    void a_link_that_was_taken_back_ties_no_more() {
        var key = new IssueKey(TRACKER, "10013");
        var link = new IssueAct.Linked(Evidence.REMOTE_LINK, "https://forge.test/acme/web/pull/7");
        take(true, pullRequest(Evidence.TITLE, "UTF-8"), issue(key, "PAY-311", 0, link));
        take(
                new Change.ToIssue(
                        key,
                        null,
                        IssueAttributes.NONE,
                        List.of(IssueFact.exact("one", AT, null, link).asDeleted())));
        assertThat(issues()).isEmpty();
    }

    @Test
    void an_issue_of_which_only_the_identity_is_known_is_kept_and_tied_to_nothing() {
        var key = new IssueKey(TRACKER, "10013");
        take(
                new Change.ToIssue(
                        key,
                        null,
                        IssueAttributes.NONE,
                        List.of(IssueFact.exact("c", AT, null, new IssueAct.Commented()))));
        assertThat(issue(key).issue().progress().comments()).isEqualTo(1);
        assertThat(issue(key).pullRequests()).isEmpty();
    }
}
