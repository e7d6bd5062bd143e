package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.consent.Decision;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The right to install webhooks, which somebody who signs in is asked for only when it was wanted.
class HookRightsTest {

    private static ConsentBench connected(ConsentSite site) {
        var bench = new ConsentBench(site);
        bench.connect();
        return bench;
    }

    private static String asked(URI begun) {
        return URLDecoder.decode(begun.getRawQuery(), UTF_8);
    }

    private static JsonObject install(ConsentBench bench, ConsentSite site, int status) {
        var answer = bench.call("POST", ConsentBench.PATH + "/webhooks", site.hookPlace());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void who_signs_in_for_reading_cannot_install_and_hears_how(ConsentSite site) {
        try (var bench = connected(site)) {
            var begun = bench.begin("");
            assertThat(asked(begun)).doesNotContainPattern("[= ]" + site.hookScope() + "(&| |$)");
            bench.back(bench.allow(begun), null);

            var refused = install(bench, site, 200);

            assertThat(refused.getJsonObject("installed")).isNull();
            assertThat(refused.getString("reason")).contains("(" + site.hookScope() + ")");
            assertThat(refused.getString("advice")).contains("Sign in again", "\"webhooks\": true");
            assertThat(refused.getJsonArray("steps")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_signs_in_with_the_right_can_install(ConsentSite site) {
        try (var bench = connected(site)) {
            bench.consent();
            install(bench, site, 200);
            var begun = bench.beginWithHooks();
            assertThat(asked(begun)).containsPattern("[= ]" + site.hookScope() + "(&| |$)");
            bench.back(bench.allow(begun), null);

            assertThat(install(bench, site, 201).getJsonObject("installed")).isNotNull();
            assertThat(bench.audit())
                    .anyMatch(line ->
                            line.getString("act").equals("consent.started")
                                    && String.valueOf(line.getString("detail"))
                                            .contains("install webhooks"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GITLAB", "BITBUCKET", "JIRA"})
    void what_was_asked_for_and_not_granted_does_not_count(ConsentSite site) {
        try (var bench = connected(site)) {
            var some = new HashSet<>(site.scopes());
            some.remove(site.hookScope());
            var begun = bench.beginWithHooks();
            bench.back(
                    bench.decide(begun, new Decision.AllowsOnly(Acme.MIA, Set.copyOf(some))), null);

            assertThat(Objects.requireNonNull(install(bench, site, 200).getString("reason")))
                    .contains(site.hookScope());
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_right_is_named_with_its_reason(ConsentSite site) {
        try (var bench = new ConsentBench(site)) {
            assertThat(bench.server.get("/api/v1/providers").body())
                    .contains("\"name\":\"" + site.hookScope() + "\"")
                    .contains("only for installing webhooks");
        }
    }
}
