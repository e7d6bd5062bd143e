package dev.turnaround.provider.jira;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.Category;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.IssueStrand;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.ReadingText;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.Subject;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.jira.JiraApi;
import dev.turnaround.simulator.jira.JiraHook;
import dev.turnaround.simulator.jira.JiraIssue;
import dev.turnaround.simulator.jira.JiraProject;
import dev.turnaround.simulator.jira.JiraReplies;
import dev.turnaround.simulator.jira.JiraSite;
import dev.turnaround.simulator.jira.JiraStatus;
import dev.turnaround.simulator.jira.JiraToken;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JiraApiTest {
    private static final String TOKEN = "a token for tests";
    private static final String EMAIL = "steward@acme.example";
    private static final String CLOUD_ID = "11223344-a1b2-3b33-c444-def123456789";
    private static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00.123Z");
    private static final Person MIA = Person.user(11, "mia");
    private static final Person OMAR = Person.user(12, "o.haddad");
    private static final Person STEWARD = Person.bot(13, "steward");

    private final JiraSite site =
            new JiraSite("https://acme.atlassian.net", new JiraHook("s", new Random(3)));
    private final JiraProject pay = site.project("PAY", "Payments", 211);
    private final JiraApi jira = JiraApi.cloud(site, CLOUD_ID, JiraToken.classic(EMAIL, TOKEN));
    private final JiraApi server = JiraApi.dataCenter(site, JiraToken.personal(TOKEN));
    private final Asking cloud = new Asking(jira);
    private final Asking dataCenter = new Asking(server);

    @AfterEach
    void close() {
        cloud.close();
        dataCenter.close();
    }

    // One life.

    @Test
    void the_life_of_an_issue_is_told_exactly_by_the_api_alone() {
        var issue = issue();
        life(issue);

        var told = one(changed(cloud.cloud(TOKEN), BEGIN));

        assertThat(told.facts())
                .extracting(JiraApiTest::line)
                .containsExactly(
                        "created in To Do todo, 2026-03-02T09:00:00.123Z by mia",
                        "assigned to o.haddad, 2026-03-02T10:00:00.456Z by mia",
                        "moved from To Do todo to In Progress in_progress,"
                                + " 2026-03-02T11:00:00.789Z by o.haddad",
                        "moved from In Progress in_progress to In Review in_progress,"
                                + " 2026-03-04T09:00:00.123Z by o.haddad",
                        "moved from In Review in_progress to Done done, 2026-03-05T09:00:00.123Z by"
                                + " mia",
                        "commented, 2026-03-03T09:00:00.001Z by mia",
                        "commented, 2026-03-03T10:00:00.001Z by steward",
                        "linked by tracker with 20402, 2026-03-10T12:00:00Z estimated by nobody");
        assertThat(requireNonNull(told.coverage()).strands())
                .containsExactlyInAnyOrder(
                        IssueStrand.MOVES,
                        IssueStrand.ASSIGNMENTS,
                        IssueStrand.COMMENTS,
                        IssueStrand.LINKS,
                        IssueStrand.SIGHTINGS);
        assertThat(told.coverage().until()).isEqualTo(cloud.now.minus(Telling.LAG));
    }

    @Test
    void what_a_webhook_told_is_in_the_list_or_settled_by_it() {
        var issue = issue();
        var heard = life(issue).stream().map(JiraApiTest::read).toList();

        var told = one(changed(cloud.cloud(TOKEN), BEGIN));

        var coverage = requireNonNull(told.coverage());
        var ids = told.facts().stream().map(IssueFact::id).toList();
        assertThat(heard.stream().flatMap(change -> change.facts().stream()))
                .isNotEmpty()
                .allSatisfy(fact ->
                        assertThat(ids.contains(fact.id()) || coverage.wouldHold(fact))
                                .as(fact.toString())
                                .isTrue());
        assertThat(heard.stream().flatMap(change -> change.facts().stream()))
                .filteredOn(fact -> fact.act().kind().matches("created|moved|assigned"))
                .isNotEmpty()
                .allSatisfy(
                        fact -> assertThat(told.facts()).anySatisfy(same -> agrees(same, fact)));
    }

    /// What the API knows and the webhook does not is the meaning of statuses that were left.
    private static void agrees(IssueFact told, IssueFact heard) {
        assertThat(told.id()).isEqualTo(heard.id());
        assertThat(told.at()).isEqualTo(heard.at());
        assertThat(told.actor()).isEqualTo(heard.actor() == null ? told.actor() : heard.actor());
        assertThat(told.merge(heard)).isEqualTo(told);
    }

    @Test
    void both_products_tell_the_same_of_an_issue() {
        life(issue());

        var one = one(changed(cloud.cloud(TOKEN), BEGIN));
        var other = one(changed(dataCenter.dataCenter(TOKEN), BEGIN));

        assertThat(one.facts().stream().map(fact -> fact.id() + " " + fact.at()))
                .isEqualTo(
                        other.facts().stream().map(fact -> fact.id() + " " + fact.at()).toList());
        assertThat(one.coverage()).isEqualTo(other.coverage());
        assertThat(withoutAssignee(one)).isEqualTo(withoutAssignee(other));
    }

    /// A document on Cloud, wiki markup on Data Center.
    private static List<@Nullable Object> withoutAssignee(Change.ToIssue told) {
        var attributes = told.attributes();
        return Stream.<@Nullable Object>of(
                        attributes.name(),
                        attributes.names(),
                        attributes.url(),
                        attributes.type(),
                        attributes.priority(),
                        attributes.summary(),
                        attributes.references(),
                        attributes.parent(),
                        attributes.updatedAt())
                .toList();
    }

    @Test
    void attributes_of_the_api_do_not_fight_with_those_of_a_webhook() {
        var issue = issue();
        var heard = life(issue).stream().map(JiraApiTest::read).toList();

        var told = one(changed(cloud.cloud(TOKEN), BEGIN));

        var known = IssueAttributes.NONE;
        for (var change : heard) {
            known = known.merge(change.attributes());
        }
        assertThat(known.merge(told.attributes()).sameValues(told.attributes())).isTrue();
        assertThat(requireNonNull(told.attributes().url()).value())
                .isEqualTo("https://acme.atlassian.net/browse/" + issue.key());
    }

    @Test
    void no_word_of_a_comment_or_a_description_is_kept() {
        var issue = issue();
        issue.commented(BEGIN.plusSeconds(60), OMAR, "a canary sings of PAY-99");

        var told = one(changed(cloud.cloud(TOKEN), BEGIN));

        assertThat(ReadingText.of(told)).doesNotContain("canary").doesNotContain("PAY-99");
        assertThat(cloud.asked)
                .allSatisfy(request -> assertThat(request.body()).doesNotContain("renderedFields"));
    }

    // Finding what changed.

    @Test
    void the_moment_is_asked_for_in_milliseconds_and_without_an_end() {
        issue();

        changed(cloud.cloud(TOKEN), BEGIN);
        changed(dataCenter.dataCenter(TOKEN), BEGIN);

        var since = BEGIN.minus(Query.INDEX_LAG).toEpochMilli();
        assertThat(cloud.asked)
                .filteredOn(request -> request.path().equals("/rest/api/3/search/jql"))
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request.body())
                                .contains("updated >= " + since)
                                .doesNotContain("<="));
        assertThat(dataCenter.asked)
                .filteredOn(request -> request.path().equals("/rest/api/2/search"))
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request.parameter("jql"))
                                .contains("updated >= " + since)
                                .doesNotContain("<="));
    }

    @Test
    void what_the_index_did_not_know_yet_is_found_by_the_next_look() {
        jira.indexLag(Duration.ofMinutes(10));
        var late = pay.issue(MIA, "Late", "");
        late.created(cloud.now.minus(Duration.ofMinutes(4)));
        var api = cloud.cloud(TOKEN);
        var looked = cloud.now;

        assertThat(changed(api, looked.minus(Duration.ofHours(1)))).isEmpty();

        cloud.pass(Duration.ofMinutes(30));
        assertThat(changed(api, looked)).hasSize(1);
    }

    @Test
    void what_the_search_shows_late_is_told_as_it_is_now() {
        var issue = issue();
        jira.indexLag(Duration.ofMinutes(10));
        issue.moved(cloud.now.minus(Duration.ofMinutes(5)), MIA, JiraStatus.DONE);

        var told = one(changed(cloud.cloud(TOKEN), BEGIN));

        assertThat(told.facts())
                .extracting(JiraApiTest::line)
                .contains("moved from To Do todo to Done done, 2026-03-10T11:55:00Z by mia");
    }

    @Test
    void a_move_that_is_no_touch_is_found_on_cloud_and_by_every_sweep() {
        var issue = issue();
        issue.migrated(BEGIN.plus(Duration.ofDays(3)), MIA, JiraStatus.IN_REVIEW);
        var since = BEGIN.plus(Duration.ofDays(2));

        assertThat(one(changed(cloud.cloud(TOKEN), since)).facts())
                .extracting(IssueFact::act)
                .anyMatch(IssueAct.Moved.class::isInstance);
        assertThat(changed(dataCenter.dataCenter(TOKEN), since)).isEmpty();
        assertThat(one(swept(dataCenter.dataCenter(TOKEN), issue)).facts())
                .extracting(IssueFact::act)
                .anyMatch(IssueAct.Moved.class::isInstance);
    }

    @Test
    void pages_go_on_after_a_restart_and_hold_every_issue_once() {
        for (var count = 0; count < 7; count++) {
            issue();
        }
        jira.pagesOf(3);
        var cursor = (String) null;
        var found = new ArrayList<String>();
        var pages = 0;
        do {
            try (var api = cloud.cloud(TOKEN)) {
                var page = api.changed(Subject.ISSUES, project(), BEGIN, cursor);
                found.addAll(page.items().stream().map(JiraApiTest::id).toList());
                cursor = page.next();
                assertThat(page.total()).isEqualTo(pages == 0 ? 7L : null);
            }
            pages++;
        } while (cursor != null);

        assertThat(pages).isEqualTo(3);
        assertThat(found).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void a_hundred_issues_cost_three_calls() {
        for (var count = 0; count < 200; count++) {
            issue();
        }
        var api = cloud.cloud(TOKEN);
        var next = api.changed(Subject.ISSUES, project(), BEGIN, null).next();
        cloud.asked.clear();

        assertThat(api.changed(Subject.ISSUES, project(), BEGIN, next).items()).hasSize(100);
        assertThat(cloud.asked).hasSize(3);
    }

    @Test
    void a_cursor_older_than_a_week_says_so() {
        for (var count = 0; count < 4; count++) {
            issue();
        }
        jira.pagesOf(3);
        var api = cloud.cloud(TOKEN);
        var next = api.changed(Subject.ISSUES, project(), BEGIN, null).next();
        cloud.pass(Duration.ofDays(8));

        assertThatThrownBy(() -> api.changed(Subject.ISSUES, project(), BEGIN, next))
                .isInstanceOf(ApiFailure.CursorExpired.class);
    }

    @Test
    void an_issue_that_vanishes_while_pages_are_turned_hides_no_other() {
        var issues = new ArrayList<JiraIssue>();
        for (var count = 0; count < 20; count++) {
            issues.add(issue());
        }
        server.pagesOf(10);
        var api = dataCenter.dataCenter(TOKEN);
        var first = api.changed(Subject.ISSUES, project(), BEGIN, null);
        issues.get(2).deleted(dataCenter.now, MIA);
        var found = new ArrayList<>(first.items().stream().map(JiraApiTest::id).toList());
        for (var next = first.next(); next != null; ) {
            var page = api.changed(Subject.ISSUES, project(), BEGIN, next);
            found.addAll(page.items().stream().map(JiraApiTest::id).toList());
            next = page.next();
        }

        assertThat(found).containsAll(issues.stream().map(one -> Long.toString(one.id())).toList());
    }

    // Lists within issues.

    @Test
    void comments_beyond_those_that_come_with_the_issue_are_read_too() {
        var issue = issue();
        for (var count = 0; count < 45; count++) {
            issue.commented(BEGIN.plusSeconds(count), count % 2 == 0 ? MIA : OMAR, "well");
        }
        jira.pagesOf(20);

        var told = one(changed(cloud.cloud(TOKEN), BEGIN));

        assertThat(told.facts())
                .filteredOn(fact -> fact.act() instanceof IssueAct.Commented)
                .hasSize(45);
        assertThat(requireNonNull(told.coverage()).strands()).contains(IssueStrand.COMMENTS);
    }

    @Test
    void changes_of_an_issue_that_are_spread_over_pages_are_all_read() {
        var issue = issue();
        var other = issue();
        for (var count = 0; count < 5; count++) {
            issue.moved(
                    BEGIN.plusSeconds(60L + count),
                    MIA,
                    count % 2 == 0 ? JiraStatus.IN_PROGRESS : JiraStatus.TO_DO);
        }
        other.moved(BEGIN.plusSeconds(90), MIA, JiraStatus.DONE);
        jira.pagesOf(2);

        var told = changed(cloud.cloud(TOKEN), BEGIN);

        assertThat(told).hasSize(2);
        assertThat(told.getFirst().facts())
                .filteredOn(fact -> fact.act() instanceof IssueAct.Moved)
                .hasSize(5);
        assertThat(told.getLast().facts())
                .filteredOn(fact -> fact.act() instanceof IssueAct.Moved)
                .hasSize(1);
    }

    // What may not be seen.

    @Test
    void on_cloud_an_issue_that_is_not_shown_is_not_said_to_be_gone() {
        var deleted = issue();
        var restricted = issue();
        var there = issue();
        deleted.deleted(BEGIN.plusSeconds(60), MIA);
        restricted.restrict();

        var page = page(cloud.cloud(TOKEN), deleted, restricted, there);

        assertThat(page.items()).extracting(JiraApiTest::id).containsExactly(there.id() + "");
        assertThat(page.flaws()).isEmpty();
        assertThat(cloud.cloud(TOKEN).missing(project(), List.of(key(deleted)))).isEmpty();
    }

    @Test
    void on_data_center_an_issue_that_is_gone_is_told_from_one_that_may_not_be_seen() {
        var deleted = issue();
        var restricted = issue();
        var there = issue();
        deleted.deleted(BEGIN.plusSeconds(60), MIA);
        restricted.restrict();

        var page = page(dataCenter.dataCenter(TOKEN), deleted, restricted, there);

        assertThat(page.items())
                .filteredOn(Change.IssueGone.class::isInstance)
                .containsExactly(
                        new Change.IssueGone(
                                key(deleted), null, Instant.parse("2026-03-10T12:00:00Z")));
        assertThat(page.items()).hasSize(2);
        assertThat(
                        dataCenter
                                .dataCenter(TOKEN)
                                .missing(
                                        project(),
                                        List.of(key(deleted), key(restricted), key(there))))
                .containsExactly(key(deleted), key(restricted));
    }

    @Test
    void a_project_that_may_no_longer_be_seen_is_no_quiet_day() {
        issue();
        jira.hide(pay);

        assertThat(refusal(() -> changed(cloud.cloud(TOKEN), BEGIN)))
                .isEqualTo("project_not_visible");

        // A search that says nothing of it.
        cloud.instead =
                (request, base, at) ->
                        request.path().endsWith("/search/jql")
                                ? ApiReply.json(200, "{\"issues\":[],\"isLast\":true}")
                                : jira.answer(request, base, at);
        assertThat(refusal(() -> changed(cloud.cloud(TOKEN), BEGIN)))
                .isEqualTo("project_not_visible");
    }

    // The way in.

    @Test
    void a_token_with_scopes_goes_through_the_gateway() {
        life(issue());
        jira.accept(JiraToken.scoped(EMAIL, TOKEN, Set.of("read:jira-work", "read:jira-user")));
        var api = cloud.cloud(TOKEN);

        var told = one(changed(api, BEGIN));

        assertThat(requireNonNull(told.attributes().url()).value())
                .startsWith("https://acme.atlassian.net/browse/");
        assertThat(cloud.timesAsked("/_edge/tenant_info")).isEqualTo(1);
        assertThat(cloud.asked)
                .filteredOn(request -> request.path().equals("/_edge/tenant_info"))
                .allSatisfy(request -> assertThat(request.header("authorization")).isNull());
        assertThat(steps(api)).containsExactly("authenticated OK", "scopes OK", "repositories OK");
    }

    @Test
    void a_scope_that_is_missing_is_named() {
        jira.accept(JiraToken.scoped(EMAIL, TOKEN, Set.of("read:jira-user")));
        var withoutWork = cloud.cloud(TOKEN).check();
        jira.accept(JiraToken.scoped(EMAIL, TOKEN, Set.of("read:jira-work")));
        var withoutUser = cloud.cloud(TOKEN).check();

        assertThat(withoutWork.get(1).result()).isEqualTo(Step.Result.FAILED);
        assertThat(withoutWork.get(1).detail()).contains("read:jira-work");
        assertThat(withoutUser.get(0).result()).isEqualTo(Step.Result.WARNING);
        assertThat(withoutUser.get(0).advice()).contains("read:jira-user");
        assertThat(withoutUser.get(2).result()).isEqualTo(Step.Result.OK);
    }

    @Test
    void a_token_that_has_ended_is_not_an_empty_site() {
        var api = cloud.cloud(TOKEN);
        assertThat(api.repositories(null).items()).hasSize(1);
        jira.accept(null);

        assertThat(refusal(() -> api.repositories(null))).isEqualTo("token_refused");
        assertThat(refusal(() -> cloud.cloud(TOKEN).repositories(null))).isEqualTo("token_refused");
        assertThat(steps(cloud.cloud(TOKEN)))
                .containsExactly("authenticated FAILED", "scopes SKIPPED", "repositories SKIPPED");
    }

    @Test
    void a_healthy_connection_passes_its_check() {
        var steps = cloud.cloud(TOKEN).check();

        assertThat(steps).extracting(Step::result).containsOnly(Step.Result.OK);
        assertThat(steps).extracting(Step::detail).contains("1 project seen");
        assertThat(steps(dataCenter.dataCenter(TOKEN)))
                .containsExactly("authenticated OK", "scopes OK", "repositories OK");
    }

    @Test
    void an_account_that_sees_nothing_is_told_what_it_lacks() {
        jira.hide(pay);

        assertThat(steps(cloud.cloud(TOKEN)))
                .containsExactly("authenticated OK", "scopes FAILED", "repositories FAILED");
    }

    @Test
    void refusals_have_names_and_advice() {
        assertThat(refused(JiraReplies.ipNotAllowed())).isEqualTo("ip_not_allowed");
        assertThat(refused(JiraReplies.captcha())).isEqualTo("captcha_required");
        assertThat(refused(JiraReplies.suspended())).isEqualTo("site_unavailable");
        assertThat(refused(JiraReplies.signInPage())).isEqualTo("not_an_api");
        assertThat(refused(new ApiReply(403, Map.of(), ""))).isEqualTo("forbidden");
        assertThat(refused(new ApiReply(404, Map.of(), ""))).isEqualTo("not_found");
        assertThat(refused(new ApiReply(410, Map.of(), ""))).isEqualTo("api_removed");
    }

    private String refused(ApiReply reply) {
        cloud.instead = (_, _, _) -> reply;
        return refusal(() -> cloud.cloud(TOKEN).repositories(null));
    }

    @Test
    void limits_are_obeyed_as_they_are_said() {
        cloud.now = Instant.parse("2026-03-10T12:10:00Z");

        assertThat(limited(JiraReplies.burst(Duration.ofSeconds(7))))
                .isEqualTo(cloud.now.plusSeconds(7));
        assertThat(limited(JiraReplies.quota(cloud.now)))
                .isEqualTo(Instant.parse("2026-03-10T13:00:00Z"));
        assertThat(limited(JiraReplies.dataCenterLimit())).isEqualTo(cloud.now.plusSeconds(1));
        assertThat(limited(new ApiReply(429, Map.of(), ""))).isEqualTo(cloud.now.plusSeconds(10));
        assertThat(
                        limited(
                                new ApiReply(
                                        429,
                                        Map.of("RateLimit-Reason", "jira-quota-tenant-based"),
                                        "")))
                .isEqualTo(Instant.parse("2026-03-10T13:00:00Z"));
        assertThat(limited(new ApiReply(503, Map.of("Retry-After", "30"), "")))
                .isEqualTo(cloud.now.plusSeconds(30));
    }

    private Instant limited(ApiReply reply) {
        cloud.instead = (_, _, _) -> reply;
        return requireNonNull(
                        catchThrowableOfType(
                                ApiFailure.Limited.class,
                                () -> cloud.cloud(TOKEN).repositories(null)))
                .until();
    }

    @Test
    void credentials_that_are_of_no_use_are_refused_at_once() {
        assertThatThrownBy(
                        () -> api(URI.create("https://acme.atlassian.net"), Map.of("email", EMAIL)))
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("token");
        assertThatThrownBy(() -> api(null, Map.of("token", TOKEN)))
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("url");
    }

    private static Api api(@Nullable URI url, Map<String, String> credentials) {
        return new Jira()
                .api(
                        new ApiAccess("acme-jira", url, new Credentials(credentials, Map.of())),
                        Vertx.vertx(),
                        InstantSource.system());
    }

    @Test
    void projects_come_in_pages() {
        site.project("WEB", "Web", 0);
        site.project("OPS", "Operations", 0);
        jira.pagesOf(2);
        var api = cloud.cloud(TOKEN);

        var first = api.repositories(null);
        var second = api.repositories(first.next());

        assertThat(first.total()).isEqualTo(3);
        assertThat(Stream.concat(first.items().stream(), second.items().stream()))
                .extracting(project -> project.name().value())
                .containsExactly("OPS", "PAY", "WEB");
        assertThat(second.next()).isNull();
        assertThat(dataCenter.dataCenter(TOKEN).repositories(null).items()).hasSize(3);
    }

    // What is asked, and how it reads.

    private JiraIssue issue() {
        var issue = pay.issue(MIA, "Charge only once", "As in PAY-7\n\nand canary PAY_X-1.");
        issue.created(BEGIN);
        return issue;
    }

    /// Everything that can happen to an issue.
    private List<WebhookRequest> life(JiraIssue issue) {
        var other = issue();
        other.deleted(BEGIN, MIA);
        var there = pay.issue(MIA, "Another", "");
        var sent = new ArrayList<WebhookRequest>();
        sent.add(issue.assigned(Instant.parse("2026-03-02T10:00:00.456Z"), MIA, OMAR));
        sent.add(
                issue.moved(
                        Instant.parse("2026-03-02T11:00:00.789Z"), OMAR, JiraStatus.IN_PROGRESS));
        sent.add(issue.commented(Instant.parse("2026-03-03T09:00:00.001Z"), MIA, "well"));
        sent.add(issue.commented(Instant.parse("2026-03-03T10:00:00.001Z"), STEWARD, "built"));
        sent.add(issue.commented(Instant.parse("2026-03-03T11:00:00.001Z"), OMAR, "oops"));
        sent.add(
                issue.commentDeleted(
                        Instant.parse("2026-03-03T11:01:00.001Z"), issue.lastComment()));
        sent.add(
                issue.moved(Instant.parse("2026-03-04T09:00:00.123Z"), OMAR, JiraStatus.IN_REVIEW));
        sent.add(issue.linked(Instant.parse("2026-03-04T10:00:00.123Z"), OMAR, other));
        sent.add(issue.moved(Instant.parse("2026-03-05T09:00:00.123Z"), MIA, JiraStatus.DONE));
        assertThat(there.key()).isNotEqualTo(issue.key());
        return sent;
    }

    private static Change.ToIssue read(WebhookRequest request) {
        var door =
                new Jira()
                        .webhooks(
                                "acme-jira",
                                new WebhookSecrets("webhook", Map.of("secrets", List.of("s"))));
        var reading = door.read(new Delivery(request.headers()::get, request.body(), BEGIN));
        return (Change.ToIssue) ((Reading.Relevant) reading).change();
    }

    private Repository project() {
        return new Repository(Long.toString(pay.id()), new Stamped<>(pay.key(), BEGIN));
    }

    private List<Change.ToIssue> changed(Api api, Instant since) {
        var page = api.changed(Subject.ISSUES, project(), since, null);
        assertThat(page.flaws()).isEmpty();
        assertThat(page.next()).isNull();
        return page.items().stream().map(Change.ToIssue.class::cast).toList();
    }

    private List<Change.ToIssue> swept(Api api, JiraIssue... issues) {
        return page(api, issues).items().stream().map(Change.ToIssue.class::cast).toList();
    }

    private Page<Change> page(Api api, JiraIssue... issues) {
        return api.issues(project(), Stream.of(issues).map(JiraApiTest::key).toList());
    }

    private static Change.ToIssue one(List<Change.ToIssue> all) {
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static IssueKey key(JiraIssue issue) {
        return new IssueKey("acme-jira", Long.toString(issue.id()));
    }

    private static String id(Change change) {
        return ((Change.ToIssue) change).key().id();
    }

    private static List<String> steps(Api api) {
        return api.check().stream().map(step -> step.name() + " " + step.result()).toList();
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var refused = catchThrowableOfType(ApiFailure.Refused.class, call);
        var diagnosis = requireNonNull(refused).diagnosis();
        assertThat(diagnosis.advice()).isNotBlank();
        return diagnosis.code();
    }

    private static String line(IssueFact fact) {
        var act =
                switch (fact.act()) {
                    case IssueAct.Created(var status) -> "created in " + status(status);
                    case IssueAct.Moved(var from, var to) ->
                            "moved from " + status(from) + " to " + status(to);
                    case IssueAct.Assigned(var to) ->
                            "assigned to " + (to == null ? "nobody" : to.login());
                    case IssueAct.Linked(var evidence, var target) ->
                            "linked by " + evidence.word() + " with " + target;
                    default -> fact.act().kind();
                };
        return "%s, %s%s by %s"
                .formatted(
                        act,
                        fact.at(),
                        fact.estimated() ? " estimated" : "",
                        fact.actor() == null ? "nobody" : fact.actor().login());
    }

    private static String status(dev.turnaround.model.issue.@Nullable Status status) {
        var known = requireNonNull(status);
        Category category = requireNonNull(known.category());
        return known.name() + " " + category.word();
    }
}
