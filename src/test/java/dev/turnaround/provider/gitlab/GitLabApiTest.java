package dev.turnaround.provider.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnaround.model.Change;
import dev.turnaround.model.Coverage;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Fold;
import dev.turnaround.model.Moment;
import dev.turnaround.model.Phase;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.Strand;
import dev.turnaround.model.issue.IssueKey;
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
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.SourceCode;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.gitlab.GitLabGroup;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.simulator.gitlab.GitLabMergeRequest;
import dev.turnaround.simulator.gitlab.GitLabProject;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GitLabApiTest {
    private static final Path CASES =
            Path.of("src/test/resources/dev/turnaround/provider/gitlab/api");
    private static final String TOKEN = "glpat-a-token-for-tests";
    private static final String SIGNING = GitLabHook.signingToken(new byte[32]);
    private static final Instant MONDAY = Instant.parse("2026-03-09T09:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-03-13T18:00:00Z");
    private static final Person MIA = Person.user(101, "mia");
    private static final Person BEN = Person.user(102, "ben.o-hara");
    private static final Person CAY = Person.user(103, "cay");

    private static Vertx vertx;

    private final GitLabGroup group =
            new GitLabGroup("acme", new GitLabHook(SIGNING, () -> MONDAY, new Random(7)));
    private final GitLabProject project = group.project("web", "Web", 40);
    private final dev.turnaround.simulator.gitlab.GitLabApi simulated =
            new dev.turnaround.simulator.gitlab.GitLabApi(group, "/gitlab", CAY, TOKEN);
    private final List<ApiRequest> asked = new ArrayList<>();
    private final List<String> answered = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private BiFunction<ApiRequest, Integer, @Nullable ApiReply> instead = (_, _) -> null;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    private ApiReply watched(ApiRequest request, URI base, Instant now) {
        asked.add(request);
        var other = instead.apply(request, asked.size());
        var reply = other == null ? simulated.answer(request, base, now) : other;
        answered.add(reply.body());
        return reply;
    }

    private GitLabApi api() {
        return api("/gitlab", this::watched);
    }

    private GitLabApi api(String path, SimulatedApi served) {
        var server = ApiServer.open(vertx, served, () -> FRIDAY);
        open.add(server);
        var api =
                new GitLabApi(
                        new ApiAccess(
                                "acme-gitlab",
                                URI.create(server.address() + path),
                                Credentials.token(TOKEN)),
                        vertx,
                        () -> FRIDAY,
                        _ -> {},
                        new Random(1));
        open.add(api);
        return api;
    }

    private Repository repository() {
        return new Repository(
                Long.toString(project.number()), new Stamped<>("acme/former-name", MONDAY));
    }

    private static Instant at(int day, int hour, int second) {
        return MONDAY.plusSeconds(day * 86_400L + hour * 3_600L + second);
    }

    private static Change.ToPullRequest only(Page<Change> page) {
        assertThat(page.flaws()).isEmpty();
        assertThat(page.items()).hasSize(1);
        return (Change.ToPullRequest) page.items().getFirst();
    }

    private static Coverage coverage(Change.ToPullRequest told) {
        return Objects.requireNonNull(told.coverage());
    }

    private static Instant at(@Nullable Moment moment) {
        return Objects.requireNonNull(moment).at();
    }

    private Page<Change> all(GitLabApi api) {
        return api.changed(Subject.PULL_REQUESTS, repository(), MONDAY, null);
    }

    private GitLabMergeRequest opened(int hour, String title) {
        var merge = project.mergeRequest(MIA, title, "Closes #3.", "eng-7-totals");
        merge.opened(at(0, hour, 0), false, List.of());
        return merge;
    }

    // A life.

    /// Everything that can happen, with the deliveries of it.
    private List<WebhookRequest> lifeOf(GitLabMergeRequest merge) {
        var sent = new ArrayList<WebhookRequest>();
        sent.add(merge.opened(at(0, 0, 0), true, List.of(BEN)));
        sent.add(merge.noted(at(0, 1, 5), CAY, SourceCode.quoted(4), true));
        sent.add(merge.markedReady(at(0, 2, 0), MIA));
        sent.add(merge.reviewersAsked(at(0, 2, 7), MIA, List.of(CAY)));
        sent.add(merge.noted(at(0, 3, 0), BEN, "Once more?", false));
        sent.add(merge.changesRequested(at(0, 3, 1), BEN));
        sent.add(merge.pushed(at(0, 4, 0), MIA));
        sent.add(merge.reviewersAsked(at(0, 4, 9), MIA, List.of(BEN)));
        sent.add(merge.approved(at(1, 0, 0), BEN));
        sent.add(merge.pushed(at(1, 1, 0), MIA));
        sent.add(merge.approvalsReset(at(1, 1, 0), MIA));
        sent.add(merge.markedDraft(at(1, 2, 0), MIA));
        sent.add(merge.markedReady(at(1, 3, 0), MIA));
        sent.add(merge.reviewerRemoved(at(1, 4, 0), MIA, CAY));
        sent.add(merge.closed(at(1, 5, 0), CAY));
        sent.add(merge.reopened(at(1, 6, 0), MIA));
        sent.add(merge.approved(at(2, 0, 0), BEN));
        sent.add(merge.unapproved(at(2, 0, 30), BEN));
        sent.add(merge.approved(at(2, 1, 0), BEN));
        sent.add(merge.merged(at(2, 2, 0), MIA));
        return sent;
    }

    @Test
    void a_life_is_told_exactly() throws IOException {
        var merge = project.mergeRequest(MIA, "Count once", "Fixes #12, see ENG-7", "totals");
        lifeOf(merge);
        var told = only(all(api()));
        golden("life.txt", ReadingText.of(told));
        assertThat(told.facts()).allMatch(fact -> !fact.estimated());
        assertThat(coverage(told).strands()).containsExactlyInAnyOrder(Strand.values());
        assertThat(coverage(told).until()).isEqualTo(FRIDAY.minusSeconds(60));
    }

    @Test
    void what_webhooks_told_is_told_again_by_its_identity_or_settled() {
        var merge = project.mergeRequest(MIA, "Count once", "", "totals");
        var live = facts(lifeOf(merge));
        var told = only(all(api()));
        var exact = new HashMap<String, Fact>();
        told.facts().forEach(fact -> exact.put(fact.id(), fact));
        var apart = new HashSet<String>();
        live.forEach((id, fact) -> {
            var same = exact.get(id);
            if (same == null) {
                assertThat(coverage(told).wouldHold(fact)).as(id).isTrue();
                apart.add(fact.act().kind());
            } else {
                assertThat(same.at()).as(id).isEqualTo(fact.at());
                assertThat(same.act().kind()).isEqualTo(fact.act().kind());
            }
        });
        // Only pushes and sightings have other identities.
        assertThat(apart).containsExactlyInAnyOrder("pushed", "seen");
    }

    @Test
    void both_roads_lead_to_the_same_state() {
        var merge = project.mergeRequest(MIA, "Count once", "", "totals");
        var live = Fold.of(facts(lifeOf(merge)).values());
        var told = Fold.of(only(all(api())).facts());
        assertThat(told.phase()).isEqualTo(Phase.MERGED).isEqualTo(live.phase());
        assertThat(told.spent()).isEqualTo(live.spent());
        assertThat(at(told.readyAt())).isEqualTo(at(live.readyAt()));
        assertThat(at(told.firstResponseAt())).isEqualTo(at(live.firstResponseAt()));
        assertThat(at(told.approvedAt())).isEqualTo(at(live.approvedAt()));
        assertThat(told.turns()).isEqualTo(live.turns());
    }

    private static Map<String, Fact> facts(List<WebhookRequest> sent) {
        var door =
                new GitLab()
                        .webhooks(
                                "acme-gitlab",
                                new WebhookSecrets(
                                        "webhook", Map.of("signingTokens", List.of(SIGNING))));
        var facts = new HashMap<String, Fact>();
        for (var one : sent) {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(one.headers());
            var delivery = new Delivery(headers::get, one.body(), FRIDAY);
            var reading = (Reading.Relevant) door.read(delivery);
            ((Change.ToPullRequest) reading.change())
                    .facts()
                    .forEach(fact -> facts.merge(fact.id(), fact, Fact::merge));
        }
        return facts;
    }

    @Test
    void no_body_of_a_comment_or_of_a_commit_comes_over_the_wire() {
        var merge = project.mergeRequest(MIA, "Count once", "", "totals");
        lifeOf(merge);
        all(api());
        assertThat(answered).noneMatch(body -> body.contains(SourceCode.TELLTALE));
        assertThat(answered).noneMatch(body -> body.contains("Once more?"));
    }

    @Test
    void one_page_costs_four_calls_however_many_merge_requests_it_has() {
        for (var i = 0; i < 20; i++) {
            lifeOf(project.mergeRequest(MIA, "Count " + i, "", "totals"));
        }
        var page = all(api());
        assertThat(page.items()).hasSize(20);
        // The list, the words of 180 notes in threes of 60, reopened and closed.
        assertThat(asked).hasSizeLessThanOrEqualTo(6);
    }

    // Lists.

    @Test
    void pages_go_on_after_a_restart_and_tell_each_once() {
        for (var i = 0; i < 70; i++) {
            opened(i % 20, "Number " + i);
        }
        var numbers = new ArrayList<Long>();
        String cursor = null;
        do {
            var page = api().changed(Subject.PULL_REQUESTS, repository(), MONDAY, cursor);
            page.items().forEach(item -> numbers.add(((Change.ToPullRequest) item).key().number()));
            assertThat(page.total()).isEqualTo(70);
            cursor = page.next();
        } while (cursor != null);
        assertThat(numbers).doesNotHaveDuplicates().hasSize(70);
    }

    @Test
    void what_changes_while_pages_are_turned_shifts_nobody_off_the_list() {
        var first = opened(0, "First");
        for (var i = 0; i < 30; i++) {
            opened(1 + i % 20, "Number " + i);
        }
        var api = api();
        var page = all(api);
        first.noted(at(3, 0, 0), BEN, "Late", false);
        var rest = api.changed(Subject.PULL_REQUESTS, repository(), MONDAY, page.next());
        assertThat(page.items()).hasSize(20);
        assertThat(rest.items()).hasSize(12);
    }

    @Test
    void only_what_changed_since_is_told() {
        opened(1, "Old");
        var late = opened(2, "Young");
        late.noted(at(2, 0, 0), BEN, "Hm", false);
        var told = only(api().changed(Subject.PULL_REQUESTS, repository(), at(1, 0, 0), null));
        assertThat(told.key().number()).isEqualTo(late.number());
    }

    @Test
    void a_long_history_is_read_to_its_end() {
        var merge = opened(0, "Much said");
        for (var i = 0; i < 230; i++) {
            merge.noted(at(1, 0, i), i % 2 == 0 ? BEN : MIA, "Said " + i, false);
        }
        var told = only(all(api()));
        assertThat(told.facts()).hasSize(231);
        assertThat(coverage(told).strands()).contains(Strand.COMMENTS);
    }

    @Test
    void a_deleted_comment_is_told_no_more() {
        var merge = opened(0, "Said too much");
        merge.noted(at(1, 0, 0), BEN, "Oops", false);
        merge.noteDeleted(merge.notes().getLast());
        var told = only(all(api()));
        assertThat(told.facts()).extracting(fact -> fact.act().kind()).containsExactly("opened");
        assertThat(coverage(told).strands()).contains(Strand.COMMENTS);
    }

    @Test
    void some_are_told_and_others_are_gone() {
        var stays = opened(0, "Stays");
        var goes = opened(1, "Goes");
        goes.deleted();
        var keys = List.of(key(stays), key(goes));
        var page = api().pullRequests(repository(), keys);
        assertThat(page.flaws()).isEmpty();
        assertThat(page.items()).hasSize(2);
        assertThat(((Change.ToPullRequest) page.items().get(0)).key()).isEqualTo(keys.get(0));
        var gone = (Change.PullRequestGone) page.items().get(1);
        assertThat(gone.key()).isEqualTo(keys.get(1));
        assertThat(gone.at()).isEqualTo(FRIDAY);
    }

    private PullRequestKey key(GitLabMergeRequest merge) {
        return new PullRequestKey("acme-gitlab", Long.toString(project.number()), merge.number());
    }

    @Test
    void a_renamed_project_is_found_by_its_number() {
        opened(0, "Here");
        assertThat(only(all(api())).repository().name().value()).isEqualTo("acme/web");
    }

    // Trouble.

    @Test
    void too_complex_a_query_is_asked_again_with_a_shorter_page() {
        for (var i = 0; i < 9; i++) {
            opened(i, "Number " + i);
        }
        simulated.limitComplexity(72);
        var page = all(api());
        assertThat(page.flaws()).isEmpty();
        assertThat(page.items()).isNotEmpty().hasSizeLessThan(9);
        assertThat(page.next()).isNotNull();
    }

    @Test
    void an_answer_with_errors_is_never_a_short_list_and_its_cause_is_named() {
        for (var i = 0; i < 9; i++) {
            opened(i, "Number " + i);
        }
        simulated.troubled(reply ->
                reply.body().contains("\"title\":\"Number 4\"")
                        ? ApiReply.json(
                                200,
                                reply.body()
                                        .replaceFirst(
                                                "^\\{",
                                                "{\"errors\":[{\"message\":\"Timeout on"
                                                        + " MergeRequest.notes\",\"path\":[\"projects\"]}],"))
                        : reply);
        var api = api();
        var told = new ArrayList<Change>();
        var flaws = new ArrayList<Page.Flaw>();
        String cursor = null;
        do {
            var page = api.changed(Subject.PULL_REQUESTS, repository(), MONDAY, cursor);
            told.addAll(page.items());
            flaws.addAll(page.flaws());
            cursor = page.next();
        } while (cursor != null);
        assertThat(told).hasSize(8);
        assertThat(flaws).extracting(Page.Flaw::item).containsExactly("45");
    }

    @Test
    void a_null_in_a_list_is_unknown_and_not_nothing() {
        opened(0, "Number 0");
        simulated.troubled(reply ->
                ApiReply.json(
                        200, reply.body().replaceAll("\"notes\":\\{.*?\\]\\}", "\"notes\":null")));
        var page = all(api());
        assertThat(page.items()).isEmpty();
        assertThat(page.flaws()).extracting(Page.Flaw::item).containsExactly("41");
    }

    @Test
    void words_that_are_not_understood_settle_nothing() {
        var merge = project.mergeRequest(MIA, "Zähle einmal", "", "totals");
        merge.opened(at(0, 0, 0), true, List.of(BEN));
        merge.markedReady(at(0, 1, 0), MIA);
        simulated.troubled(reply ->
                ApiReply.json(
                        200,
                        reply.body()
                                .replace("marked this merge request as", "hat markiert als")
                                .replace("requested review from", "bat um Review von")));
        var told = only(all(api()));
        assertThat(coverage(told).strands())
                .containsExactlyInAnyOrder(
                        Strand.COMMENTS, Strand.REVIEWS, Strand.PUSHES, Strand.ENDS);
        assertThat(told.facts())
                .extracting(fact -> fact.act().kind())
                .containsExactly("opened", "seen");
    }

    @Test
    void without_a_projects_events_a_snapshot_has_to_do() {
        var merge = opened(0, "Closed");
        merge.closed(at(1, 0, 0), CAY);
        instead =
                (request, _) ->
                        request.path().endsWith("/events")
                                ? ApiReply.json(403, "{\"message\":\"403 Forbidden\"}")
                                : null;
        var told = only(all(api()));
        assertThat(coverage(told).strands()).doesNotContain(Strand.ENDS, Strand.SIGHTINGS);
        assertThat(told.facts())
                .extracting(Fact::id)
                .contains("closed@" + at(1, 0, 0).getEpochSecond());
    }

    @Test
    void a_token_that_expires_before_the_events_are_asked_for_is_not_taken_for_a_small_role() {
        opened(0, "Closed").closed(at(1, 0, 0), CAY);
        instead =
                (request, _) ->
                        request.path().endsWith("/events")
                                ? ApiReply.json(401, "{\"message\":\"401 Unauthorized\"}")
                                : null;
        refused(() -> all(api()), "token_invalid");
    }

    @Test
    void a_field_that_an_old_server_does_not_know_is_told_as_its_age() {
        simulated.troubled(_ ->
                ApiReply.json(
                        200,
                        "{\"errors\":[{\"message\":\"Field 'mergeUser' doesn't exist on type"
                                + " 'MergeRequest'\"}]}"));
        refused(() -> all(api()), "gitlab_too_old");
    }

    @Test
    void a_cursor_that_is_no_longer_good_says_so() {
        assertThatThrownBy(() ->
                        api().changed(Subject.PULL_REQUESTS, repository(), MONDAY, "nonsense"))
                .isInstanceOf(ApiFailure.CursorExpired.class);
        simulated.troubled(_ ->
                ApiReply.json(
                        200, "{\"errors\":[{\"message\":\"Please provide a valid cursor\"}]}"));
        assertThatThrownBy(() -> all(api())).isInstanceOf(ApiFailure.CursorExpired.class);
    }

    @Test
    void a_limit_is_kept_until_its_reset_and_without_headers_for_a_minute() {
        var later = FRIDAY.plusSeconds(37);
        instead = (_, _) -> dev.turnaround.simulator.gitlab.GitLabApi.limited(later, FRIDAY);
        assertThat(limited()).isEqualTo(later);
        instead = (_, _) -> dev.turnaround.simulator.gitlab.GitLabApi.limitedWithoutHeaders();
        assertThat(limited()).isEqualTo(FRIDAY.plusSeconds(60));
    }

    private Instant limited() {
        var failure = catchThrowableOfType(ApiFailure.Limited.class, () -> all(api()));
        return failure.until();
    }

    @Test
    void refusals_are_diagnosed() {
        answeredWith(dev.turnaround.simulator.gitlab.GitLabApi.expiredToken(), "token_expired");
        answeredWith(dev.turnaround.simulator.gitlab.GitLabApi.revokedToken(), "token_revoked");
        answeredWith(
                dev.turnaround.simulator.gitlab.GitLabApi.insufficientScope(), "scope_missing");
        answeredWith(ApiReply.json(401, "{\"message\":\"401 Unauthorized\"}"), "token_invalid");
        answeredWith(ApiReply.json(403, "{\"message\":\"403 Forbidden\"}"), "forbidden");
        answeredWith(
                ApiReply.json(403, "{\"message\":\"Your IP address is not permitted\"}"),
                "ip_not_allowed");
        answeredWith(
                new ApiReply(403, Map.of("content-type", "text/html"), "<p>SAML SSO needed</p>"),
                "saml_not_authorized");
        answeredWith(
                ApiReply.json(
                        403, "{\"message\":\"403 Forbidden - Your account has been blocked\"}"),
                "account_blocked");
        answeredWith(
                new ApiReply(200, Map.of("content-type", "text/html"), "<p>Sign in</p>"),
                "not_gitlab");
        answeredWith(
                ApiReply.json(404, "{\"message\":\"404 Project Not Found\"}"), "project_not_found");
    }

    private void answeredWith(ApiReply reply, String code) {
        instead = (_, _) -> reply;
        refused(() -> all(api()), code);
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
        var failure = catchThrowableOfType(ApiFailure.Refused.class, call);
        assertThat(failure).as(code).isNotNull();
        assertThat(failure.diagnosis().code()).isEqualTo(code);
        assertThat(failure.diagnosis().advice()).isNotBlank();
    }

    @Test
    void a_404_is_told_apart_by_what_is_missing() {
        // The path below which GitLab lies was left out, or is in another case.
        refused(() -> all(api("", this::watched)), "wrong_path");
        refused(() -> all(api("/GitLab", this::watched)), "wrong_path");
        // The project is not there, or not for this account.
        refused(
                () ->
                        api().changed(
                                        Subject.PULL_REQUESTS,
                                        new Repository("404", new Stamped<>("acme/no", MONDAY)),
                                        MONDAY,
                                        null),
                "project_not_found");
        // The token ran out.
        simulated.grant(List.of("read_api"), "2026-03-01");
        refused(() -> all(api()), "token_expired");
    }

    // The token.

    @Test
    void the_check_names_the_account_the_scopes_and_the_projects() {
        assertThat(api().check())
                .containsExactly(
                        Step.ok("authenticated", "as cay"),
                        Step.ok("scopes", "read_api"),
                        Step.ok("repositories", "sees 1 projects"));
    }

    @Test
    void the_check_names_the_missing_scope() {
        simulated.grant(List.of("read_user"), "2099-01-01");
        var steps = api().check();
        assertThat(steps)
                .extracting(Step::result)
                .containsExactly(Step.Result.OK, Step.Result.FAILED, Step.Result.FAILED);
        assertThat(steps.get(1).detail()).contains("read_user").contains("missing is read_api");
    }

    @Test
    void the_check_warns_of_a_token_that_is_about_to_expire() {
        simulated.grant(List.of("api"), "2026-03-20");
        assertThat(api().check().get(1).result()).isEqualTo(Step.Result.WARNING);
    }

    @Test
    void the_check_stops_at_a_token_that_is_not_known() {
        simulated.rotate("another");
        assertThat(api().check())
                .extracting(Step::result)
                .containsExactly(Step.Result.FAILED, Step.Result.SKIPPED, Step.Result.SKIPPED);
    }

    @Test
    void the_projects_are_listed_to_their_end() {
        for (var i = 0; i < 130; i++) {
            group.project("p" + i, "P" + i, 0);
        }
        var api = api();
        var first = api.repositories(null);
        var second = api.repositories(first.next());
        assertThat(first.items()).hasSize(100);
        assertThat(second.items()).hasSize(31);
        assertThat(second.next()).isNull();
        assertThat(first.items().getFirst())
                .isEqualTo(
                        new Repository(
                                Long.toString(project.number()),
                                new Stamped<>("acme/web", FRIDAY)));
    }

    @Test
    void the_address_is_that_of_the_start_page_also_below_a_path() {
        assertThat(GitLabApi.base(null)).isEqualTo(URI.create("https://gitlab.com"));
        assertThat(GitLabApi.base(URI.create("https://host.example/gitlab/")))
                .isEqualTo(URI.create("https://host.example/gitlab"));
        assertThat(GitLabApi.base(URI.create("https://host.example/gitlab/api/v4")))
                .isEqualTo(URI.create("https://host.example/gitlab"));
    }

    @Test
    void a_connection_without_a_token_is_told_what_is_expected() {
        var app = new Credentials(Map.of(), Map.of("oauth", new Credentials(Map.of(), Map.of())));
        assertThatThrownBy(() ->
                        new GitLab()
                                .api(new ApiAccess("acme-gitlab", null, app), vertx, () -> FRIDAY))
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("oauth.clientId and oauth.clientSecret");
    }

    // Issues.

    @Test
    void issues_are_told_with_their_moves_and_comments() throws IOException {
        var page =
                api("/gitlab", GitLabApiTest::issues)
                        .changed(Subject.ISSUES, repository(), MONDAY, null);
        assertThat(page.flaws()).isEmpty();
        var text = new StringBuilder();
        page.items().forEach(item -> text.append(ReadingText.of(item)));
        golden("issue/reading.txt", text.toString());
    }

    private static ApiReply issues(ApiRequest request, URI base, Instant now) {
        if (request.path().endsWith("/events")) {
            return file("reopened".equals(request.parameter("action")) ? "reopened" : "closed");
        }
        return file(request.body().contains("query Texts") ? "texts" : "issues");
    }

    private static ApiReply file(String name) {
        try {
            return ApiReply.json(200, Files.readString(CASES.resolve("issue/" + name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_issue_that_is_not_there_is_gone() {
        instead =
                (_, _) ->
                        ApiReply.json(
                                200,
                                "{\"data\":{\"projects\":{\"nodes\":[{\"id\":\"gid://gitlab/Project/5\","
                                        + "\"fullPath\":\"acme/web\",\"webUrl\":null}]},\"i77\":null}}");
        var key = new IssueKey("acme-gitlab", "77");
        var page = api().issues(repository(), List.of(key));
        assertThat(page.items())
                .containsExactly(
                        new Change.IssueGone(
                                key,
                                new Repository("5", new Stamped<>("acme/web", FRIDAY)),
                                FRIDAY));
    }

    @Test
    void whether_issues_are_there_is_asked_fifty_at_a_time_and_nothing_else_of_them() {
        instead =
                (_, _) ->
                        ApiReply.json(
                                200,
                                "{\"data\":{\"projects\":{\"nodes\":[{\"id\":\"gid://gitlab/Project/5\","
                                        + "\"fullPath\":\"acme/web\",\"webUrl\":null}]},"
                                        + "\"i76\":{\"id\":\"gid://gitlab/Issue/76\"},\"i77\":null}}");
        var there = new IssueKey("acme-gitlab", "76");
        var gone = new IssueKey("acme-gitlab", "77");
        assertThat(api().missing(repository(), List.of(there, gone))).containsExactly(gone);
        assertThat(asked.getFirst().body())
                .contains("i76: issue(id: \\\"gid://gitlab/Issue/76\\\") { id }");
        asked.clear();
        api().missing(repository(), Collections.nCopies(101, there));
        assertThat(asked).hasSize(3);
    }

    @Test
    void an_answer_with_errors_does_not_say_that_issues_are_missing() {
        instead =
                (_, _) ->
                        ApiReply.json(
                                200,
                                "{\"data\":{\"projects\":{\"nodes\":[{\"id\":\"gid://gitlab/Project/5\","
                                        + "\"fullPath\":\"acme/web\",\"webUrl\":null}]},\"i77\":null},"
                                        + "\"errors\":[{\"message\":\"Timeout on validation of query\",\"path\":[\"i77\"]}]}");
        assertThat(api().missing(repository(), List.of(new IssueKey("acme-gitlab", "77"))))
                .isEmpty();
    }

    /// In a backfill, whose pages grow to fifty.
    @Test
    void a_merge_request_costs_seven_hundredths_of_a_request() {
        for (var at = 0; at < 400; at++) {
            var merge = project.mergeRequest(MIA, "PAY-" + at, "", "branch-" + at);
            merge.opened(MONDAY.plusSeconds(60L * at), false, List.of(BEN));
            merge.noted(MONDAY.plusSeconds(60L * at + 5), BEN, "Why?", false);
            merge.pushed(MONDAY.plusSeconds(60L * at + 10), MIA);
            merge.approved(MONDAY.plusSeconds(60L * at + 20), BEN);
            merge.merged(MONDAY.plusSeconds(60L * at + 30), MIA);
        }
        var api = api();
        var read = 0;
        String cursor = null;
        do {
            var page = api.changed(Subject.PULL_REQUESTS, repository(), MONDAY, cursor);
            read += page.items().size();
            cursor = page.next();
        } while (cursor != null);
        assertThat(read).isEqualTo(400);
        assertThat(asked.size() / 400.0).isLessThanOrEqualTo(0.07);
    }

    /// `-Dgolden.write=true` writes the expectation; read it.
    private static void golden(String name, String text) throws IOException {
        var file = CASES.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.write(file, text.getBytes(UTF_8));
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
