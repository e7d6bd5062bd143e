package dev.turnaround.provider.jira;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Change;
import dev.turnaround.model.Settled;
import dev.turnaround.model.issue.Category;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFacts;
import dev.turnaround.model.issue.Stay;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.ProviderContract;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.RecordedDelivery;
import dev.turnaround.provider.WebhookSecrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

public class JiraTest implements ProviderContract {
    private static final Path CASES =
            Path.of("src/test/resources/dev/turnaround/provider/jira/webhook");

    @Override
    public Provider provider() {
        return new Jira();
    }

    @Override
    public Path cases() {
        return CASES;
    }

    @Override
    public List<String> secrets() {
        return List.of(
                "a webhook secret for tests",
                "the secret before it was rotated",
                "a client secret for tests",
                "a-url-secret-for-tests");
    }

    @Override
    public WebhookSecrets secretsByKind() {
        return new WebhookSecrets(
                "connections[0].webhook",
                Map.of(
                        "secrets", secrets().subList(0, 2),
                        "clientSecrets", secrets().subList(2, 3),
                        "urlSecret", secrets().subList(3, 4)));
    }

    @Override
    public Set<String> signatureHeaders() {
        return Set.of("X-Hub-Signature", "Authorization");
    }

    @Override
    public Set<String> signatureParameters() {
        return Set.of("secret");
    }

    @Override
    public boolean signsTheBody(RecordedDelivery recorded) {
        return recorded.header("X-Hub-Signature") != null;
    }

    @Override
    public Set<String> kept() {
        return Set.of(
                "changelog.items[].from",
                "changelog.items[].fromString",
                "changelog.items[].tmpToAccountId",
                "changelog.items[].to",
                "changelog.items[].toString",
                "comment.author.accountId",
                "comment.author.displayName",
                "comment.author.key",
                "issue.fields.assignee.accountId",
                "issue.fields.assignee.displayName",
                "issue.fields.assignee.key",
                "issue.fields.creator.accountId",
                "issue.fields.creator.displayName",
                "issue.fields.creator.key",
                "issue.fields.issuetype.name",
                "issue.fields.priority.name",
                "issue.fields.project.key",
                "issue.fields.status.name",
                "issue.fields.summary",
                "issue_event_type_name",
                "project.key",
                "user.accountId",
                "user.displayName",
                "user.key",
                "webhookEvent");
    }

    @Test
    void retries_bear_the_same_delivery_id() {
        var recorded = recorded("issue_updated.status");
        var retried = recorded.withHeader("X-Atlassian-Webhook-Retry", "2");

        assertThat(webhooks().read(retried.delivery()))
                .isEqualTo(webhooks().read(recorded.delivery()));
        assertThat(webhooks().read(recorded.delivery()).envelope().deliveryId())
                .isEqualTo(recorded.header("X-Atlassian-Webhook-Identifier"));
    }

    @Test
    void two_sites_may_use_the_same_numbers() {
        var one = change("issue_updated.status", "acme-jira");
        var other = change("issue_updated.status", "acme-jira-dc");

        assertThat(one.key()).isNotEqualTo(other.key());
        assertThat(one.facts()).isEqualTo(other.facts());
    }

    /// Created, moved, commented on twice (and told so twice), assigned, moved to another project.
    @Property(tries = 200)
    void the_story_of_an_issue_is_the_same_in_whatever_order_it_is_told(@ForAll long seed) {
        var cases =
                new ArrayList<>(
                        List.of(
                                "issue_created",
                                "issue_updated.status",
                                "issue_updated.status.retried",
                                "issue_updated.assigned",
                                "comment_created",
                                "comment_created.by-app",
                                "comment_updated",
                                "issue_updated.moved"));
        Collections.shuffle(cases, new Random(seed));
        var facts = new IssueFacts(null, Settled.nothing(), List.of());
        var attributes = IssueAttributes.NONE;
        for (var name : cases) {
            var change = change(name, "acme-jira");
            facts.take(change.facts(), null);
            attributes = attributes.merge(change.attributes());
        }
        var progress = facts.progress();

        assertThat(progress.stays())
                .extracting(Stay::status, Stay::entry)
                .containsExactly(tuple("10000", "created"), tuple("10001", "moved:57278"));
        assertThat(requireNonNull(progress.status()).category()).isEqualTo(Category.IN_PROGRESS);
        assertThat(progress.commenters().values())
                .extracting(Actor::login)
                .containsExactly("Omar Haddad");
        assertThat(progress.comments()).isEqualTo(2);
        assertThat(attributes.names()).containsExactly("ENG-12", "PAY-3");
    }

    /// Data Center tells of a comment in two events, of which one does not say of which issue.
    @Test
    void both_tellings_of_a_comment_are_one_fact() {
        var bare = change("data-center.comment_created", "acme-jira");
        var whole = change("data-center.issue_updated.commented", "acme-jira");

        assertThat(bare.key()).isEqualTo(whole.key());
        assertThat(whole.facts()).containsAll(bare.facts());
    }

    @Test
    void a_description_of_any_length_is_looked_at() {
        var recorded = recorded("issue_created");
        var text = new String(recorded.body(), UTF_8);
        var great =
                text.replace(
                        "\"description\":\"",
                        "\"description\":\"" + "canary words ".repeat(70_000) + "PAY-9 ");

        var reading = webhooks().read(recorded.withBody(great.getBytes(UTF_8)).delivery());

        assertThat(reading.toString()).contains("PAY-9").doesNotContain("canary");
    }

    private static RecordedDelivery recorded(String name) {
        return RecordedDelivery.of(CASES.resolve(name));
    }

    private Change.ToIssue change(String name, String connection) {
        var reading =
                provider().webhooks(connection, secretsByKind()).read(recorded(name).delivery());
        return (Change.ToIssue) ((Reading.Relevant) reading).change();
    }
}
