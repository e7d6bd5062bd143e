package dev.turnaround.api;

import dev.turnaround.contract.Problem;
import dev.turnaround.store.ApiToken;
import dev.turnaround.store.ApiTokens;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Answers the calls about tokens.
final class TokenCalls {
    private static final List<String> COLUMNS =
            List.of("id", "name", "scope", "createdAt", "expiresAt", "lastUsedAt", "revokedAt");

    private final ApiTokens tokens;
    private final InstantSource clock;

    TokenCalls(ApiTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    void list(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        tokens.list(after(parameters), limit + 1)
                .onSuccess(found -> {
                    var page = found.subList(0, Math.min(limit, found.size()));
                    var next = found.size() > limit ? cursor(page.getLast()) : null;
                    Answer.page(
                            context, page.stream().map(TokenCalls::json).toList(), next, COLUMNS);
                })
                .onFailure(context::fail);
    }

    /// The only answer that ever shows a token.
    void create(RoutingContext context) {
        var parameters = Parameters.of(context);
        var expires = parameters.bodyInstant("expiresAt");
        var now = clock.instant();
        if (expires != null && !expires.isAfter(now)) {
            throw new Parameters.Unusable("expiresAt", "a time to come");
        }
        var name = parameters.bodyText("name").strip();
        if (name.isEmpty()) {
            throw new Parameters.Unusable("name", "what it is for");
        }
        var token = Tokens.make();
        var caller = Caller.of(context);
        tokens.add(
                        Tokens.hash(token),
                        Scope.of(parameters.bodyText("scope")).word(),
                        name,
                        now,
                        expires,
                        caller.actor(),
                        caller.address())
                .onSuccess(made -> {
                    var json = json(made);
                    json.put("token", token);
                    context.response().setStatusCode(201);
                    Answer.json(context, json);
                })
                .onFailure(context::fail);
    }

    /// Revoking what is revoked already is no mistake.
    void revoke(RoutingContext context) {
        UUID id;
        try {
            id = UUID.fromString(Parameters.of(context).path("id"));
        } catch (IllegalArgumentException none) {
            notFound(context);
            return;
        }
        var caller = Caller.of(context);
        tokens.revoke(id, clock.instant(), caller.actor(), caller.address())
                .compose(_ -> tokens.one(id))
                .onSuccess(token -> {
                    if (token.isEmpty()) {
                        notFound(context);
                    } else {
                        Answer.json(context, json(token.get()));
                    }
                })
                .onFailure(context::fail);
    }

    private static void notFound(RoutingContext context) {
        Problem.send(context.request(), 404, "no such token");
    }

    private static Map<String, @Nullable Object> json(ApiToken token) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", token.id());
        json.put("name", token.name());
        json.put("scope", token.scope());
        json.put("createdAt", token.createdAt());
        json.put("expiresAt", token.expiresAt());
        json.put("lastUsedAt", token.lastUsedAt());
        json.put("revokedAt", token.revokedAt());
        return json;
    }

    private static String cursor(ApiToken last) {
        return Cursor.write(List.of(last.createdAt().toString(), last.id().toString()));
    }

    private static @Nullable ApiToken after(Parameters parameters) {
        var parts = parameters.cursor(2);
        if (parts == null) {
            return null;
        }
        try {
            return new ApiToken(
                    UUID.fromString(parts.get(1)),
                    "",
                    "",
                    Instant.parse(parts.get(0)),
                    null,
                    null,
                    null);
        } catch (IllegalArgumentException | DateTimeException foreign) {
            throw new Parameters.Unusable("cursor", "the `next` of a page before");
        }
    }
}
