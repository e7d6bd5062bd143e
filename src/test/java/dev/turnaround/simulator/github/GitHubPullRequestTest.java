package dev.turnaround.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SourceCode;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GitHubPullRequestTest {
    private static final List<String> FULL_ONLY =
            List.of(
                    "additions",
                    "deletions",
                    "changed_files",
                    "commits",
                    "merged",
                    "merged_by",
                    "mergeable",
                    "mergeable_state",
                    "comments",
                    "review_comments",
                    "rebaseable",
                    "maintainer_can_modify");
    private static final Instant T = Instant.parse("2026-11-20T09:00:00.750Z");

    private final Person mia = Person.user(5_001, "mia");
    private final Person omar = Person.user(5_002, "o.haddad");
    private final Person lena = Person.user(5_003, "lena.k");
    private final Person copilot = Person.bot(198_982_749, "Copilot");
    private final GitHubOrganization acme = organization(7);
    private final GitHubRepository web =
            acme.repository("web", "The shop", "Kotlin", 480, T.minusSeconds(90_000_000));
    private final GitHubPullRequest pull =
            web.pullRequest(
                    mia,
                    "PAY-311: round the tax once",
                    "Twice is once too often.\n\n" + SourceCode.quoted(3),
                    "PAY-311-rounding",
                    new GitHubRepository.Size(2, 61, 9, 3));

    private static GitHubOrganization organization(long seed) {
        var hook = new GitHubHook(441_002, "secret", GitHubHook.Encoding.JSON, new Random(seed));
        return new GitHubOrganization(61_204_113, "acme", hook);
    }

    private static JsonNode json(WebhookRequest request) {
        try {
            return new ObjectMapper().readTree(request.body());
        } catch (IOException broken) {
            throw new AssertionError("not JSON", broken);
        }
    }

    private static Instant after(int minutes) {
        return T.plusSeconds(60L * minutes);
    }

    @Test
    void of_a_forgotten_pull_request_its_repository_keeps_nothing() {
        pull.opened(T);
        pull.synchronize(after(1), mia, new GitHubRepository.Size(1, 3, 1, 0));
        pull.merged(after(2), omar);
        pull.forgotten();

        assertThat(web.pulls()).isEmpty();
        assertThat(web.activities()).isEmpty();
    }

    @Test
    void the_full_object_has_what_the_simple_one_lacks() {
        var full = json(pull.opened(T)).get("pull_request");
        var reviewed =
                pull.reviewSubmitted(
                        after(1), omar, GitHubReview.State.COMMENTED, "Hm.", List.of("Why?"));
        var aroundReview = json(reviewed.get(0)).get("pull_request");
        var aroundComment = json(reviewed.get(1)).get("pull_request");

        assertThat(full.fieldNames()).toIterable().containsAll(FULL_ONLY);
        for (var simple : List.of(aroundReview, aroundComment)) {
            assertThat(simple.fieldNames()).toIterable().doesNotContainAnyElementsOf(FULL_ONLY);
            assertThat(simple.size()).isEqualTo(full.size() - FULL_ONLY.size());
            assertThat(simple.has("merged_at")).isTrue();
            assertThat(simple.has("draft")).isTrue();
        }
    }

    @Test
    void a_comment_in_the_conversation_comes_with_an_issue_of_another_id_but_the_same_node() {
        var opened = json(pull.opened(T)).get("pull_request");
        var issue = json(pull.issueCommentCreated(after(1), omar, "Nice.")).get("issue");

        assertThat(issue.get("id").asLong()).isEqualTo(pull.issueId()).isNotEqualTo(pull.id());
        assertThat(issue.get("node_id")).isEqualTo(opened.get("node_id"));
        assertThat(issue.get("number")).isEqualTo(opened.get("number"));
        assertThat(issue.get("pull_request").get("html_url").asText()).isEqualTo(pull.page());
        assertThat(issue.has("head")).isFalse();
    }

    @Test
    void a_review_with_two_comments_is_three_deliveries() {
        pull.opened(T);
        var sent =
                pull.reviewSubmitted(
                        after(10),
                        omar,
                        GitHubReview.State.CHANGES_REQUESTED,
                        "Two things.",
                        List.of("One.", "Two."));

        assertThat(sent)
                .extracting(one -> one.header("X-GitHub-Event"))
                .containsExactly(
                        "pull_request_review",
                        "pull_request_review_comment",
                        "pull_request_review_comment");
        var review = json(sent.getFirst()).get("review");
        assertThat(review.get("state").asText()).isEqualTo("changes_requested");
        assertThat(review.get("submitted_at").asText()).isEqualTo("2026-11-20T09:10:00Z");
        assertThat(review.get("commit_id").asText()).isEqualTo(pull.headSha());
        for (var one : sent.subList(1, 3)) {
            var comment = json(one).get("comment");
            assertThat(comment.get("pull_request_review_id")).isEqualTo(review.get("id"));
            assertThat(comment.get("diff_hunk").asText())
                    .startsWith("@@ ")
                    .contains(SourceCode.TELLTALE);
            assertThat(Instant.parse(comment.get("created_at").asText()))
                    .as("drafted before it was submitted")
                    .isBefore(Instant.parse(review.get("submitted_at").asText()));
        }
    }

    @Test
    void a_single_reply_is_wrapped_in_a_review_that_says_nothing() {
        pull.opened(T);
        pull.reviewSubmitted(
                after(1), omar, GitHubReview.State.COMMENTED, null, List.of("Why twice?"));
        var thread = pull.lineComments().iterator().next().id();
        var sent = pull.replied(after(2), mia, thread, "By mistake.");

        var review = json(sent.get(0)).get("review");
        var comment = json(sent.get(1)).get("comment");
        assertThat(review.get("state").asText()).isEqualTo("commented");
        assertThat(review.get("body").isNull()).isTrue();
        assertThat(comment.get("in_reply_to_id").asLong()).isEqualTo(thread);
        assertThat(comment.get("pull_request_review_id")).isEqualTo(review.get("id"));
    }

    @Test
    void a_dismissed_review_keeps_its_time_and_loses_its_verdict() {
        pull.opened(T);
        pull.reviewSubmitted(after(5), omar, GitHubReview.State.APPROVED, "Good.", List.of());
        var review = pull.reviews().iterator().next();
        var sent = json(pull.reviewDismissed(after(30), lena, review.id()));

        assertThat(sent.get("action").asText()).isEqualTo("dismissed");
        assertThat(sent.get("review").get("state").asText()).isEqualTo("dismissed");
        assertThat(sent.get("review").get("submitted_at").asText())
                .isEqualTo("2026-11-20T09:05:00Z");
        assertThat(sent.get("sender").get("login").asText()).isEqualTo("lena.k");
    }

    @Test
    void a_request_names_a_person_or_a_team_and_each_has_a_delivery() {
        var platform = new Team(8_800_123, "web-platform", "Web platform");
        var sent = pull.openedWithCodeOwners(T, List.of(omar), List.of(platform));

        assertThat(sent).hasSize(3);
        var opened = json(sent.get(0)).get("pull_request");
        assertThat(opened.get("requested_reviewers")).hasSize(1);
        assertThat(opened.get("requested_teams")).hasSize(1);
        assertThat(json(sent.get(1)).get("requested_reviewer").get("id").asLong())
                .isEqualTo(omar.id());
        assertThat(json(sent.get(1)).has("requested_team")).isFalse();
        assertThat(json(sent.get(2)).get("requested_team").get("slug").asText())
                .isEqualTo("web-platform");
        assertThat(json(sent.get(2)).has("requested_reviewer")).isFalse();
    }

    @Test
    void a_review_answers_the_request() {
        pull.openedWithCodeOwners(T, List.of(omar, lena), List.of());
        pull.reviewSubmitted(after(1), omar, GitHubReview.State.COMMENTED, "Hm.", List.of());

        assertThat(pull.requestedPeople()).containsExactly(lena);
    }

    @Test
    void a_merge_is_a_close_with_a_merge_time() {
        pull.opened(T);
        var sent = json(pull.merged(after(60), mia));

        assertThat(sent.get("action").asText()).isEqualTo("closed");
        var merged = sent.get("pull_request");
        assertThat(merged.get("state").asText()).isEqualTo("closed");
        assertThat(merged.get("merged").asBoolean()).isTrue();
        assertThat(merged.get("merged_at")).isEqualTo(merged.get("closed_at"));
        assertThat(merged.get("merged_by").get("login").asText()).isEqualTo("mia");
        assertThat(merged.get("merge_commit_sha").asText()).hasSize(40);
    }

    @Test
    void times_have_whole_seconds_and_the_update_time_follows_every_act() {
        assertThat(json(pull.opened(T)).get("pull_request").get("updated_at").asText())
                .isEqualTo("2026-11-20T09:00:00Z");
        assertThat(
                        json(pull.synchronize(after(7), mia, new GitHubRepository.Size(1, 5, 0, 0)))
                                .get("pull_request")
                                .get("updated_at")
                                .asText())
                .isEqualTo("2026-11-20T09:07:00Z");
        pull.readyForReview(after(6), mia);
        assertThat(pull.updatedAt()).isEqualTo("2026-11-20T09:07:00Z");
    }

    @Test
    void a_push_names_both_heads() {
        pull.opened(T);
        var before = pull.headSha();
        var sent = json(pull.synchronize(after(1), mia, new GitHubRepository.Size(1, 5, 0, 0)));

        assertThat(sent.get("before").asText()).isEqualTo(before);
        assertThat(sent.get("after").asText()).isEqualTo(pull.headSha()).isNotEqualTo(before);
        assertThat(sent.get("pull_request").get("head").get("sha")).isEqualTo(sent.get("after"));
    }

    @Test
    void a_bot_says_so_by_its_type_whatever_its_name() {
        pull.opened(T);
        var sent = json(pull.issueCommentCreated(after(1), copilot, "Looked at it."));

        assertThat(sent.get("sender").get("login").asText()).isEqualTo("Copilot");
        assertThat(sent.get("sender").get("type").asText()).isEqualTo("Bot");
    }

    @Test
    void a_renamed_or_transferred_repository_keeps_its_id_and_its_pull_requests() {
        pull.opened(T);
        var renamed = json(web.renamed(after(1), lena, "shop"));
        var next =
                acme.neighbour(
                        61_204_999,
                        "acme-labs",
                        new GitHubHook(9, "other", GitHubHook.Encoding.JSON, new Random(1)));
        var transferred = web.transferred(after(2), lena, next);

        assertThat(renamed.at("/changes/repository/name/from").asText()).isEqualTo("web");
        assertThat(renamed.at("/repository/full_name").asText()).isEqualTo("acme/shop");
        assertThat(transferred.header("X-GitHub-Hook-ID")).isEqualTo("9");
        assertThat(json(transferred).at("/changes/owner/from/organization/login").asText())
                .isEqualTo("acme");
        assertThat(json(transferred).at("/repository/id").asLong()).isEqualTo(web.id());
        assertThat(pull.page()).startsWith("https://github.com/acme-labs/shop/pull/");
    }

    @Test
    void a_ping_has_no_action() {
        var ping = json(web.ping(lena));

        assertThat(ping.has("action")).isFalse();
        assertThat(ping.get("hook_id").asLong()).isEqualTo(441_002);
        assertThat(ping.get("hook").get("id").asLong()).isEqualTo(441_002);
    }

    @Test
    void an_edit_says_what_was_there_before() {
        pull.opened(T);
        var sent = json(pull.titleEdited(after(1), mia, "Round the tax once"));
        var based = json(pull.baseEdited(after(2), mia, "release"));

        assertThat(sent.at("/changes/title/from").asText())
                .isEqualTo("PAY-311: round the tax once");
        assertThat(based.at("/changes/base/ref/from").asText()).isEqualTo("main");
        assertThat(based.at("/pull_request/base/ref").asText()).isEqualTo("release");
    }
}
