package dev.turnaround.provider.bitbucket;

import static dev.turnaround.model.Strand.COMMENTS;
import static dev.turnaround.model.Strand.DRAFTS;
import static dev.turnaround.model.Strand.ENDS;
import static dev.turnaround.model.Strand.PUSHES;
import static dev.turnaround.model.Strand.REQUESTS;
import static dev.turnaround.model.Strand.REVIEWS;
import static dev.turnaround.model.Strand.SIGHTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnaround.model.Act;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Fold;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
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
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.SourceCode;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.bitbucket.BitbucketApi;
import dev.turnaround.simulator.bitbucket.BitbucketErrors;
import dev.turnaround.simulator.bitbucket.BitbucketHook;
import dev.turnaround.simulator.bitbucket.BitbucketPullRequest;
import dev.turnaround.simulator.bitbucket.BitbucketRepository;
import dev.turnaround.simulator.bitbucket.BitbucketWorkspace;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitbucketApiTest {
    private static final Path CASES =
            Path.of("src/test/resources/dev/turnaround/provider/bitbucket/api");
    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-03-09T10:00:00.1Z");
    private static final Set<String> SCOPES =
            Set.of(
                    "read:user:bitbucket",
                    "read:workspace:bitbucket",
                    "read:repository:bitbucket",
                    "read:pullrequest:bitbucket");
    private static final String SECRET = "a webhook secret for tests";
    private static final Person MIA = Person.user(11, "mia");
    private static final Person OMAR = Person.user(12, "omar");
    private static final Person LENA = Person.user(13, "lena");

    private static Vertx vertx;

    private final List<ApiRequest> asked = new CopyOnWriteArrayList<>();
    private final BitbucketWorkspace acme = workspace(1, "acme");
    private final BitbucketRepository shop = acme.repository("shop", "Shop", 16);

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    private static BitbucketWorkspace workspace(long id, String slug) {
        return new BitbucketWorkspace(id, slug, new BitbucketHook(SECRET, new Random(id)));
    }

    // What answers mean.

    /// `-Dgolden.write=true` writes what is expected; read it.
    @TestFactory
    List<DynamicTest> answers_are_read_as_expected() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.sorted()
                    .map(folder ->
                            DynamicTest.dynamicTest(
                                    folder.getFileName().toString(), () -> reads(folder)))
                    .toList();
        }
    }

    private void reads(Path folder) throws IOException {
        var text = new StringBuilder();
        var page = with(canned(folder), api -> changed(api, null));
        page.items().forEach(change -> text.append(ReadingText.of(change)));
        page.flaws().forEach(flaw -> text.append(flaw).append('\n'));
        asked.forEach(request -> text.append("asked: ").append(request.path()).append('\n'));
        var expected = folder.resolve("told.txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, text);
        }
        assertThat(text).hasToString(Files.readString(expected));
        assertThat(text.toString()).doesNotContain("telltale");
    }

    private static SimulatedApi canned(Path folder) {
        return (request, _, _) -> {
            var path = request.path();
            var file =
                    path.endsWith("/pullrequests")
                            ? "list"
                            : path.contains("/commit/")
                                    ? "commit"
                                    : path.substring(path.lastIndexOf('/') + 1);
            try {
                return ApiReply.json(200, Files.readString(folder.resolve(file + ".json")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    // How it asks.

    @Test
    void nobodys_words_and_no_code_are_asked_for() {
        life();

        with(simulated(), api -> changed(api, null));

        assertThat(asked).hasSize(2).allMatch(request -> request.parameter("fields") != null);
        assertThat(fields(asked.get(0)))
                .contains("next", "values.participants.state", "values.reviewers.uuid")
                .contains("values.description")
                .noneMatch(BitbucketApiTest::tells);
        assertThat(fields(asked.get(1)))
                .contains("next", "values.update.date", "values.changes_requested.date")
                .noneMatch(BitbucketApiTest::tells)
                .noneMatch(field -> field.contains("title") || field.contains("description"));
    }

    private static boolean tells(String field) {
        return field.matches(
                ".*(content|raw|html\\b(?!\\.href)|rendered|summary|inline|message).*");
    }

    private static List<String> fields(ApiRequest request) {
        return List.of(String.valueOf(request.parameter("fields")).split(",", -1));
    }

    @Test
    void the_list_is_asked_for_all_states_in_no_order_and_not_for_too_much() {
        life();

        var page = with(simulated(), api -> changed(api, null));

        assertThat(page.items()).hasSize(1);
        assertThat(page.total()).isEqualTo(1);
        assertThat(asked.getFirst().parameters("state"))
                .containsExactlyInAnyOrder("OPEN", "MERGED", "DECLINED", "SUPERSEDED");
        assertThat(asked.getFirst().parameter("sort")).isNull();
        assertThat(asked.getFirst().parameter("q"))
                .isEqualTo("updated_on>=\"2026-03-01T00:00:00.000000+00:00\"");
    }

    @Test
    void only_what_was_changed_since_is_told() {
        var old = created(MONDAY.minus(Duration.ofDays(30)));
        var changed = created(MONDAY);

        var page = with(simulated(), api -> changed(api, null));

        assertThat(old.open()).isTrue();
        assertThat(numbers(page)).containsExactly((long) changed.number());
    }

    @Test
    void fifty_pull_requests_cost_fifty_one_requests() {
        IntStream.range(0, 50).forEach(at -> created(MONDAY.plusSeconds(at)));

        var page = with(simulated(), api -> changed(api, null));

        assertThat(page.items()).hasSize(50);
        assertThat(page.next()).isNull();
        assertThat(asked).hasSize(51);
    }

    @Test
    void pages_are_followed_to_their_end_even_by_another_server() {
        var created =
                IntStream.range(0, 7).mapToObj(at -> created(MONDAY.plusSeconds(at))).toList();
        var small = new BitbucketApi(List.of(acme), Duration.ZERO, 3);
        small.accessToken("T", SCOPES);
        var seen = new TreeSet<Long>();

        withServer(
                small,
                base -> {
                    String cursor = null;
                    for (var pages = 0; pages < 3; pages++) {
                        try (var api = api(base, Credentials.token("T"))) {
                            var page = changed(api, cursor);
                            seen.addAll(numbers(page));
                            cursor = page.next();
                        }
                    }
                    assertThat(cursor).isNull();
                    return base;
                });

        assertThat(seen).hasSameSizeAs(created);
    }

    @Test
    void the_activity_is_read_to_its_last_page() {
        var pull = life();
        IntStream.range(0, 9)
                .forEach(at -> pull.commented(MONDAY.plus(Duration.ofDays(3)), LENA, "Oh", false));
        var small = new BitbucketApi(List.of(acme), Duration.ZERO, 4);
        small.accessToken("T", SCOPES);

        var paged = with(small, api -> changed(api, null));
        var whole = with(simulated(), api -> changed(api, null));

        assertThat(facts(paged)).isEqualTo(facts(whole));
    }

    @Test
    void a_page_that_bitbucket_no_longer_knows_begins_again() {
        created(MONDAY);
        withServer(
                simulated(),
                base -> {
                    var next =
                            "0 "
                                    + base.resolve(
                                            "/2.0" + CloudQuery.changedSince(repository(), MONDAY));
                    try (var api = api(base, Credentials.token("T"))) {
                        assertThatThrownBy(() -> changed(api, next + "&page=900"))
                                .isInstanceOf(ApiFailure.CursorExpired.class);
                        assertThatThrownBy(() -> changed(api, "nonsense"))
                                .isInstanceOf(ApiFailure.CursorExpired.class);
                    }
                    return base;
                });
    }

    // Limits and stumbles.

    @Test
    void what_was_read_before_a_limit_is_kept_and_the_next_page_goes_on_there() {
        IntStream.range(0, 5).forEach(at -> created(MONDAY.plusSeconds(at)));
        var left = new int[] {3};
        SimulatedApi limited =
                (request, base, now) ->
                        left[0]-- > 0
                                ? simulated().answer(request, base, now)
                                : BitbucketErrors.limited(Duration.ofSeconds(90));

        withServer(
                limited,
                base -> {
                    try (var api = api(base, Credentials.token("T"))) {
                        var before = changed(api, null);
                        assertThat(before.items()).hasSize(2);
                        assertThatThrownBy(() -> changed(api, before.next()))
                                .isInstanceOfSatisfying(
                                        ApiFailure.Limited.class,
                                        failure ->
                                                assertThat(failure.until())
                                                        .isEqualTo(NOW.plusSeconds(90)));
                        left[0] = 100;
                        var after = changed(api, before.next());
                        assertThat(after.next()).isNull();
                        assertThat(numbers(after))
                                .hasSize(3)
                                .doesNotContainAnyElementsOf(numbers(before));
                    }
                    return base;
                });
    }

    @ParameterizedTest
    @CsvSource({
        "x-ratelimit-reset, 90, 90",
        "x-ratelimit-reset, 1774008000, 3600",
        "retry-after, 30, 30",
        "retry-after, 'Fri, 20 Mar 2026 12:02:00 GMT', 120",
        "retry-after, 'Fri, 20 Mar 2026 11:00:00 GMT', 1",
        "retry-after, soon, 300",
        "x-ratelimit-limit, 1000, 300",
    })
    void a_limit_says_for_how_long_in_several_ways_or_not_at_all(
            String header, String value, int seconds) {
        SimulatedApi limited = (_, _, _) -> BitbucketErrors.limited().with(header, value);

        assertThatThrownBy(() -> with(limited, api -> changed(api, null)))
                .isInstanceOfSatisfying(
                        ApiFailure.Limited.class,
                        failure -> assertThat(failure.until()).isEqualTo(NOW.plusSeconds(seconds)));
    }

    @Test
    void an_activity_that_fails_for_good_spoils_no_other() {
        var bad = created(MONDAY);
        var good = created(MONDAY.plusSeconds(1));
        var worst = created(MONDAY.plusSeconds(2));

        var page =
                with(
                        failing(
                                Map.of(
                                        "/" + bad.number() + "/activity",
                                        BitbucketErrors.fault(),
                                        "/" + worst.number() + "/activity",
                                        BitbucketErrors.badRequest("no"))),
                        api -> changed(api, null));

        assertThat(numbers(page)).containsExactly((long) good.number());
        assertThat(page.flaws())
                .extracting(Page.Flaw::item)
                .containsExactlyInAnyOrder("" + bad.number(), "" + worst.number());
    }

    @Test
    void when_it_fails_for_two_in_a_row_it_is_away() {
        var pulls = List.of(created(MONDAY), created(MONDAY.plusSeconds(1)));
        var faults = new TreeMap<String, ApiReply>();
        pulls.forEach(one -> faults.put("/" + one.number() + "/activity", BitbucketErrors.fault()));

        assertThatThrownBy(() -> with(failing(faults), api -> changed(api, null)))
                .isInstanceOf(ApiFailure.Away.class);
    }

    private SimulatedApi failing(Map<String, ApiReply> replies) {
        var real = simulated();
        return (request, base, now) ->
                replies.entrySet().stream()
                        .filter(one -> request.path().endsWith(one.getKey()))
                        .map(Map.Entry::getValue)
                        .findAny()
                        .orElseGet(() -> real.answer(request, base, now));
    }

    // Some by their numbers.

    @Test
    void pull_requests_are_asked_for_together_and_those_that_are_missing_alone() {
        var pulls = List.of(created(MONDAY), created(MONDAY.plusSeconds(1)));
        var keys = new ArrayList<>(pulls.stream().map(one -> key(one.number())).toList());
        keys.add(key(999));

        var page = with(simulated(), api -> api.pullRequests(repository(), keys));

        assertThat(numbers(page)).hasSize(2);
        assertThat(page.items())
                .filteredOn(Change.PullRequestGone.class::isInstance)
                .containsExactly(new Change.PullRequestGone(key(999), repository(), NOW));
        assertThat(asked).hasSize(5);
    }

    @Test
    void a_list_that_does_not_filter_by_number_is_made_up_for() {
        var keys = List.of(key(created(MONDAY).number()), key(created(MONDAY).number()));
        var real = simulated();
        SimulatedApi narrow =
                (request, base, now) ->
                        request.parameter("q") != null
                                ? BitbucketErrors.badRequest("Invalid query")
                                : real.answer(request, base, now);

        var page = with(narrow, api -> api.pullRequests(repository(), keys));

        assertThat(numbers(page)).hasSize(2);
        assertThat(page.flaws()).isEmpty();
    }

    @Test
    void the_pull_requests_of_a_repository_out_of_sight_are_not_taken_as_gone() {
        var hidden = failing(Map.of("/" + shop.uuid(), BitbucketErrors.notFound("Repository")));

        assertThatThrownBy(() ->
                        with(hidden, api -> api.pullRequests(repository(), List.of(key(999)))))
                .isInstanceOfSatisfying(
                        ApiFailure.Refused.class,
                        refused -> assertThat(refused.diagnosis().code()).isEqualTo("not_found"));
    }

    // Repositories.

    @Test
    void repositories_are_listed_workspace_by_workspace() {
        var other = workspace(2, "other");
        other.repository("till", "Till", 0);
        acme.repository("site", "Site", 0);
        var both = new BitbucketApi(List.of(acme, other), Duration.ZERO, 1);
        both.accessToken("T", SCOPES);
        var names = new TreeSet<String>();

        with(
                both,
                api -> {
                    @Nullable String cursor = null;
                    do {
                        var page = api.repositories(cursor);
                        page.items().forEach(one -> names.add(one.name().value()));
                        cursor = page.next();
                    } while (cursor != null);
                    return names;
                });

        assertThat(names).containsExactly("acme/shop", "acme/site", "other/till");
        assertThat(asked)
                .extracting(ApiRequest::path)
                .doesNotContain("/2.0/workspaces", "/2.0/repositories");
    }

    @Test
    void a_workspace_that_keeps_us_out_does_not_hide_the_others() {
        var other = workspace(2, "other");
        other.repository("till", "Till", 0);
        var both = new BitbucketApi(List.of(acme, other));
        both.accessToken("T", SCOPES);
        SimulatedApi walled =
                (request, base, now) -> {
                    var reply = both.answer(request, base, now);
                    return reply.body().contains("acme/")
                            ? BitbucketErrors.addressNotAllowed()
                            : reply;
                };
        var names = new ArrayList<String>();
        var flaws = new ArrayList<Page.Flaw>();

        with(
                walled,
                api -> {
                    @Nullable String cursor = null;
                    do {
                        var page = api.repositories(cursor);
                        page.items().forEach(one -> names.add(one.name().value()));
                        flaws.addAll(page.flaws());
                        cursor = page.next();
                    } while (cursor != null);
                    return names;
                });

        assertThat(names).containsExactly("other/till");
        assertThat(flaws).extracting(Page.Flaw::item).containsExactly("acme");
    }

    // Signing in.

    @Test
    void an_email_and_a_token_sign_in_as_a_person() {
        var simulated = new BitbucketApi(List.of(acme));
        simulated.apiToken("mia@example.com", "T", MIA, SCOPES);
        created(MONDAY);

        var steps =
                withServer(
                        simulated,
                        base -> {
                            try (var api = api(base, personal("T"))) {
                                return api.check();
                            }
                        });

        assertThat(steps)
                .extracting(Step::name, Step::result, Step::detail)
                .containsExactly(
                        tuple("authenticated", Step.Result.OK, "as mia"),
                        tuple(
                                "scopes",
                                Step.Result.OK,
                                "repositories and pull requests can be read"),
                        tuple("repositories", Step.Result.OK, "1 in 1 workspaces"));
    }

    @Test
    void a_token_of_a_workspace_need_not_say_whose_it_is() {
        var steps = with(simulated(), Api::check);

        assertThat(steps).extracting(Step::result).containsOnly(Step.Result.OK);
    }

    @Test
    void missing_scopes_are_named_each_with_its_reason() {
        var simulated = new BitbucketApi(List.of(acme));
        simulated.apiToken(
                "mia@example.com",
                "T",
                MIA,
                Set.of("read:workspace:bitbucket", "read:repository:bitbucket"));

        var steps =
                withServer(
                        simulated,
                        base -> {
                            try (var api = api(base, personal("T"))) {
                                return api.check();
                            }
                        });

        assertThat(steps.get(1).result()).isEqualTo(Step.Result.FAILED);
        assertThat(steps.get(1).detail())
                .contains("read:user:bitbucket (to say whose token it is)")
                .contains("read:pullrequest:bitbucket (to read pull requests");
    }

    @ParameterizedTest
    @CsvSource({
        "T, false, token_refused",
        "ATATT3xFf, false, api_token_without_email",
        "ATCTT3xFf, true, access_token_with_email",
        "ATBBxyz, true, app_password",
    })
    void a_refused_token_is_explained(String token, boolean email, String code) {
        SimulatedApi closed = (_, _, _) -> BitbucketErrors.unauthorized();
        var credentials = email ? personal(token) : Credentials.token(token);

        withServer(
                closed,
                base -> {
                    try (var api = api(base, credentials)) {
                        assertThat(api.check())
                                .extracting(Step::result)
                                .containsExactly(
                                        Step.Result.FAILED,
                                        Step.Result.SKIPPED,
                                        Step.Result.SKIPPED);
                        assertThatThrownBy(() -> changed(api, null))
                                .isInstanceOfSatisfying(
                                        ApiFailure.Refused.class,
                                        refused ->
                                                assertThat(refused.diagnosis().code())
                                                        .isEqualTo(code));
                    }
                    return base;
                });
    }

    @Test
    void every_refusal_has_its_diagnosis() {
        assertThat(refusal(BitbucketErrors.missingScope(List.of("a"), List.of())))
                .isEqualTo("missing_scope");
        assertThat(refusal(BitbucketErrors.addressNotAllowed())).isEqualTo("ip_not_allowed");
        assertThat(refusal(BitbucketErrors.twoStepRequired())).isEqualTo("two_step_required");
        assertThat(refusal(BitbucketErrors.forbidden())).isEqualTo("no_access");
        assertThat(refusal(BitbucketErrors.notFound("Repository"))).isEqualTo("not_found");
        assertThat(refusal(BitbucketErrors.gone())).isEqualTo("endpoint_gone");
        assertThat(refusal(new ApiReply(418, Map.of(), "<html>"))).isEqualTo("unexpected_answer");
    }

    private String refusal(ApiReply reply) {
        try {
            with((_, _, _) -> reply, api -> changed(api, null));
            return "none";
        } catch (ApiFailure.Refused refused) {
            assertThat(refused.diagnosis().advice()).isNotBlank();
            return refused.diagnosis().code();
        }
    }

    @Test
    void a_check_never_throws() {
        assertThat(with((_, _, _) -> BitbucketErrors.fault(), Api::check))
                .extracting(Step::result)
                .containsExactly(Step.Result.FAILED, Step.Result.SKIPPED, Step.Result.SKIPPED);
    }

    @Test
    void credentials_that_cannot_work_are_refused_with_a_reason() {
        assertThatThrownBy(() -> provided(Map.of("username", "mia", "password", "P")))
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("app passwords");
        assertThatThrownBy(() -> provided(Map.of("email", "mia@example.com")))
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("email and token");
        assertThatThrownBy(() ->
                        new Bitbucket()
                                .api(
                                        new ApiAccess(
                                                "acme",
                                                URI.create("https://git.example.com"),
                                                Credentials.token("T")),
                                        vertx,
                                        () -> NOW))
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("Data Center");
    }

    private static Api provided(Map<String, String> values) {
        return new Bitbucket()
                .api(
                        new ApiAccess("acme", null, new Credentials(values, Map.of())),
                        vertx,
                        () -> NOW);
    }

    // A life.

    @Test
    void a_life_is_told_exactly_as_it_was_by_the_api_alone() {
        life();

        var told = with(simulated(), api -> changed(api, null));

        assertThat(facts(told))
                .extracting(BitbucketApiTest::line)
                .containsExactlyInAnyOrder(
                        "opened mia 2026-03-09T10:00:00.100Z",
                        "pushed mia 2026-03-09T10:00:00.100Z",
                        "review_requested mia 2026-03-09T10:00:00.100Z",
                        "ready mia 2026-03-09T10:10:00.100Z",
                        "commented omar 2026-03-09T10:20:00.100Z",
                        "reviewed omar 2026-03-09T10:20:00.100Z",
                        "pushed mia 2026-03-09T10:30:00.100Z",
                        "draft mia 2026-03-09T10:40:00.100Z",
                        "ready mia 2026-03-09T10:50:00.100Z",
                        "review_requested mia 2026-03-09T11:00:00.100Z",
                        "commented lena 2026-03-09T11:10:00.100Z deleted",
                        "review_request_removed mia 2026-03-09T11:30:00.100Z",
                        "reviewed omar 2026-03-09T11:40:00.100Z",
                        "merged omar 2026-03-09T11:50:00.100Z",
                        "commented lena 2026-03-09T12:00:00.100Z");
        assertThat(only(told).coverage())
                .satisfies(coverage -> {
                    assertThat(coverage.until()).isEqualTo(NOW.minusSeconds(60));
                    assertThat(coverage.strands())
                            .containsExactlyInAnyOrder(
                                    DRAFTS, REQUESTS, COMMENTS, REVIEWS, PUSHES, ENDS, SIGHTINGS);
                });
    }

    private static String line(Fact fact) {
        var by = fact.actor() == null ? "nobody" : fact.actor().login();
        var deleted = fact.deleted() ? " deleted" : "";
        return fact.act().kind() + " " + by + " " + fact.at() + deleted;
    }

    @Test
    void whatever_webhooks_told_of_a_life_the_api_tells_too_or_settles() {
        var webhooks = new ArrayList<WebhookRequest>();
        life(webhooks);

        var told = only(with(simulated(), api -> changed(api, null)));
        var ids = told.facts().stream().map(Fact::id).collect(Collectors.toSet());
        var settled = new TreeSet<String>();

        for (var webhook : webhooks) {
            for (var fact : newsOf(webhook)) {
                if (!ids.contains(fact.id())) {
                    assertThat(told.coverage()).matches(coverage -> coverage.wouldHold(fact));
                    settled.add(fact.act().kind());
                }
            }
        }
        assertThat(webhooks).hasSize(14);
        assertThat(settled).containsExactly("seen");
    }

    @Test
    void a_merge_that_the_activity_dates_later_is_the_same_merge() {
        var pull = created(MONDAY);
        var webhook = pull.fulfilled(MONDAY.plusSeconds(60), OMAR);
        var late = new BitbucketApi(List.of(acme), Duration.ofMillis(38), 50);
        late.accessToken("T", SCOPES);

        var told = mergeOf(facts(with(late, api -> changed(api, null))));

        assertThat(told.at()).isEqualTo(MONDAY.plusSeconds(60).plusMillis(38));
        assertThat(told.merge(mergeOf(newsOf(webhook))))
                .matches(both -> both.at().equals(MONDAY.plusSeconds(60)) && !both.estimated());
    }

    @Test
    void a_merge_by_push_has_the_time_of_its_commit_estimated() {
        var pull = created(MONDAY);
        pull.mergedByPush(MONDAY.plusSeconds(60), OMAR);
        pull.commented(MONDAY.plusSeconds(900), MIA, "Thanks", false);

        var told = mergeOf(facts(with(simulated(), api -> changed(api, null))));

        assertThat(told.at()).isEqualTo(MONDAY.plusSeconds(60));
        assertThat(told.estimated()).isTrue();
    }

    private static Fact mergeOf(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.act() instanceof Act.Merged)
                .findAny()
                .orElseThrow();
    }

    @Test
    void an_approval_that_was_taken_back_leaves_nothing_standing() {
        var pull = created(MONDAY);
        pull.approved(MONDAY.plusSeconds(60), OMAR);
        pull.unapproved(MONDAY.plusSeconds(120), OMAR);
        pull.changesRequested(MONDAY.plusSeconds(180), LENA);
        pull.changesRequestWithdrawn(MONDAY.plusSeconds(240), LENA);

        var told = only(with(simulated(), api -> changed(api, null)));

        assertThat(Fold.of(told.facts()).participants().values())
                .allMatch(one -> one.standing() == null);
        assertThat(told.coverage()).matches(one -> one.strands().contains(REVIEWS));
    }

    @Test
    void nothing_that_stands_for_code_comes_through() {
        life();

        var page = with(simulated(), api -> changed(api, null));

        page.items()
                .forEach(change ->
                        assertThat(ReadingText.of(change)).doesNotContain(SourceCode.TELLTALE));
    }

    private BitbucketPullRequest created(Instant at) {
        var pull = shop.pullRequest(MIA, "SHOP-12 Sum once", "Closes SHOP-12.", "basket");
        pull.created(at, false, List.of(OMAR));
        return pull;
    }

    private BitbucketPullRequest life() {
        return life(new ArrayList<>());
    }

    private BitbucketPullRequest life(List<WebhookRequest> sent) {
        var pull = shop.pullRequest(MIA, "SHOP-12 Sum once", "Closes SHOP-12.", "basket");
        sent.add(pull.created(after(0), true, List.of(OMAR)));
        sent.add(pull.readyForReview(after(10), MIA));
        sent.add(pull.commented(after(20), OMAR, "Why?", true));
        sent.add(pull.changesRequested(after(20), OMAR));
        sent.add(pull.pushed(after(30), MIA));
        sent.add(pull.convertedToDraft(after(40), MIA));
        sent.add(pull.readyForReview(after(50), MIA));
        sent.add(pull.reviewersAdded(after(60), MIA, List.of(LENA)));
        sent.add(pull.commented(after(70), LENA, "Hm", false));
        sent.add(pull.commentDeleted(after(80), LENA, pull.commentIds().getLast()));
        sent.add(pull.reviewerRemoved(after(90), MIA, LENA));
        sent.add(pull.approved(after(100), OMAR));
        sent.add(pull.fulfilled(after(110), OMAR));
        sent.add(pull.commented(after(120), LENA, "Late", false));
        return pull;
    }

    private static Instant after(int minutes) {
        return MONDAY.plus(Duration.ofMinutes(minutes));
    }

    private static List<Fact> newsOf(WebhookRequest webhook) {
        var secrets = WebhookSecrets.common(List.of(SECRET));
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(webhook.headers());
        var reading =
                new Bitbucket()
                        .webhooks("acme", secrets)
                        .read(new Delivery(headers::get, webhook.body(), NOW));
        return told(reading).facts();
    }

    private static Change.ToPullRequest told(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Relevant.class);
        return (Change.ToPullRequest) ((Reading.Relevant) reading).change();
    }

    // How it is run.

    private BitbucketApi simulated() {
        var simulated = new BitbucketApi(List.of(acme));
        simulated.accessToken("T", SCOPES);
        return simulated;
    }

    private Repository repository() {
        var uuid = shop.uuid().substring(1, shop.uuid().length() - 1);
        return new Repository(uuid, new Stamped<>(shop.fullName(), MONDAY));
    }

    private PullRequestKey key(long number) {
        return new PullRequestKey("acme", repository().id(), number);
    }

    private Page<Change> changed(Api api, @Nullable String cursor) {
        return api.changed(
                Subject.PULL_REQUESTS, repository(), Instant.parse("2026-03-01T00:00:00Z"), cursor);
    }

    private static Change.ToPullRequest only(Page<Change> page) {
        assertThat(page.items()).hasSize(1);
        return (Change.ToPullRequest) page.items().getFirst();
    }

    private static List<Fact> facts(Page<Change> page) {
        return only(page).facts();
    }

    private static List<Long> numbers(Page<Change> page) {
        return page.items().stream()
                .filter(Change.ToPullRequest.class::isInstance)
                .map(one -> ((Change.ToPullRequest) one).key().number())
                .toList();
    }

    private static Credentials personal(String token) {
        return new Credentials(Map.of("email", "mia@example.com", "token", token), Map.of());
    }

    private interface Use<T, R> {
        R of(T api);
    }

    private <R> R with(SimulatedApi simulated, Use<Api, R> use) {
        return withServer(
                simulated,
                base -> {
                    try (var api = api(base, Credentials.token("T"))) {
                        return use.of(api);
                    }
                });
    }

    private <R> R withServer(SimulatedApi simulated, Use<URI, R> use) {
        asked.clear();
        SimulatedApi noted =
                (request, base, now) -> {
                    asked.add(request);
                    return simulated.answer(request, base, now);
                };
        try (var server = ApiServer.open(vertx, noted, () -> NOW)) {
            return use.of(server.address());
        }
    }

    private static Api api(URI server, Credentials credentials) {
        return Bitbucket.cloud(
                new ApiAccess("acme", null, credentials),
                server.resolve("/2.0"),
                vertx,
                () -> NOW,
                _ -> {},
                new Random(1));
    }
}
