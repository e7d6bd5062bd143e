package dev.turnaround.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.RecordedDelivery;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.bitbucket.Bitbucket;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.gitlab.GitLab;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.store.DeliveryVerdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes into the log comes out of it.
class EntryJsonTest {
    private static final Instant AT = Instant.parse("2026-11-20T09:00:00.123456789Z");
    private static final Path RECORDED = Path.of("src/test/resources/dev/turnaround/provider");

    static List<Provider> providers() {
        return List.of(new GitHub(), new GitLab(), new Bitbucket(), new Jira());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whatever_a_provider_tells_is_read_as_it_was_written(Provider provider)
            throws EntryJson.Unreadable {
        var webhooks =
                provider.webhooks(
                        "acme",
                        new WebhookSecrets("webhook", Map.of("secrets", List.of("s3cret"))));
        var relevant = 0;
        for (var recorded :
                RecordedDelivery.all(RECORDED.resolve(provider.name()).resolve("webhook"))) {
            if (webhooks.read(recorded.delivery()) instanceof Reading.Relevant(_, var change)) {
                relevant++;
                returns(Arrival.news(change));
            }
        }
        assertThat(relevant).isGreaterThan(10);
    }

    @Test
    void what_an_api_tells_is_read_as_it_was_written() throws EntryJson.Unreadable {
        var web = new Repository("1", new Stamped<>("acme/web", AT));
        returns(Arrival.news(new Change.ToRepository(web)));
        returns(
                Arrival.news(
                        new Change.PullRequestGone(new PullRequestKey("acme", "1", 482), web, AT)));
    }

    @Test
    void what_is_only_logged_is_read_as_it_was_written() throws EntryJson.Unreadable {
        returns(Arrival.nothing(DeliveryVerdict.MALFORMED, "no number"));
        returns(
                new Arrival.Nothing(
                        DeliveryVerdict.SKIPPED,
                        "the repository is not selected",
                        new PullRequestKey("acme", "1", 482)));
        var rejected =
                new Arrival(
                        "acme",
                        null,
                        null,
                        null,
                        AT,
                        Arrival.nothing(DeliveryVerdict.REJECTED, "the signature is too old"),
                        "7");
        assertThat(EntryJson.read(EntryJson.write(rejected, "7"))).isEqualTo(rejected);
    }

    private static void returns(Arrival.Content content) throws EntryJson.Unreadable {
        var arrival = new Arrival("acme", "d-1", "pull_request", "opened", AT, content, "7");
        assertThat(EntryJson.read(EntryJson.write(arrival, "7"))).isEqualTo(arrival);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "junk",
                "{\"version\":2,\"id\":\"1\",\"connection\":\"c\",\"receivedAt\":\"2026-11-20T09:00:00Z\"}",
                "{\"version\":1,\"id\":\"1\",\"connection\":\"c\",\"receivedAt\":\"2026-11-20T09:00:00Z\"}",
                "{\"version\":1,\"id\":\"1\",\"connection\":\"c\",\"receivedAt\":\"today\",\"verdict\":\"ignored\",\"reason\":\"r\"}",
                "{\"version\":1,\"id\":\"1\",\"connection\":\"c\",\"receivedAt\":\"2026-11-20T09:00:00Z\",\"verdict\":\"sold\",\"reason\":\"r\"}",
                "{\"version\":1,\"connection\":\"c\",\"receivedAt\":\"2026-11-20T09:00:00Z\",\"verdict\":\"ignored\",\"reason\":\"r\"}",
                "{\"version\":1,\"id\":\"1\",\"connection\":\"c\",\"receivedAt\":\"2026-11-20T09:00:00Z\",\"change\":{\"is\":\"sale\"}}",
                "{\"version\":1,\"id\":\"1\",\"connection\":\"c\",\"receivedAt\":\"2026-11-20T09:00:00Z\",\"change\":{\"is\":\"pull_request\"}}",
            })
    void what_no_reader_knows_is_refused_without_being_quoted(String entry) {
        assertUnreadable(entry.getBytes(UTF_8));
    }

    @Test
    void an_entry_that_is_only_a_key_is_refused() {
        assertUnreadable(null);
    }

    private static void assertUnreadable(byte @Nullable [] entry) {
        assertThatThrownBy(() -> EntryJson.read(entry))
                .isInstanceOf(EntryJson.Unreadable.class)
                .hasNoCause();
    }

    @Test
    void half_a_character_is_written_as_the_database_would() throws EntryJson.Unreadable {
        var web = new Repository("1", new Stamped<>("acme/\ud800", AT));
        var arrival =
                new Arrival(
                        "acme", null, null, null, AT, Arrival.news(new Change.ToRepository(web)));

        assertThat(EntryJson.read(EntryJson.write(arrival, "7")).content())
                .isEqualTo(
                        Arrival.news(
                                new Change.ToRepository(
                                        new Repository("1", new Stamped<>("acme/?", AT)))));
    }
}
