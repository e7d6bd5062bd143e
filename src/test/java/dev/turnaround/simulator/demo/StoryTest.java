package dev.turnaround.simulator.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.simulator.play.Posted;
import dev.turnaround.simulator.play.Scene;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T09:00:00Z");
    private static final String SECRET = "not very secret";

    /// A clock that the test moves by the story's own pauses.
    private static final class Hand implements InstantSource {
        private Instant now = BEGIN;

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static Story onGitHub(long seed, InstantSource clock) {
        return new Story(seed, clock, Map.of(Scene.GITHUB, SECRET), Story.Scale.DEMO);
    }

    private static List<WebhookRequest> requests(List<Posted> posted) {
        return posted.stream().map(Posted::request).toList();
    }

    private static List<WebhookRequest> told(long seed, int acts) {
        return told(seed, acts, _ -> {});
    }

    private static List<WebhookRequest> told(long seed, int acts, Consumer<Story> before) {
        var clock = new Hand();
        var story = onGitHub(seed, clock);
        before.accept(story);
        var sent = new ArrayList<>(requests(story.past()));
        for (var act = 0; act < acts; act++) {
            clock.now = clock.now.plus(story.pause());
            sent.addAll(requests(story.act()));
        }
        return sent;
    }

    private static JsonNode json(WebhookRequest request) throws IOException {
        return new ObjectMapper().readTree(request.body());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void about_a_dozen_pull_requests_are_under_way_and_never_more_than_fifteen(long seed) {
        var clock = new Hand();
        var story = onGitHub(seed, clock);
        var past = story.past();
        assertThat(past).hasSizeBetween(100, 400);
        assertThat(story.openCount()).isBetween(7, 15);
        var least = story.openCount();
        for (var act = 0; act < 800; act++) {
            clock.now = clock.now.plus(story.pause());
            assertThat(story.act()).isNotEmpty();
            assertThat(story.openCount()).isLessThanOrEqualTo(15);
            least = Math.min(least, story.openCount());
        }
        assertThat(least).isGreaterThanOrEqualTo(5);
    }

    @Test
    void forgetting_what_ends_changes_nothing_that_is_told() {
        assertThat(bodies(told(4, 400, Story::forgetWhatEnds))).isEqualTo(bodies(told(4, 400)));
    }

    private static List<String> bodies(List<WebhookRequest> sent) {
        return sent.stream().map(request -> new String(request.body(), UTF_8)).toList();
    }

    @Test
    void every_kind_of_act_occurs() throws IOException {
        var acts = new TreeSet<String>();
        for (var request : told(7, 2_000)) {
            var action = json(request).path("action").asText("");
            acts.add(request.header("X-GitHub-Event") + (action.isEmpty() ? "" : "." + action));
        }
        assertThat(acts)
                .containsExactly(
                        "issue_comment.created",
                        "ping",
                        "pull_request.closed",
                        "pull_request.converted_to_draft",
                        "pull_request.edited",
                        "pull_request.labeled",
                        "pull_request.opened",
                        "pull_request.ready_for_review",
                        "pull_request.review_requested",
                        "pull_request.synchronize",
                        "pull_request_review.dismissed",
                        "pull_request_review.submitted",
                        "pull_request_review_comment.created");
    }

    @Test
    void bodies_are_as_large_as_the_real_ones() {
        var sizes = new TreeMap<String, LongSummaryStatistics>();
        for (var request : told(11, 1_500)) {
            sizes.computeIfAbsent(
                            request.header("X-GitHub-Event"), _ -> new LongSummaryStatistics())
                    .accept(request.body().length);
        }
        assertThat(sizes.get("pull_request")).satisfies(within(21_000, 27_900));
        assertThat(sizes.get("pull_request_review")).satisfies(within(22_700, 26_400));
        assertThat(sizes.get("pull_request_review_comment")).satisfies(within(22_900, 26_400));
        assertThat(sizes.get("issue_comment")).satisfies(within(9_500, 14_000));
    }

    private static Consumer<LongSummaryStatistics> within(long least, long most) {
        return seen -> {
            assertThat(seen.getMin()).isGreaterThanOrEqualTo(least);
            assertThat(seen.getMax()).isLessThanOrEqualTo(most);
        };
    }

    @Test
    void every_delivery_is_signed_and_has_a_guid_of_its_own() {
        var hook = new GitHubHook(1, SECRET, GitHubHook.Encoding.JSON, new Random(0));
        var guids = new HashSet<String>();
        for (var request : told(5, 300)) {
            assertThat(request.header("X-Hub-Signature-256"))
                    .isEqualTo(hook.signature(request.body()));
            assertThat(guids.add(request.header("X-GitHub-Delivery"))).isTrue();
        }
    }

    @Test
    void the_past_is_told_in_order_and_ends_before_now() throws IOException {
        var clock = new Hand();
        var last = Instant.MIN;
        for (var request : requests(onGitHub(9, clock).past())) {
            var subject = json(request).path("pull_request");
            if (subject.isMissingNode()) {
                subject = json(request).path("issue");
            }
            if (subject.isMissingNode()) {
                continue;
            }
            var at = Instant.parse(subject.get("updated_at").asText());
            assertThat(at).isAfterOrEqualTo(last).isBefore(BEGIN);
            assertThat(at).isAfterOrEqualTo(BEGIN.minus(Duration.ofDays(3)));
            last = at;
        }
    }

    private static Story everywhere(long seed, InstantSource clock) {
        var secrets = new EnumMap<Scene, String>(Scene.class);
        for (var scene : Scene.values()) {
            secrets.put(scene, SECRET);
        }
        secrets.put(Scene.GITLAB, GitLabHook.signingToken(new byte[32]));
        return new Story(seed, clock, secrets, Story.Scale.DEMO);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void it_plays_on_all_scenes_at_once_and_goes_on_everywhere(long seed) {
        var clock = new Hand();
        var story = everywhere(seed, clock);
        var past = story.past();
        var live = new ArrayList<Posted>();
        for (var act = 0; act < 800; act++) {
            clock.now = clock.now.plus(story.pause());
            var acts = story.act();
            assertThat(acts).isNotEmpty();
            live.addAll(acts);
            assertThat(story.openCount()).isBetween(1, 15);
        }
        assertThat(past).extracting(Posted::scene).contains(Scene.values());
        assertThat(live).extracting(Posted::scene).contains(Scene.values());
    }

    @Test
    void the_key_of_an_issue_stands_in_the_title_of_its_pull_request() throws IOException {
        var keys = new TreeSet<String>();
        var titled = new TreeMap<Scene, Integer>();
        for (var posted : everywhere(3, new Hand()).past()) {
            var json = json(posted.request());
            if (posted.scene() == Scene.JIRA) {
                keys.add(json.path("issue").path("key").asText());
                continue;
            }
            var title =
                    switch (posted.scene()) {
                        case GITLAB -> json.path("object_attributes").path("title");
                        case BITBUCKET -> json.path("pullrequest").path("title");
                        default -> json.path("pull_request").path("title");
                    };
            if (keys.stream().anyMatch(key -> title.asText().contains(key + ": "))) {
                titled.merge(posted.scene(), 1, Integer::sum);
            }
        }
        assertThat(titled).containsOnlyKeys(Scene.GITHUB, Scene.GITLAB, Scene.BITBUCKET);
    }

    @Test
    void a_seed_tells_one_story() {
        var once = told(42, 200);
        var again = told(42, 200);
        assertThat(again).hasSameSizeAs(once);
        for (var at = 0; at < once.size(); at++) {
            assertThat(again.get(at).headers()).isEqualTo(once.get(at).headers());
            assertThat(again.get(at).body()).isEqualTo(once.get(at).body());
        }
        assertThat(told(43, 200).get(1).body()).isNotEqualTo(once.get(1).body());
    }
}
