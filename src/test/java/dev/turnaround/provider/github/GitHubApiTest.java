package dev.turnaround.provider.github;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnaround.model.Act;
import dev.turnaround.model.Change;
import dev.turnaround.model.Coverage;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.Strand;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.Subject;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubReplies;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.github.GitHubReview;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The client against the simulated GitHub, over HTTP.
class GitHubApiTest {
    private static final Instant T = Instant.parse("2026-11-02T09:00:00Z");
    private static final Instant NOW = T.plus(Duration.ofDays(9));
    private static final GitHubRepository.Size SMALL = new GitHubRepository.Size(1, 12, 3, 2);

    private final Person mia = Person.user(5_831_047, "mia");
    private final Person lena = Person.user(5_831_052, "lena");
    private final Person noor = Person.user(5_831_061, "noor");
    private final Person steward = Person.bot(41_898_282, "steward[bot]");
    private final Team platform = new Team(7_300_112, "web-platform", "Web Platform");

    private final GitHubHook hook =
            new GitHubHook(441_002, "secret", GitHubHook.Encoding.JSON, new Random(4));
    private final GitHubOrganization acme = new GitHubOrganization(61_204_771, "acme", hook);
    private final GitHubRepository web =
            acme.repository("web", "The shop", "Kotlin", 100, T.minus(Duration.ofDays(400)));
    private final dev.turnaround.simulator.github.GitHubApi github =
            new dev.turnaround.simulator.github.GitHubApi(mia, "token-one");
    private final List<Duration> pauses = new ArrayList<>();

    private Vertx vertx;
    private ApiServer server;
    private GitHubApi api;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        github.add(web);
        server = ApiServer.open(vertx, github, () -> NOW);
        api = client("token-one");
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
        vertx.close().await();
    }

    private GitHubApi client(String token) {
        return new GitHubApi(
                new ApiAccess("acme-github", server.address(), Credentials.token(token)),
                vertx,
                () -> NOW,
                pauses::add,
                new Random(7));
    }

    private Repository repository() {
        return new Repository(Long.toString(web.id()), new Stamped<>("acme/web", T));
    }

    private Instant after(int minutes) {
        return T.plus(Duration.ofMinutes(minutes));
    }

    private GitHubPullRequest pull(String branch) {
        return web.pullRequest(mia, "PAY-311: round once", "Closes #12.", branch, SMALL);
    }

    private List<Change.ToPullRequest> all(Instant since) {
        var found = new ArrayList<Change.ToPullRequest>();
        String cursor = null;
        do {
            var page = api.changed(Subject.PULL_REQUESTS, repository(), since, cursor);
            assertThat(page.flaws()).isEmpty();
            page.items().forEach(item -> found.add((Change.ToPullRequest) item));
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    private Change.ToPullRequest only() {
        var found = all(Instant.EPOCH);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Coverage coverage(Change.ToPullRequest change) {
        return requireNonNull(change.coverage());
    }

    private static String branch(Change.ToPullRequest change) {
        return requireNonNull(change.attributes().sourceBranch()).value();
    }

    private static List<String> told(Change.ToPullRequest change) {
        return change.facts().stream()
                .sorted(Fact.ORDER)
                .map(fact ->
                        fact.act().kind()
                                + " "
                                + fact.at().toString().substring(11, 19)
                                + " "
                                + (fact.actor() == null ? "-" : fact.actor().login())
                                + (fact.estimated() ? " estimated" : ""))
                .toList();
    }

    /// Everything that can happen to one, but a merge; and the webhooks of it.
    private List<WebhookRequest> life(GitHubPullRequest pull) {
        var sent = new ArrayList<WebhookRequest>();
        sent.addAll(pull.asDraft().openedWithCodeOwners(T, List.of(), List.of(platform)));
        sent.add(pull.synchronize(after(5), mia, SMALL));
        sent.add(pull.readyForReview(after(10), mia));
        sent.add(pull.reviewRequested(after(11), mia, lena));
        sent.add(pull.reviewRequested(after(12), mia, noor));
        sent.add(pull.reviewRequestRemoved(after(13), mia, noor));
        sent.add(pull.issueCommentCreated(after(20), steward, "Coverage went up."));
        sent.addAll(
                pull.reviewSubmitted(
                        after(30),
                        lena,
                        GitHubReview.State.CHANGES_REQUESTED,
                        "Nearly.",
                        List.of("Why?", "And this?")));
        var asking = pull.reviews().iterator().next().id();
        var thread = pull.lineComments().iterator().next().id();
        sent.addAll(pull.replied(after(35), mia, thread, "Because."));
        sent.add(pull.forcePushed(after(40), mia, SMALL));
        sent.add(pull.reviewDismissed(after(45), noor, asking));
        sent.add(pull.convertedToDraft(after(50), mia));
        sent.add(pull.closed(after(55), mia));
        sent.add(pull.reopened(after(60), noor));
        sent.add(pull.readyForReview(after(61), mia));
        sent.addAll(
                pull.reviewSubmitted(
                        after(70), lena, GitHubReview.State.APPROVED, null, List.of()));
        var last = pull.issueCommentCreated(after(75), noor, "Never mind.");
        sent.add(last);
        var gone = pull.conversation().stream().toList().getLast().id();
        sent.add(pull.issueCommentDeleted(after(76), noor, gone));
        return sent;
    }

    @Test
    void one_life_is_told_by_the_api_alone_with_every_act_at_its_time() {
        var pull = pull("round-once");
        life(pull);
        pull.merged(after(80), lena);

        assertThat(told(only()))
                .containsExactly(
                        "opened 09:00:00 mia",
                        "review_requested 09:00:00 mia",
                        "pushed 09:05:00 mia",
                        "ready 09:10:00 mia",
                        "review_requested 09:11:00 mia",
                        "review_requested 09:12:00 mia",
                        "review_request_removed 09:13:00 mia",
                        "commented 09:20:00 steward[bot]",
                        "commented 09:30:00 lena",
                        "commented 09:30:00 lena",
                        "reviewed 09:30:00 lena",
                        "commented 09:35:00 mia",
                        "reviewed 09:35:00 mia",
                        "pushed 09:40:00 mia",
                        "dismissed 09:45:00 noor",
                        "draft 09:50:00 mia",
                        "closed 09:55:00 mia",
                        "reopened 10:00:00 noor",
                        "ready 10:01:00 mia",
                        "reviewed 10:10:00 lena",
                        "merged 10:20:00 lena");
        assertThat(only().facts().getFirst().act()).isEqualTo(new Act.Opened(true));
    }

    @Test
    void each_fact_of_a_webhook_is_one_of_the_apis_or_belongs_to_a_strand_that_it_lists_in_full() {
        var pull = pull("round-once");
        var sent = life(pull);
        var told = only();
        var byId = new TreeMap<String, Fact>();
        told.facts().forEach(fact -> byId.put(fact.id(), fact));
        var coverage = coverage(told);
        assertThat(coverage.strands()).containsExactlyInAnyOrder(Strand.values());

        var seen = 0;
        for (var request : sent) {
            for (var fact : webhookFacts(request)) {
                seen++;
                var same = byId.get(fact.id());
                if (same == null) {
                    assertThat(coverage.wouldHold(fact)).as(fact.id()).isTrue();
                } else {
                    assertThat(same.act().kind()).isEqualTo(fact.act().kind());
                    var merged = fact.merge(same);
                    assertThat(merged.at()).as(fact.id()).isEqualTo(same.at());
                    assertThat(merged.actor()).as(fact.id()).isEqualTo(same.actor());
                    assertThat(merged.estimated()).isFalse();
                }
            }
        }
        assertThat(seen).isGreaterThan(40);
    }

    private static List<Fact> webhookFacts(WebhookRequest request) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        var reading =
                new Webhook("acme-github").read(new Delivery(headers::get, request.body(), NOW));
        return reading instanceof Reading.Relevant(_, Change.ToPullRequest change)
                ? change.facts()
                : List.of();
    }

    @Test
    void webhook_and_api_tell_the_same_attributes() {
        var pull = pull("round-once");
        var sent = pull.opened(T);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(sent.headers());
        var read = new Webhook("acme-github").read(new Delivery(headers::get, sent.body(), NOW));

        assertThat(read).isInstanceOf(Reading.Relevant.class);
        var webhook = (Change.ToPullRequest) ((Reading.Relevant) read).change();
        // No webhook tells of commits.
        var begun = new Stamped<>(pull.firstCommitAt(), T);
        assertThat(only().attributes()).isEqualTo(webhook.attributes().begun(begun));
        assertThat(only().key()).isEqualTo(webhook.key());
    }

    @Test
    void a_dismissed_review_keeps_what_it_had_said() {
        var pull = pull("round-once");
        pull.opened(T);
        pull.reviewSubmitted(after(3), lena, GitHubReview.State.APPROVED, null, List.of());
        pull.reviewDismissed(after(4), mia, pull.reviews().iterator().next().id());

        assertThat(only().facts())
                .extracting(Fact::act)
                .contains(new Act.Reviewed(ReviewVerdict.APPROVED, true));
    }

    @Test
    void a_merge_is_told_once_although_the_timeline_has_a_closing_beside_it() {
        var pull = pull("round-once");
        pull.opened(T);
        pull.closed(after(1), mia);
        pull.reopened(after(2), mia);
        pull.merged(after(3), lena);

        assertThat(told(only()))
                .containsExactly(
                        "opened 09:00:00 mia",
                        "closed 09:01:00 mia",
                        "reopened 09:02:00 mia",
                        "merged 09:03:00 lena");
    }

    @Test
    void how_it_was_opened_follows_from_the_first_change_of_it() {
        pull("a").opened(T);
        pull("b").asDraft().opened(T);
        var taken = pull("c");
        taken.opened(T);
        taken.convertedToDraft(after(1), mia);

        assertThat(all(Instant.EPOCH))
                .extracting(GitHubApiTest::branch, change -> change.facts().getFirst().act())
                .containsExactlyInAnyOrder(
                        tuple("a", new Act.Opened(false)),
                        tuple("b", new Act.Opened(true)),
                        tuple("c", new Act.Opened(false)));
    }

    @Test
    void a_line_comment_has_the_time_at_which_others_could_see_it() {
        var pull = pull("round-once");
        pull.opened(T);
        pull.reviewSubmitted(after(30), lena, GitHubReview.State.COMMENTED, null, List.of("Why?"));

        assertThat(told(only()))
                .contains("commented 09:30:00 lena")
                .doesNotContain("commented 09:29:20 lena");
    }

    @Test
    void lists_that_go_on_are_read_to_their_ends() {
        var pull = pull("round-once");
        pull.opened(T);
        for (var at = 1; at <= 130; at++) {
            pull.issueCommentCreated(after(at), lena, "Once more.");
        }
        for (var at = 1; at <= 35; at++) {
            var comments =
                    at == 7 ? Stream.generate(() -> "Why?").limit(25).toList() : List.<String>of();
            pull.reviewSubmitted(
                    after(200 + at), noor, GitHubReview.State.COMMENTED, "Hm.", comments);
        }
        for (var at = 1; at <= 40; at++) {
            pull.convertedToDraft(after(300 + 2 * at), mia);
            pull.readyForReview(after(301 + 2 * at), mia);
        }

        var told = only();
        var kinds = new TreeMap<String, Integer>();
        told.facts().forEach(fact -> kinds.merge(fact.act().kind(), 1, Integer::sum));
        assertThat(kinds)
                .isEqualTo(
                        new TreeMap<>(
                                Map.of(
                                        "opened",
                                        1,
                                        "commented",
                                        155,
                                        "reviewed",
                                        35,
                                        "draft",
                                        40,
                                        "ready",
                                        40)));
        assertThat(coverage(told).strands()).containsExactlyInAnyOrder(Strand.values());
    }

    @Test
    void what_it_lists_reaches_to_a_minute_before_the_answer() {
        pull("a").opened(T);

        assertThat(coverage(only()).until()).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void pages_are_turned_until_what_is_older_than_asked_for() {
        for (var at = 0; at < 130; at++) {
            pull("branch-" + at).opened(after(at));
        }

        assertThat(all(Instant.EPOCH)).hasSize(130);
        assertThat(all(after(40))).hasSize(90);
        assertThat(all(after(129))).hasSize(1);
        assertThat(all(after(130))).isEmpty();
    }

    @Test
    void a_place_to_go_on_from_is_good_in_another_process() {
        for (var at = 0; at < 60; at++) {
            var one = pull("branch-" + at);
            one.opened(after(at));
            one.synchronize(after(at + 1), mia, SMALL);
        }
        var first = api.changed(Subject.PULL_REQUESTS, repository(), T, null);
        api.close();
        api = client("token-one");
        var second = api.changed(Subject.PULL_REQUESTS, repository(), T, first.next());

        assertThat(first.items()).hasSize(40);
        assertThat(second.items()).hasSize(20);
        assertThat(second.next()).isNull();
        assertThat(second.items())
                .allSatisfy(item ->
                        assertThat(((Change.ToPullRequest) item).facts())
                                .extracting(fact -> fact.act().kind())
                                .contains("pushed"));
    }

    @Test
    void a_backfill_costs_at_most_six_hundredths_of_a_call_for_a_pull_request() {
        for (var at = 0; at < 400; at++) {
            var one = pull("branch-" + at);
            one.opened(after(30 * at));
            one.synchronize(after(30 * at + 5), mia, SMALL);
            one.synchronize(after(30 * at + 9), mia, SMALL);
            one.reviewSubmitted(
                    after(30 * at + 20), lena, GitHubReview.State.APPROVED, null, List.of());
            one.merged(after(30 * at + 25), lena);
        }

        assertThat(all(Instant.EPOCH)).hasSize(400);
        assertThat(github.requests() / 400.0).isLessThanOrEqualTo(0.06);
    }

    @Test
    void the_pushes_of_one_that_began_long_before_the_others_are_asked_for_by_its_branch() {
        var old = pull("old");
        old.opened(T.minus(Duration.ofDays(300)));
        for (var at = 0; at < 600; at++) {
            old.synchronize(T.minus(Duration.ofHours(7_000 - at)), lena, SMALL);
        }
        var other = pull("other");
        other.opened(T);
        for (var at = 0; at < 150; at++) {
            other.synchronize(after(at), mia, SMALL);
        }
        old.synchronize(after(200), lena, SMALL);

        assertThat(all(Instant.EPOCH))
                .extracting(change ->
                        change.facts().stream()
                                .filter(fact -> fact.act() instanceof Act.Pushed)
                                .count())
                .containsExactly(601L, 149L);
    }

    @Test
    void a_push_to_the_branch_of_a_closed_one_is_none_of_its_own() {
        var pull = pull("round-once");
        pull.opened(T);
        pull.closed(after(1), mia);
        pull.synchronize(after(2), mia, SMALL);
        pull.reopened(after(3), mia);
        pull.synchronize(after(4), mia, SMALL);
        pull.merged(after(5), mia);
        pull.synchronize(after(6), mia, SMALL);

        assertThat(told(only()).stream().filter(line -> line.startsWith("pushed")))
                .containsExactly("pushed 09:04:00 mia");
    }

    @Test
    void without_the_right_to_see_pushes_all_else_is_told_and_pushes_are_not_claimed() {
        var pull = pull("round-once");
        pull.opened(T);
        pull.synchronize(after(1), mia, SMALL);
        github.withholdActivity();

        var told = only();
        assertThat(told(told)).containsExactly("opened 09:00:00 mia");
        assertThat(coverage(told).strands()).doesNotContain(Strand.PUSHES).hasSize(6);
    }

    @Test
    void some_are_read_by_number_and_those_that_are_no_more_are_gone() {
        var kept = pull("kept");
        kept.opened(T);
        var erased = pull("erased");
        erased.opened(T);
        erased.erased();
        var keys =
                Stream.of(kept, erased)
                        .map(one ->
                                new PullRequestKey(
                                        "acme-github", Long.toString(web.id()), one.number()))
                        .toList();

        var page = api.pullRequests(repository(), keys);

        assertThat(page.flaws()).isEmpty();
        assertThat(page.next()).isNull();
        assertThat(page.items())
                .extracting(item -> item.getClass().getSimpleName())
                .containsExactlyInAnyOrder("ToPullRequest", "PullRequestGone");
        assertThat(page.items())
                .contains(
                        new Change.PullRequestGone(
                                keys.get(1),
                                new Repository(
                                        Long.toString(web.id()), new Stamped<>("acme/web", NOW)),
                                NOW));
    }

    @Test
    void many_are_read_by_number_twenty_at_once() {
        var keys = new ArrayList<PullRequestKey>();
        for (var at = 0; at < 45; at++) {
            var one = pull("branch-" + at);
            one.opened(after(at));
            keys.add(new PullRequestKey("acme-github", Long.toString(web.id()), one.number()));
        }

        assertThat(api.pullRequests(repository(), keys).items()).hasSize(45);
        assertThat(github.requests()).isEqualTo(3 + 1);
    }

    @Test
    void what_is_too_much_for_github_is_asked_for_in_smaller_pages() {
        for (var at = 0; at < 50; at++) {
            pull("branch-" + at).opened(after(at));
        }
        github.answerNext(GitHubReplies.tooSlow());
        github.answerNext(GitHubReplies.tooSlow());

        var page = api.changed(Subject.PULL_REQUESTS, repository(), T, null);

        assertThat(page.items()).hasSize(10);
        assertThat(page.next()).isNotNull();
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_github_that_stays_unwell_is_away() {
        pull("a").opened(T);
        for (var at = 0; at < 20; at++) {
            github.answerNext(GitHubReplies.tooSlow());
        }

        assertThatExceptionOfType(ApiFailure.Away.class).isThrownBy(this::only);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void a_query_that_times_out_inside_a_200_is_asked_in_smaller_pages_too() {
        pull("a").opened(T);
        github.answerNext(
                ApiReply.json(
                        200,
                        """
                        {"data":{"repository":null},"errors":[{"message":"Something went wrong while \
                        executing your query. This may be the result of a timeout."}]}\
                        """));

        assertThat(told(only())).hasSize(1);
    }

    @Test
    void an_hour_used_up_is_a_limit_by_either_api() {
        pull("a").opened(T);
        github.quota(0);

        assertThatExceptionOfType(ApiFailure.Limited.class)
                .isThrownBy(this::only)
                .satisfies(limited ->
                        assertThat(limited.until())
                                .isEqualTo(NOW.plus(Duration.ofHours(1)).plusSeconds(1)));
        assertThatExceptionOfType(ApiFailure.Limited.class)
                .isThrownBy(() -> api.repositories(null));
    }

    @Test
    void a_secondary_limit_says_how_long_or_is_waited_out_longer_each_time() {
        github.answerNext(GitHubReplies.secondaryLimit(37));
        github.answerNext(GitHubReplies.secondaryLimit(-1));
        github.answerNext(GitHubReplies.secondaryLimit(-1));

        assertThat(limit()).isEqualTo(Duration.ofSeconds(37));
        assertThat(limit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(limit()).isEqualTo(Duration.ofMinutes(2));
    }

    private Duration limit() {
        try {
            only();
            throw new AssertionError("no limit");
        } catch (ApiFailure.Limited limited) {
            return Duration.between(NOW, limited.until());
        }
    }

    @Test
    void what_a_person_must_mend_is_named() {
        pull("a").opened(T);
        refused(GitHubReplies.badCredentials(), "token_refused");
        refused(GitHubReplies.samlRequired(), "saml_not_authorized");
        refused(GitHubReplies.graphQlSamlRequired(), "saml_not_authorized");
        refused(GitHubReplies.ipNotAllowed(), "ip_not_allowed");
        refused(GitHubReplies.notAccessible("pull_requests=read"), "permission_missing");
        refused(GitHubReplies.notFound(), "not_found");
        refused(graphQlError("INSUFFICIENT_SCOPES", "The 'slug' field requires"), "scope_missing");
        refused(
                ApiReply.json(
                        403,
                        """
                        {"message":"Although you appear to have the correct authorization credentials, \
                        the `acme` organization has enabled OAuth App access restrictions"}\
                        """),
                "oauth_grant_pending");
        refused(
                ApiReply.json(
                        403,
                        """
                        {"message":"`acme` forbids access via a personal access token (classic)."}\
                        """),
                "token_kind_forbidden");
    }

    private static ApiReply graphQlError(String type, String message) {
        return ApiReply.json(
                200,
                "{\"data\":null,\"errors\":[{\"type\":\"%s\",\"message\":\"%s\"}]}"
                        .formatted(type, message));
    }

    private void refused(ApiReply reply, String code) {
        github.answerNext(reply);
        assertThatExceptionOfType(ApiFailure.Refused.class)
                .isThrownBy(this::only)
                .satisfies(refused -> assertThat(refused.diagnosis().code()).isEqualTo(code));
    }

    @Test
    void errors_in_a_200_are_never_passed_over() {
        pull("a").opened(T);
        github.answerNext(graphQlError("SOMETHING_NEW", "Who knows."));

        assertThatExceptionOfType(ApiFailure.Unreadable.class).isThrownBy(this::only);
    }

    @Test
    void a_cursor_that_github_does_not_know_has_expired() {
        pull("a").opened(T);

        assertThatExceptionOfType(ApiFailure.CursorExpired.class)
                .isThrownBy(
                        () -> api.changed(Subject.PULL_REQUESTS, repository(), T, "bm9uc2Vuc2U="));
    }

    @Test
    void a_renamed_repository_is_read_under_its_new_name() {
        var pull = pull("a");
        pull.opened(T);
        pull.synchronize(after(2), mia, SMALL);
        web.renamed(after(5), lena, "shop");

        var told = only();
        assertThat(told.repository().name()).isEqualTo(new Stamped<>("acme/shop", NOW));
        assertThat(told(told)).contains("pushed 09:02:00 mia");
    }

    @Test
    void another_repository_under_the_name_is_not_taken_for_it() {
        pull("a").opened(T);
        var other = new Repository("1", new Stamped<>("acme/web", T));

        assertThatExceptionOfType(ApiFailure.Refused.class)
                .isThrownBy(() -> api.changed(Subject.PULL_REQUESTS, other, T, null))
                .satisfies(
                        refused -> assertThat(refused.diagnosis().code()).isEqualTo("name_taken"));
    }

    @Test
    void the_repositories_that_the_token_sees_are_listed_page_by_page() {
        for (var at = 0; at < 130; at++) {
            github.add(acme.repository("r" + at, "One more", "Java", 0, T));
        }
        var first = api.repositories(null);
        var second = api.repositories(first.next());

        assertThat(first.items()).hasSize(100);
        assertThat(second.items()).hasSize(31);
        assertThat(second.next()).isNull();
        assertThat(second.items())
                .contains(new Repository(Long.toString(web.id()), new Stamped<>("acme/web", NOW)));
    }

    @Test
    void organizations_that_single_sign_on_hides_are_flaws_of_the_list() {
        github.answerNext(
                ApiReply.json(200, "[]")
                        .with("x-github-sso", "partial-results; organizations=21955855,20582480"));

        assertThat(api.repositories(null).flaws())
                .extracting(Page.Flaw::item)
                .containsExactly("organization 21955855", "organization 20582480");
    }

    @Test
    void a_check_says_who_is_signed_in_and_what_they_may_and_see() {
        assertThat(api.check())
                .containsExactly(
                        Step.ok("authenticated", "as mia"),
                        Step.ok("scopes", "read:org, repo"),
                        Step.ok("repositories", "1 seen"));
    }

    @Test
    void a_check_names_the_scopes_that_are_missing_and_what_for() {
        var few =
                new dev.turnaround.simulator.github.GitHubApi(
                        mia, "token-one", "public_repo, gist");
        few.add(web);
        try (var other = ApiServer.open(vertx, few, () -> NOW);
                var client =
                        new GitHubApi(
                                new ApiAccess("c", other.address(), Credentials.token("token-one")),
                                vertx,
                                () -> NOW,
                                pauses::add,
                                new Random(7))) {
            assertThat(client.check().get(1).result()).isEqualTo(Step.Result.FAILED);
            assertThat(client.check().get(1).detail())
                    .contains("repo (pull requests", "read:org (teams");
        }
    }

    @Test
    void a_token_without_scopes_is_tried_on_a_repository() {
        var fine = new dev.turnaround.simulator.github.GitHubApi(mia, "token-one", "");
        fine.add(web);
        fine.withholdActivity();
        try (var other = ApiServer.open(vertx, fine, () -> NOW);
                var client =
                        new GitHubApi(
                                new ApiAccess("c", other.address(), Credentials.token("token-one")),
                                vertx,
                                () -> NOW,
                                pauses::add,
                                new Random(7))) {
            assertThat(client.check().get(1).result()).isEqualTo(Step.Result.WARNING);
            assertThat(client.check().get(1).detail())
                    .contains("contents (")
                    .doesNotContain("webhooks (");
        }
    }

    @Test
    void a_check_with_a_revoked_token_fails_at_the_first_step_and_skips_the_others() {
        github.revoke();

        assertThat(api.check())
                .extracting(Step::result)
                .containsExactly(Step.Result.FAILED, Step.Result.SKIPPED, Step.Result.SKIPPED);
        assertThat(api.check().getFirst().advice()).contains("new token");
    }

    @Test
    void deliveries_that_failed_are_read_as_if_they_had_come_in() {
        github.hookUrl(hook, "https://turnaround.example.com/webhooks/acme-github");
        var pull = pull("a");
        var opened = pull.opened(NOW.minusSeconds(3_600));
        github.delivered(web, opened, NOW.minusSeconds(3_599), 503);
        github.delivered(
                web, pull.labeled(NOW.minusSeconds(3_000), mia, "big"), NOW.minusSeconds(2_999), 0);
        var again = pull.readyForReview(NOW.minusSeconds(2_000), mia);
        github.delivered(web, again, NOW.minusSeconds(1_999), 500);
        github.delivered(web, again, NOW.minusSeconds(1_500), 202);

        var page = api.undelivered(repository(), NOW.minusSeconds(7_200), null);

        assertThat(page.flaws()).isEmpty();
        assertThat(page.next()).isNull();
        assertThat(page.items()).hasSize(1);
        assertThat(page.items().getFirst().envelope().deliveryId())
                .isEqualTo(opened.header("X-GitHub-Delivery"));
        assertThat(page.items().getFirst().change())
                .isEqualTo(((Reading.Relevant) read(opened, NOW.minusSeconds(3_599))).change());
        assertThat(api.undelivered(repository(), NOW.minusSeconds(60), null).items()).isEmpty();
    }

    private static Reading read(WebhookRequest request, Instant at) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        return new Webhook("acme-github").read(new Delivery(headers::get, request.body(), at));
    }

    @Test
    void deliveries_to_somebody_else_are_left_alone_and_so_are_hooks_that_may_not_be_seen() {
        var opened = pull("a").opened(NOW.minusSeconds(3_600));
        github.delivered(web, opened, NOW.minusSeconds(3_599), 503);
        github.hookUrl(hook, "https://ci.example.com/github");
        assertThat(api.undelivered(repository(), T, null).items()).isEmpty();

        github.hookUrl(hook, "https://turnaround.example.com/webhooks/acme-github");
        github.hooksVisible(false);
        assertThat(api.undelivered(repository(), T, null).items()).isEmpty();
    }

    @Test
    void many_lost_deliveries_are_read_page_by_page() {
        github.hookUrl(hook, "https://turnaround.example.com/webhooks/acme-github");
        var pull = pull("a");
        for (var at = 0; at < 130; at++) {
            var when = NOW.minusSeconds(7_000 - at);
            github.delivered(
                    web,
                    at == 0 ? pull.opened(when) : pull.synchronize(when, mia, SMALL),
                    when,
                    502);
        }
        var first = api.undelivered(repository(), NOW.minusSeconds(8_000), null);
        var second = api.undelivered(repository(), NOW.minusSeconds(8_000), first.next());

        assertThat(first.items()).hasSize(100);
        assertThat(second.items()).hasSize(30);
        assertThat(second.next()).isNull();
    }

    @Test
    void issues_that_are_no_more_are_gone_when_node_ids_are_made_as_we_know() {
        var key = new IssueKey("acme-github", "3688120457");

        assertThat(api.missing(repository(), List.of(key))).containsExactly(key);
        assertThat(api.issues(repository(), List.of(key)).items())
                .containsExactly(
                        new Change.IssueGone(
                                key,
                                new Repository(
                                        Long.toString(web.id()), new Stamped<>("acme/web", NOW)),
                                NOW));
        assertThat(api.subjects()).isEqualTo(Set.of(Subject.values()));
    }

    @Test
    void an_app_without_its_key_cannot_sign_in() {
        var app =
                new Credentials(
                        Map.of(), Map.of("app", new Credentials(Map.of("id", "1"), Map.of())));

        assertThatThrownBy(() -> new GitHub().api(new ApiAccess("c", null, app), vertx, () -> NOW))
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("app.privateKey");
    }

    @Test
    void each_kind_of_site_has_its_addresses() {
        var sites = new LinkedHashMap<String, String>();
        for (var url :
                List.of(
                        "https://github.com/acme",
                        "https://api.github.com",
                        "https://acme.ghe.com",
                        "https://git.example.com/",
                        "https://git.example.com:8443/api/v3")) {
            var site = Site.of(URI.create(url));
            sites.put(url, site.rest() + " " + site.graphQl());
        }

        assertThat(Site.of(null)).isEqualTo(Site.of(URI.create("https://github.com")));
        assertThat(sites.values())
                .containsExactly(
                        "https://api.github.com https://api.github.com/graphql",
                        "https://api.github.com https://api.github.com/graphql",
                        "https://api.acme.ghe.com https://api.acme.ghe.com/graphql",
                        "https://git.example.com/api/v3 https://git.example.com/api/graphql",
                        "https://git.example.com:8443/api/v3"
                                + " https://git.example.com:8443/api/graphql");
    }
}
