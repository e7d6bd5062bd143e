package dev.turnaround.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tokens that let nobody in are not kept for ever.
class ForgottenTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void after_a_month_they_are_gone_but_for_that_of_the_first_start() {
        var database = new Database(TestDatabase.create());
        database.migrate();
        var readers = database.readers(vertx);
        var tokens = new ApiTokens(readers);
        var first = add(tokens, "first", "admin", NOW, null);
        var revoked = add(tokens, "revoked", "admin", NOW.plusSeconds(1), null);
        add(tokens, "expired", "read", NOW.plusSeconds(2), NOW.plusSeconds(3));
        add(tokens, "lasting", "read", NOW.plusSeconds(3), null);
        tokens.revoke(first.id(), NOW, Actor.TERMINAL, null).await();
        tokens.revoke(revoked.id(), NOW, Actor.TERMINAL, null).await();
        var upkeep = new Upkeep(readers, 90);

        upkeep.run(NOW.plus(Duration.ofDays(29)));
        assertThat(tokens.list(null, 10).await()).hasSize(4);
        upkeep.run(NOW.plus(Duration.ofDays(31)));

        assertThat(tokens.list(null, 10).await())
                .extracting(ApiToken::name)
                .containsExactly("first", "lasting");
        assertThat(tokens.everHad("admin").await()).isTrue();
        readers.close().await();
    }

    private static ApiToken add(
            ApiTokens tokens, String name, String scope, Instant at, @Nullable Instant expires) {
        return tokens.add(
                        new byte[] {(byte) name.hashCode()},
                        scope,
                        name,
                        at,
                        expires,
                        Actor.TERMINAL,
                        null)
                .await();
    }
}
