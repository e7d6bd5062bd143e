package dev.turnaround.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What `docs/endpoints.md` says about each call is what the contract says, which is what is
/// enforced.
class EndpointsTableTest {
    private static final Path TABLE = Path.of("docs", "endpoints.md");

    private final List<Demands.Demand> demands = Contract.fromClassPath().demands().all();

    @Test
    void the_table_in_the_documents_is_the_contract() throws IOException {
        var told =
                Files.readAllLines(TABLE).stream()
                        .filter(line -> line.startsWith("| `"))
                        .collect(Collectors.joining("\n"));

        var wanted =
                demands.stream()
                        .map(EndpointsTableTest::line)
                        .sorted()
                        .collect(Collectors.joining("\n"));
        assertThat(told).as("docs/endpoints.md; write there:\n%s", wanted).isEqualTo(wanted);
    }

    private static String line(Demands.Demand demand) {
        var scope = demand.scope();
        return "| `%s` | `%s` | %s |"
                .formatted(demand.path(), demand.method(), scope == null ? "none" : scope.word());
    }

    @Test
    void nothing_is_open_but_webhooks_health_and_the_ways_to_sign_in() {
        var open =
                demands.stream()
                        .filter(demand -> demand.scope() == null)
                        .map(demand -> demand.method() + " " + demand.path());

        assertThat(open)
                .containsExactlyInAnyOrder(
                        "POST /webhooks/{connection}",
                        "GET /health/live",
                        "GET /health/ready",
                        "POST /api/v1/session",
                        "GET /api/v1/sign-in",
                        "GET /auth/oidc/start",
                        "GET /auth/oidc/callback",
                        "GET /auth/providers/callback");
    }

    /// Signing out is one's own affair.
    @Test
    void who_may_only_look_can_change_nothing_but_sign_out() {
        var changing = Set.of("POST", "PUT", "PATCH", "DELETE");
        var forReaders =
                demands.stream()
                        .filter(demand ->
                                changing.contains(demand.method()) && demand.scope() == Scope.READ)
                        .map(Demands.Demand::operation);

        assertThat(forReaders).containsExactly("signOut");
    }

    @Test
    void what_is_written_out_comes_before_what_stands_for_anything() {
        var all = Contract.fromClassPath().demands();

        assertThat(all.of("GET", "/api/v1/issues/stages"))
                .extracting(Demands.Demand::operation)
                .isEqualTo("getStages");
        assertThat(all.of("GET", "/api/v1/issues/17"))
                .extracting(Demands.Demand::operation)
                .isEqualTo("getIssue");
        assertThat(all.of("POST", "/api/v1/tokens/")).isNull();
        assertThat(all.of("GET", "/api/v1/issues/")).isNull();
    }
}
