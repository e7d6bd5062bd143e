package dev.turnaround.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtagsTest {
    private static final String ADDRESS = "https://api.acme.example/activity";
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final Etags etags = new Etags();

    private static Answer answer(int status, String body) {
        var headers = MultiMap.caseInsensitiveMultiMap().add("etag", "\"7\"");
        return new Answer(status, headers, body.getBytes(UTF_8), NOW);
    }

    @Test
    void what_is_still_good_is_answered_from_memory() {
        etags.resolved(ADDRESS, answer(200, "[{\"id\":1}]"));

        assertThat(etags.tag(ADDRESS)).isEqualTo("\"7\"");
        assertThat(etags.resolved(ADDRESS, answer(304, "")).body())
                .asString(UTF_8)
                .isEqualTo("[{\"id\":1}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[{\"id\":1}", "[{\"id\":1},", "{\"id\":", "<html>"})
    void an_answer_that_was_cut_short_is_not_remembered(String body) {
        etags.resolved(ADDRESS, answer(200, body));

        assertThat(etags.tag(ADDRESS)).isNull();
    }
}
