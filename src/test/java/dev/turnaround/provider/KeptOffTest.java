package dev.turnaround.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turnaround.provider.bitbucket.Bitbucket;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.gitlab.GitLab;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// No provider's API asks an address that is denied.
class KeptOffTest {
    private static final Instant NOW = Instant.parse("2026-11-09T09:00:00Z");
    private static final Outgoing DENIED = Outgoing.denying(List.of("loopback"));

    @TestFactory
    Stream<DynamicTest> no_api_is_asked_at_an_address_that_is_denied() {
        return Stream.of(new GitHub(), new GitLab(), new Bitbucket(), new Jira())
                .map(provider ->
                        DynamicTest.dynamicTest(provider.name(), () -> assertKeptOff(provider)));
    }

    private static void assertKeptOff(Provider provider) {
        var vertx = Vertx.vertx();
        var asked = new AtomicInteger();
        try (var server =
                ApiServer.open(
                        vertx,
                        (_, _, _) -> {
                            asked.incrementAndGet();
                            return ApiReply.json(500, "{}");
                        },
                        () -> NOW)) {
            // The path makes it Cloud's API at Bitbucket, and changes nothing for the others.
            var url = URI.create(server.address() + "/2.0");
            var access =
                    new ApiAccess("acme", url, Credentials.token("a token"), Grants.NONE, DENIED);
            try (var api = provider.api(access, vertx, () -> NOW, _ -> {})) {
                assertThatExceptionOfType(ApiFailure.Refused.class)
                        .isThrownBy(() -> api.repositories(null))
                        .matches(refused -> refused.diagnosis().code().equals("address_denied"));
                assertThat(api.check().getFirst().advice()).contains("outgoing.deny");
            }
            assertThat(asked).hasValue(0);
        } finally {
            vertx.close().await();
        }
    }
}
