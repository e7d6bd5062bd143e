package dev.turnaround.provider.bitbucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Act;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Fold;
import dev.turnaround.model.Phase;
import dev.turnaround.model.Progress;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.provider.Envelope;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.ProviderContract;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.RecordedDelivery;
import dev.turnaround.provider.Verdict;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class BitbucketTest implements ProviderContract {
    private static final Path FOLDER =
            Path.of("src/test/resources/dev/turnaround/provider/bitbucket");
    private static final Path CASES = FOLDER.resolve("webhook");
    private static final Path TRIALS = FOLDER.resolve("trial");

    @Override
    public Provider provider() {
        return new Bitbucket();
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
        return Set.of("X-Hub-Signature");
    }

    @Override
    public Set<String> kept() {
        return Set.of(
                "actor.display_name",
                "actor.name",
                "actor.nickname",
                "addedReviewers[].name",
                "approval.user.nickname",
                "changes_request.user.nickname",
                "comment.author.name",
                "comment.user.display_name",
                "comment.user.nickname",
                "new.project.key",
                "new.slug",
                "participant.user.name",
                "pullRequest.author.user.name",
                "pullRequest.fromRef.displayId",
                "pullRequest.links.self[].href",
                "pullRequest.reviewers[].user.name",
                "pullRequest.title",
                "pullRequest.toRef.displayId",
                "pullRequest.toRef.repository.project.key",
                "pullRequest.toRef.repository.slug",
                "pullrequest.author.display_name",
                "pullrequest.author.nickname",
                "pullrequest.closed_by.nickname",
                "pullrequest.destination.branch.name",
                "pullrequest.links.html.href",
                "pullrequest.reviewers[].display_name",
                "pullrequest.reviewers[].nickname",
                "pullrequest.source.branch.name",
                "pullrequest.title",
                "removedReviewers[].name",
                "repository.full_name");
    }

    @Test
    void what_tries_an_address_is_answered_without_a_signature() {
        assertThat(webhooks().verify(trial("diagnostics.ping").delivery()))
                .isEqualTo(new Verdict.Trial());
    }

    @Test
    void what_tries_an_address_and_is_signed_is_verified_like_all_else() {
        var signed = trial("diagnostics.ping.signed");

        assertThat(webhooks().verify(signed.delivery())).isEqualTo(new Verdict.Genuine(0));
        assertThat(webhooks().verify(signed.withBody("{}".getBytes(UTF_8)).delivery()))
                .isInstanceOf(Verdict.Forged.class);
        assertThat(webhooks().read(signed.delivery()))
                .extracting("reason")
                .isEqualTo("diagnostics:ping is not used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Diagnostics:Ping", "diagnostics:ping ", "pr:opened", ""})
    void nothing_else_is_answered_without_a_signature(String event) {
        assertThat(
                        webhooks()
                                .verify(
                                        trial("diagnostics.ping")
                                                .withHeader("X-Event-Key", event)
                                                .delivery()))
                .isEqualTo(new Verdict.Unsigned("X-Hub-Signature"));
    }

    /// A hook of the repository beside one of the workspace.
    @Test
    void an_event_that_comes_through_two_hooks_says_nothing_new_the_second_time() {
        var once = recorded("pullrequest.approved");
        var again = recorded("pullrequest.approved.through-another-hook");

        assertThat(deliveryId(once)).isNotEqualTo(deliveryId(again));
        assertThat(facts(again)).isEqualTo(facts(once));
    }

    private String deliveryId(RecordedDelivery recorded) {
        return String.valueOf(envelope(recorded).deliveryId());
    }

    private Envelope envelope(RecordedDelivery recorded) {
        return webhooks().read(recorded.delivery()).envelope();
    }

    @Test
    void an_approval_after_one_that_was_taken_back_is_another_one() {
        var life =
                List.of(
                        "pullrequest.created",
                        "pullrequest.approved",
                        "pullrequest.unapproved",
                        "pullrequest.approved.again");

        assertThat(standing(progress(life.subList(0, 2)))).isEqualTo(ReviewVerdict.APPROVED);
        assertThat(standing(progress(life.subList(0, 3)))).isNull();
        assertThat(standing(progress(life))).isEqualTo(ReviewVerdict.APPROVED);
        assertThat(progress(life).approvedAt())
                .extracting("at")
                .hasToString("2026-03-09T15:45:10.345678Z");
    }

    private static @Nullable ReviewVerdict standing(Progress progress) {
        return progress.participants().values().stream()
                .filter(one -> one.name().equals("omar"))
                .findAny()
                .orElseThrow()
                .standing();
    }

    @Test
    void a_request_for_changes_that_was_taken_back_asks_for_nothing() {
        var asked = progress(List.of("pullrequest.created", "pullrequest.changes_request_created"));
        var back =
                progress(
                        List.of(
                                "pullrequest.created",
                                "pullrequest.changes_request_created",
                                "pullrequest.changes_request_removed"));

        assertThat(asked.phase()).isEqualTo(Phase.AWAITING_AUTHOR);
        assertThat(back.phase()).isEqualTo(Phase.AWAITING_REVIEW);
        assertThat(back.phaseSince()).hasToString("2026-03-09T12:10:00.100Z");
    }

    /// `updated_on` may be some milliseconds after the comment's own time.
    @Test
    void a_push_first_heard_of_by_a_comment_is_no_answer_to_it() {
        var comment = recorded("pullrequest.comment_created");
        var body =
                new String(comment.body(), UTF_8)
                        .replace(
                                "\"updated_on\":\"2026-03-09T11:00:00.440000+00:00\"",
                                "\"updated_on\":\"2026-03-09T11:00:00.478000+00:00\"");
        var later = comment.withBody(body.getBytes(UTF_8));

        assertThat(Fold.of(facts(later)).phase()).isEqualTo(Phase.AWAITING_AUTHOR);
        assertThat(Fold.of(facts(comment)).phase()).isEqualTo(Phase.AWAITING_AUTHOR);
    }

    @Test
    void a_later_comment_does_not_tell_when_it_was_merged() {
        var commented = progress(List.of("pullrequest.comment_created.after-merge"));

        assertThat(commented.mergedAt()).isNull();
    }

    @Test
    void data_center_tells_with_every_delivery_when_it_was_merged() {
        var commented = progress(List.of("pr.comment.added.after-merge"));

        assertThat(commented.mergedAt()).extracting("at").hasToString("2026-03-10T15:20:00.904Z");
    }

    @Test
    void who_becomes_a_reviewer_by_approving_owes_no_review() {
        var progress =
                progress(List.of("pr.opened.in-2017", "pr.reviewer.approved.by-nobody-listed"));

        assertThat(progress.participants().values())
                .filteredOn(one -> one.name().equals("lena"))
                .singleElement()
                .matches(one -> !one.pending());
    }

    /// Every delivery of one pull request's life on Cloud, in any order and some of them twice.
    @Property(tries = 200)
    void the_order_of_clouds_deliveries_does_not_matter(@ForAll Random random) {
        var progress =
                shuffled(
                        random,
                        "pullrequest.created.draft",
                        "pullrequest.updated.made-ready",
                        "pullrequest.comment_created",
                        "pullrequest.comment_updated",
                        "pullrequest.changes_request_created",
                        "pullrequest.changes_request_removed",
                        "pullrequest.updated.pushed",
                        "pullrequest.updated.title",
                        "pullrequest.approved",
                        "pullrequest.unapproved",
                        "pullrequest.approved.again",
                        "pullrequest.fulfilled",
                        "pullrequest.comment_created.after-merge");

        assertThat(progress.phase()).isEqualTo(Phase.MERGED);
        assertThat(progress.readyAt())
                .extracting("at", "estimated")
                .asString()
                .isEqualTo("[2026-03-09T10:40:31.000700Z, true]");
        assertThat(progress.firstResponseAt())
                .extracting("at")
                .hasToString("2026-03-09T11:00:00.440Z");
        assertThat(progress.approvedAt())
                .extracting("at")
                .hasToString("2026-03-09T15:45:10.345678Z");
        assertThat(progress.mergedAt())
                .extracting("at", "estimated")
                .asString()
                .isEqualTo("[2026-03-10T15:20:00.904351Z, false]");
    }

    @Property(tries = 200)
    void the_order_of_data_centers_deliveries_does_not_matter(@ForAll Random random) {
        var progress =
                shuffled(
                        random,
                        "pr.opened.draft",
                        "pr.modified.made-ready",
                        "pr.comment.added",
                        "pr.comment.edited",
                        "pr.reviewer.needs_work",
                        "pr.reviewer.unapproved.after-needs-work",
                        "pr.from_ref_updated",
                        "pr.modified.title",
                        "pr.reviewer.approved",
                        "pr.merged");

        assertThat(progress.phase()).isEqualTo(Phase.MERGED);
        assertThat(progress.readyAt())
                .extracting("at", "estimated")
                .asString()
                .isEqualTo("[2026-03-09T10:40:31Z, false]");
        assertThat(progress.firstResponseAt())
                .extracting("at")
                .hasToString("2026-03-09T11:00:00.440Z");
        assertThat(progress.approvedAt()).extracting("at").hasToString("2026-03-09T15:45:10Z");
        assertThat(progress.mergedAt()).extracting("at").hasToString("2026-03-10T15:20:00.904Z");
    }

    @Test
    void the_head_that_the_api_tells_whole_is_the_same_push() {
        var told = facts(recorded("pullrequest.updated.pushed"));
        var whole =
                new String(recorded("pullrequest.updated.pushed").body(), UTF_8)
                        .replace("9d8e7f6a5b4c", "9d8e7f6a5b4c3d2e1f0011223344556677889900");
        var toldWhole =
                facts(recorded("pullrequest.updated.pushed").withBody(whole.getBytes(UTF_8)));

        assertThat(pushes(toldWhole))
                .extracting(Fact::id)
                .isEqualTo(pushes(told).stream().map(Fact::id).toList());
    }

    private static List<Fact> pushes(List<Fact> facts) {
        return facts.stream().filter(fact -> fact.act() instanceof Act.Pushed).toList();
    }

    private Progress shuffled(Random random, String... deliveries) {
        var life = new ArrayList<>(List.of(deliveries));
        life.addAll(life.subList(0, random.nextInt(life.size())));
        Collections.shuffle(life, random);
        return progress(life);
    }

    private Progress progress(List<String> deliveries) {
        Map<String, Fact> told = new HashMap<>();
        for (var name : deliveries) {
            facts(recorded(name)).forEach(fact -> told.merge(fact.id(), fact, Fact::merge));
        }
        return Fold.of(told.values());
    }

    private List<Fact> facts(RecordedDelivery recorded) {
        var reading = webhooks().read(recorded.delivery());
        assertThat(reading).as(recorded.name()).isInstanceOf(Reading.Relevant.class);
        return ((Change.ToPullRequest) ((Reading.Relevant) reading).change()).facts();
    }

    private static RecordedDelivery recorded(String name) {
        return RecordedDelivery.of(CASES.resolve(name));
    }

    private static RecordedDelivery trial(String name) {
        return RecordedDelivery.of(TRIALS.resolve(name));
    }
}
