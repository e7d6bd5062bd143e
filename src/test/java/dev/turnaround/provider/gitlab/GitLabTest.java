package dev.turnaround.provider.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Fold;
import dev.turnaround.model.Participant;
import dev.turnaround.model.Phase;
import dev.turnaround.model.Progress;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.issue.Category;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueFold;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.ProviderContract;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.RecordedDelivery;
import dev.turnaround.provider.WebhookSecrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public class GitLabTest implements ProviderContract {
    private static final Path CASES =
            Path.of("src/test/resources/dev/turnaround/provider/gitlab/webhook");

    private static final List<String> SECRET_TOKENS =
            List.of("a secret token for tests", "the secret token before it was rotated");
    private static final List<String> SIGNING_TOKENS =
            List.of(
                    "whsec_YSBzaWduaW5nIHRva2VuIG9mIDMyIGJ5dGVzIGhlcmU=",
                    "whsec_dGhlIG9uZSBiZWZvcmUgaXQsIDMyIGJ5dGVzIGxvbmc=");

    @Override
    public Provider provider() {
        return new GitLab();
    }

    @Override
    public Path cases() {
        return CASES;
    }

    @Override
    public List<String> secrets() {
        var all = new ArrayList<>(SECRET_TOKENS);
        all.addAll(SIGNING_TOKENS);
        return all;
    }

    @Override
    public WebhookSecrets secretsByKind() {
        return new WebhookSecrets(
                "webhook", Map.of("secrets", SECRET_TOKENS, "signingTokens", SIGNING_TOKENS));
    }

    @Override
    public Set<String> signatureHeaders() {
        return Set.of("X-Gitlab-Token", "webhook-signature");
    }

    @Override
    public boolean signsTheBody(RecordedDelivery recorded) {
        return recorded.header("webhook-signature") != null;
    }

    @Override
    public Set<String> kept() {
        return Set.of(
                "assignees[].username",
                "changes.assignees.current[].username",
                "changes.reviewers.current[].username",
                "changes.reviewers.previous[].username",
                "changes.reviewers[][].username",
                "event_name",
                "issue.title",
                "issue.type",
                "issue.url",
                "merge_request.source_branch",
                "merge_request.target_branch",
                "merge_request.title",
                "merge_request.url",
                "object_attributes.action",
                "object_attributes.source_branch",
                "object_attributes.status.name",
                "object_attributes.target_branch",
                "object_attributes.title",
                "object_attributes.type",
                "object_attributes.url",
                "object_kind",
                "path_with_namespace",
                "project.path_with_namespace",
                "reviewers[].username",
                "user.username");
    }

    /// A hook of the project beside one of its group.
    @Test
    void what_comes_through_two_hooks_says_nothing_new_the_second_time() {
        var once = recorded("merge_request.approved");
        var again = once.withHeader("webhook-id", "11111111-1111-4111-8111-111111111111");

        assertThat(facts(again)).isEqualTo(facts(once));
    }

    @Test
    void a_delivery_without_an_identity_is_known_by_its_bytes() {
        var once = recorded("merge_request.open.before-16-3");
        var again = recorded("merge_request.open.twice-without-id");
        var other = again.withBody(recorded("merge_request.open").body());
        var elsewhere = again.withHeader("X-Gitlab-Event", "System Hook");

        assertThat(deliveryId(again)).isEqualTo(deliveryId(once)).startsWith("sha256:");
        assertThat(deliveryId(other)).isNotEqualTo(deliveryId(once));
        assertThat(deliveryId(elsewhere)).isNotEqualTo(deliveryId(once));
    }

    @Test
    void the_newer_of_two_identities_counts() {
        var recorded = recorded("merge_request.open").withHeader("Idempotency-Key", "another");

        assertThat(deliveryId(recorded)).isEqualTo(recorded.header("webhook-id"));
        assertThat(deliveryId(recorded.without(List.of("webhook-id")))).isEqualTo("another");
    }

    @Test
    void a_name_told_later_takes_the_place_of_a_number() {
        var byAnother = progress("merge_request.open.by-another");
        var both = progress("merge_request.open.by-another", "merge_request.update.title");

        assertThat(byAnother.turn()).containsExactly("#101");
        assertThat(both.turn()).containsExactly("mia");
    }

    /// `updated_at` is from before the act, and the delivery was late.
    @Test
    void an_approval_is_never_dated_by_what_came_before_it() {
        var before = progress("merge_request.open", "merge_request.approved.before-18-10");
        var since = progress("merge_request.open", "merge_request.approved");

        assertThat(before.approvedAt()).extracting("at").hasToString("2026-03-11T12:00:00Z");
        assertThat(since.approvedAt()).extracting("at").hasToString("2026-03-09T14:00:05.101Z");
        assertThat(since.approvedAt()).extracting("estimated").isEqualTo(true);
    }

    @Test
    void an_approval_that_does_not_satisfy_the_rules_is_one_all_the_same() {
        var progress = progress("merge_request.open", "merge_request.approval");

        assertThat(progress.phase()).isEqualTo(Phase.AWAITING_MERGE);
    }

    @Test
    void a_push_that_resets_approvals_takes_all_of_them_back() {
        var progress =
                progress(
                        "merge_request.open",
                        "merge_request.approved",
                        "merge_request.approval",
                        "merge_request.unapproved.reset-by-push");

        assertThat(progress.phase()).isEqualTo(Phase.AWAITING_REVIEW);
        assertThat(progress.participants().values())
                .extracting(Participant::standing)
                .containsOnlyNulls();
    }

    @Test
    void who_takes_their_approval_back_leaves_the_others_standing() {
        var progress =
                progress(
                        "merge_request.open",
                        "merge_request.approved",
                        "merge_request.approval",
                        "merge_request.unapproved");

        assertThat(standing(progress)).containsExactly(Map.entry("omar", ReviewVerdict.APPROVED));
    }

    @Test
    void a_review_that_requests_changes_hands_the_turn_to_the_author_until_asked_again() {
        var requested = progress("merge_request.open", "merge_request.update.requested-changes");
        var again =
                progress(
                        "merge_request.open",
                        "merge_request.update.requested-changes",
                        "merge_request.update.re-requested");

        assertThat(requested.phase()).isEqualTo(Phase.AWAITING_AUTHOR);
        assertThat(again.phase()).isEqualTo(Phase.AWAITING_REVIEW);
        assertThat(again.turn()).contains("lena");
    }

    @Test
    void who_becomes_a_reviewer_by_commenting_owes_no_review() {
        var progress =
                progress("merge_request.open.with-old-secret", "note.create.by-a-new-reviewer");

        assertThat(progress.participants().get("user:102")).matches(omar -> !omar.pending());
    }

    @Test
    void a_merge_without_its_time_is_dated_by_the_proxy_until_the_time_is_told() {
        var proxy = progress("merge_request.open", "merge_request.merge.before-19-1");
        var exact =
                progress(
                        "merge_request.open",
                        "merge_request.merge.before-19-1",
                        "merge_request.merge");

        assertThat(proxy.mergedAt())
                .extracting("at", "estimated")
                .asString()
                .isEqualTo("[2026-03-10T15:20:02Z, true]");
        assertThat(exact.mergedAt())
                .extracting("at", "estimated")
                .asString()
                .isEqualTo("[2026-03-10T15:20:00Z, false]");
    }

    @Test
    void what_is_first_seen_after_its_end_has_ended() {
        assertThat(progress("merge_request.update.after-merge").phase()).isEqualTo(Phase.MERGED);
        assertThat(progress("merge_request.update.after-close").phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void a_merge_request_that_is_being_merged_is_open() {
        assertThat(progress("merge_request.update.locked").phase().open()).isTrue();
    }

    /// Every delivery of one merge request's life, in any order and some of them twice.
    @Property(tries = 200)
    void the_order_of_deliveries_does_not_matter(@ForAll Random random) {
        var life =
                new ArrayList<>(
                        List.of(
                                "merge_request.open.draft",
                                "merge_request.update.ready",
                                "note.create",
                                "note.update",
                                "merge_request.update.pushed",
                                "merge_request.update.requested-changes",
                                "merge_request.update.re-requested",
                                "merge_request.approved",
                                "merge_request.approval",
                                "merge_request.unapproved",
                                "merge_request.unapproved.reset-by-push",
                                "merge_request.close",
                                "merge_request.update.after-close",
                                "merge_request.reopen",
                                "merge_request.merge",
                                "merge_request.update.after-merge"));
        life.addAll(life.subList(0, random.nextInt(life.size())));
        Collections.shuffle(life, random);
        var progress = progress(life.toArray(String[]::new));

        assertThat(progress.phase()).isEqualTo(Phase.MERGED);
        assertThat(progress.readyAt()).extracting("at").hasToString("2026-03-09T10:40:31.731Z");
        assertThat(progress.firstResponseAt()).extracting("at").hasToString("2026-03-09T11:00:00Z");
        assertThat(progress.approvedAt()).extracting("at").hasToString("2026-03-09T14:00:05.101Z");
        assertThat(progress.mergedAt())
                .extracting("at", "estimated")
                .asString()
                .isEqualTo("[2026-03-10T15:20:00Z, false]");
    }

    @Test
    void an_issue_is_to_do_in_progress_or_done() {
        assertThat(category("issue.open")).isEqualTo(Category.TODO);
        assertThat(category("work_item.update.in-progress")).isEqualTo(Category.IN_PROGRESS);
        assertThat(category("issue.open", "issue.close")).isEqualTo(Category.DONE);
        assertThat(category("issue.update.after-close")).isEqualTo(Category.DONE);
        assertThat(category("issue.open", "issue.close", "issue.reopen")).isEqualTo(Category.TODO);
    }

    @Test
    void an_instance_tells_of_a_merge_request_what_its_project_tells() {
        assertThat(facts(recorded("system.merge_request.open")))
                .isEqualTo(facts(recorded("merge_request.open.with-old-secret")));
    }

    @Test
    void a_custom_template_is_refused_with_what_to_do() {
        assertThat(webhooks().read(recorded("merge_request.open.malformed-template").delivery()))
                .isInstanceOf(Reading.Malformed.class)
                .extracting("reason")
                .asString()
                .contains("custom template");
    }

    /// The text of a note is not even looked at: it may be as long as the body.
    @Test
    void a_note_of_any_length_can_be_read() {
        var recorded = recorded("note.create");
        var text = new String(recorded.body(), UTF_8);
        var longer = text.replace("canary Closes #1", "canary Closes #1 " + "x".repeat(3_000_000));

        assertThat(webhooks().read(recorded.withBody(longer.getBytes(UTF_8)).delivery()))
                .isEqualTo(webhooks().read(recorded.delivery()));
    }

    private static Map<String, ReviewVerdict> standing(Progress progress) {
        var standing = new HashMap<String, ReviewVerdict>();
        for (var one : progress.participants().values()) {
            if (one.standing() != null) {
                standing.put(one.name(), one.standing());
            }
        }
        return standing;
    }

    private @Nullable Category category(String... deliveries) {
        Map<String, IssueFact> told = new HashMap<>();
        for (var name : deliveries) {
            for (var fact : ((Change.ToIssue) change(recorded(name))).facts()) {
                told.merge(fact.id(), fact, IssueFact::merge);
            }
        }
        var status = IssueFold.of(told.values()).status();
        return status == null ? null : status.category();
    }

    private Progress progress(String... deliveries) {
        Map<String, Fact> told = new HashMap<>();
        for (var name : deliveries) {
            facts(recorded(name)).forEach(fact -> told.merge(fact.id(), fact, Fact::merge));
        }
        return Fold.of(told.values());
    }

    private List<Fact> facts(RecordedDelivery recorded) {
        return ((Change.ToPullRequest) change(recorded)).facts();
    }

    private Change change(RecordedDelivery recorded) {
        var reading = webhooks().read(recorded.delivery());
        assertThat(reading).as(recorded.name()).isInstanceOf(Reading.Relevant.class);
        return ((Reading.Relevant) reading).change();
    }

    private String deliveryId(RecordedDelivery recorded) {
        return String.valueOf(webhooks().read(recorded.delivery()).envelope().deliveryId());
    }

    private static RecordedDelivery recorded(String name) {
        return RecordedDelivery.of(CASES.resolve(name));
    }
}
