package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnaround.model.Act;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Fold;
import dev.turnaround.model.Phase;
import dev.turnaround.model.Settled;
import dev.turnaround.model.issue.Category;
import dev.turnaround.model.issue.IssueFacts;
import dev.turnaround.model.issue.Stage;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.ProviderContract;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.RecordedDelivery;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class GitHubTest implements ProviderContract {
    private static final Path CASES =
            Path.of("src/test/resources/dev/turnaround/provider/github/webhook");
    private static final int BODY_BYTES_MAX = 25 * 1024 * 1024;

    @Override
    public Provider provider() {
        return new GitHub();
    }

    @Override
    public Path cases() {
        return CASES;
    }

    @Override
    public List<String> secrets() {
        return List.of("a webhook secret for tests", "the secret before it was rotated");
    }

    @Override
    public Set<String> signatureHeaders() {
        return Set.of("X-Hub-Signature-256");
    }

    @Override
    public Set<String> kept() {
        return Set.of(
                "action",
                "assignee.login",
                "changes.field_value.field_node_id",
                "changes.field_value.from.id",
                "changes.field_value.from.name",
                "changes.field_value.to.id",
                "changes.field_value.to.name",
                "changes.old_repository.full_name",
                "comment.user.login",
                "issue.assignee.login",
                "issue.html_url",
                "issue.pull_request.html_url",
                "issue.title",
                "issue.type.name",
                "issue.user.login",
                "pull_request.base.ref",
                "pull_request.head.ref",
                "pull_request.html_url",
                "pull_request.merged_by.login",
                "pull_request.requested_reviewers[].login",
                "pull_request.requested_teams[].slug",
                "pull_request.title",
                "pull_request.user.login",
                "repository.full_name",
                "requested_reviewer.login",
                "requested_team.slug",
                "review.user.login",
                "sender.login");
    }

    @Test
    void a_form_reads_as_the_json_inside() {
        for (var recorded : RecordedDelivery.all(CASES)) {
            if ("application/json".equals(recorded.header("Content-Type"))) {
                var json = webhooks().read(recorded.delivery());
                var form = webhooks().read(asForm(recorded).delivery());
                assertThat(form).as(recorded.name()).isEqualTo(json);
            }
        }
    }

    private static RecordedDelivery asForm(RecordedDelivery recorded) {
        // One char a byte, so that broken UTF-8 stays as broken as it is.
        var encoded = new StringBuilder("first=1&payload=");
        for (var one : recorded.body()) {
            encoded.append(
                    one < 0
                            ? "%%%02x".formatted(one)
                            : URLEncoder.encode(String.valueOf((char) one), UTF_8));
        }
        return recorded.withBody(encoded.append("&last").toString().getBytes(UTF_8))
                .withHeader("content-type", "Application/X-WWW-Form-Urlencoded; charset=UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "null, true",
                "\"\", true",
                "\" \", true",
                "\"\\n\\r\\t \", true",
                "\"\\n.\", false",
                "\"\\\\\", false",
                "\"\\\"\", false",
                "\"ü\", false",
                "\"{}\", false",
                "5, true",
                "[\"x\"], true"
            })
    void a_review_is_empty_when_it_has_no_words(String body, boolean empty) {
        for (var before : List.of("x", "größer ✓ 😀", "\\ud83d\\ude00\\n")) {
            var approved = recorded("pull_request_review.submitted.approved");
            var text = new String(approved.body(), UTF_8).replace("\"action\":\"submitted\"", "");
            var at = text.indexOf("\"body\":\"canary Good.");
            var end = text.indexOf(",\"commit_id\"", at);
            var changed =
                    "{\"x\":\""
                            + before
                            + "\",\"action\":\"submitted\""
                            + text.substring(1, at)
                            + "\"body\" : "
                            + body
                            + text.substring(end);
            assertThat(facts(approved.withBody(changed.getBytes(UTF_8))))
                    .extracting(Fact::act)
                    .filteredOn(Act.Reviewed.class::isInstance)
                    .extracting(act -> ((Act.Reviewed) act).empty())
                    .containsExactly(empty);
        }
    }

    @Test
    void a_body_of_the_greatest_size_is_no_trouble_when_its_bulk_is_passed_over() {
        var reading = webhooks().read(withGreatText("\"body\":\"canary ## Why").delivery());

        var recorded = recorded("pull_request.closed.unmerged");
        var bodiless = new String(recorded.body(), UTF_8).replace("\"body\":", "\"bulk\":");
        assertThat(reading)
                .isEqualTo(webhooks().read(recorded.withBody(bodiless.getBytes(UTF_8)).delivery()));
    }

    @Test
    void a_kept_text_of_the_greatest_size_is_malformed() {
        var reading = webhooks().read(withGreatText("\"title\":\"").delivery());

        assertThat(reading).isInstanceOf(Reading.Malformed.class);
        assertThat(((Reading.Malformed) reading).reason()).startsWith("too deep or too long at");
    }

    @Test
    void a_name_beyond_measure_is_malformed() {
        var recorded = recorded("pull_request.closed.unmerged");
        var text =
                "{\""
                        + "n".repeat(10_000)
                        + "\":1,"
                        + new String(recorded.body(), UTF_8).substring(1);

        assertThat(webhooks().read(recorded.withBody(text.getBytes(UTF_8)).delivery()))
                .extracting("reason")
                .asString()
                .startsWith("too deep or too long at line 1, column ");
    }

    private static RecordedDelivery withGreatText(String field) {
        var recorded = recorded("pull_request.closed.unmerged");
        var text = new String(recorded.body(), UTF_8);
        var at = text.indexOf(field) + field.length();
        var bulk = "x".repeat(BODY_BYTES_MAX - recorded.body().length);
        return recorded.withBody(
                (text.substring(0, at) + bulk + text.substring(at)).getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-09T10:15:04+01:00",
                "2026-03-09T09:15:04Z",
                "2026-03-09T09:15:04.000Z",
            })
    void times_may_have_an_offset_and_fractions(String time) {
        var recorded = recorded("pull_request.closed.unmerged");
        var text = new String(recorded.body(), UTF_8).replace("2026-03-09T09:15:04Z", time);

        assertThat(webhooks().read(recorded.withBody(text.getBytes(UTF_8)).delivery()))
                .isEqualTo(webhooks().read(recorded.delivery()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31T23:59:59Z",
                "2026-13-09T09:15:04Z",
                "2026-02-30T09:15:04Z",
                "2026-03-09T24:15:04Z",
                "2026-03-09",
                "2026-03-09T09:15:04",
                "+10000-01-01T00:00:00Z",
                "-2026-03-09T09:15:04Z",
                "",
            })
    void a_time_that_cannot_be_is_malformed(String time) {
        var recorded = recorded("pull_request.closed.unmerged");
        var text = new String(recorded.body(), UTF_8).replace("2026-03-09T09:15:04Z", time);

        assertThat(webhooks().read(recorded.withBody(text.getBytes(UTF_8)).delivery()))
                .isEqualTo(
                        new Reading.Malformed(
                                webhooks().read(recorded.delivery()).envelope(),
                                "pull_request.created_at is no time"));
    }

    @Test
    void an_identity_may_be_a_text_of_digits() {
        var recorded = recorded("pull_request_review.submitted.approved");
        var text = new String(recorded.body(), UTF_8);
        var quoted = text.replaceAll("\"(id|number)\":(\\d+)", "\"$1\":\"$2\"");

        assertThat(quoted).contains("\"id\":\"3065773662\"");
        assertThat(webhooks().read(recorded.withBody(quoted.getBytes(UTF_8)).delivery()))
                .isEqualTo(webhooks().read(recorded.delivery()));
    }

    /// Every delivery of one pull request's life, in any order and some of them twice.
    @Property(tries = 200)
    void the_order_of_deliveries_does_not_matter(@ForAll Random random) {
        var life =
                new ArrayList<>(
                        List.of(
                                "pull_request.opened.draft",
                                "pull_request.ready_for_review",
                                "issue_comment.created",
                                "pull_request.synchronize",
                                "pull_request.edited",
                                "pull_request_review_comment.created",
                                "pull_request_review.submitted.approved",
                                "pull_request.closed.merged"));
        life.addAll(life.subList(0, random.nextInt(life.size())));
        Collections.shuffle(life, random);
        Map<String, Fact> told = new HashMap<>();
        for (var name : life) {
            facts(recorded(name)).forEach(fact -> told.merge(fact.id(), fact, Fact::merge));
        }

        var progress = Fold.of(told.values());

        assertThat(progress.phase()).isEqualTo(Phase.MERGED);
        assertThat(progress.readyAt()).extracting("at").hasToString("2026-03-09T10:40:31Z");
        assertThat(progress.firstResponseAt()).extracting("at").hasToString("2026-03-09T11:30:12Z");
        assertThat(progress.approvedAt()).extracting("at").hasToString("2026-03-09T15:45:10Z");
        assertThat(progress.mergedAt()).extracting("at").hasToString("2026-03-10T15:20:00Z");
        assertThat(told.get("reviewed:3065773662"))
                .as("the shell told by a comment is the review itself")
                .extracting(Fact::estimated)
                .isEqualTo(false);
    }

    /// Closed by a person, and then put to done by the board's own automation.
    @Property(tries = 200)
    void the_story_of_an_issue_is_the_same_in_whatever_order_it_is_told(@ForAll Random random) {
        var story =
                new ArrayList<>(
                        List.of(
                                "issues.opened",
                                "projects_v2_item.edited.first-status",
                                "issues.assigned",
                                "issue_comment.created.on-issue",
                                "projects_v2_item.edited.status",
                                "projects_v2_item.edited.status.legacy-node-id",
                                "projects_v2_item.edited.status.decorated-name",
                                "issues.closed",
                                "projects_v2_item.edited.status.done-after-close"));
        Collections.shuffle(story, random);
        var facts = new IssueFacts(null, Settled.nothing(), List.of());
        for (var name : story) {
            facts.take(issue(name).facts(), null);
        }
        var progress = facts.progress();

        assertThat(progress.stages(Instant.parse("2026-03-10T16:20:05Z")))
                .extracting(stage -> stage.status().name(), Stage::sum)
                .containsExactly(
                        tuple("Open", Duration.ofSeconds(3)),
                        tuple("Todo", Duration.ofSeconds(7_197)),
                        tuple("In Progress", Duration.ofHours(4)),
                        tuple("👀 In review", Duration.ofSeconds(91_205)),
                        tuple("Closed", Duration.ofHours(1)));
        assertThat(requireNonNull(progress.status()).category()).isEqualTo(Category.DONE);
        assertThat(progress.comments()).isEqualTo(1);
        assertThat(progress.reopenings()).isZero();
    }

    /// A board's delivery has no number of the issue, only a node id, in one of two encodings.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects_v2_item.edited.status",
                "projects_v2_item.edited.status.legacy-node-id",
                "issue_comment.created.on-issue"
            })
    void every_delivery_of_an_issue_names_the_same_issue(String name) {
        assertThat(issue(name).key()).isEqualTo(issue("issues.opened").key());
    }

    private Change.ToIssue issue(String name) {
        var reading = webhooks().read(recorded(name).delivery());
        return (Change.ToIssue) ((Reading.Relevant) reading).change();
    }

    private List<Fact> facts(RecordedDelivery recorded) {
        var reading = webhooks().read(recorded.delivery());
        assertThat(reading).as(recorded.name()).isInstanceOf(Reading.Relevant.class);
        return ((Change.ToPullRequest) ((Reading.Relevant) reading).change()).facts();
    }

    private static RecordedDelivery recorded(String name) {
        return RecordedDelivery.of(CASES.resolve(name));
    }
}
