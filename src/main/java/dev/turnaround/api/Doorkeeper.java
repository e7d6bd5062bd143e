package dev.turnaround.api;

import dev.turnaround.contract.Json;
import dev.turnaround.contract.Problem;
import dev.turnaround.store.Access;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets callers in by token or session.
public final class Doorkeeper {
    /// The session cookie's name.
    static final String COOKIE = "turnaround-session";

    private static final Duration SESSION = Duration.ofDays(30);

    private final Access access;
    private final byte @Nullable [] adminHash;
    private final boolean secureCookie;
    private final InstantSource clock;

    /// A doorkeeper.
    ///
    /// @param adminToken the administrator's token of the configuration; null when it is kept in
    ///   the database
    /// @param secureCookie whether the public address is https
    public Doorkeeper(
            Access access, @Nullable String adminToken, boolean secureCookie, InstantSource clock) {
        this.access = access;
        this.adminHash = adminToken == null ? null : Tokens.hash(adminToken);
        this.secureCookie = secureCookie;
        this.clock = clock;
    }

    /// Passes the request on if the caller may look, else answers 401.
    void admit(RoutingContext context) {
        scope(context.request())
                .onSuccess(scope -> {
                    if (scope.isPresent()) {
                        context.put("scope", scope.get());
                        context.next();
                    } else {
                        refuse(context.request());
                    }
                })
                .onFailure(context::fail);
    }

    /// The header `cookie` of somebody with a session.
    public static String cookie(String session) {
        return COOKIE + "=" + session;
    }

    /// Whether the caller, who was admitted before, may do more than look.
    static boolean mayChange(RoutingContext context) {
        return context.get("scope") == Scope.ADMIN;
    }

    /// Tells what the caller may do.
    void show(RoutingContext context) {
        var scope = Objects.requireNonNull(context.<Scope>get("scope"), "admitted before");
        context.response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(Json.text(Map.of("scope", scope.word())));
    }

    /// Trades a token for a session.
    void signIn(RoutingContext context, String token) {
        scopeOfToken(token)
                .compose(
                        scope -> scope.isPresent() ? begin(context, scope.get()) : refused(context))
                .onFailure(context::fail);
    }

    /// Ends the session.
    void signOut(RoutingContext context) {
        var cookie = context.request().getCookie(COOKIE);
        if (cookie == null) {
            context.response().setStatusCode(204).end();
            return;
        }
        access.endSession(Tokens.hash(cookie.getValue()))
                .onSuccess(_ -> {
                    context.response().removeCookie(COOKIE);
                    context.response().setStatusCode(204).end();
                })
                .onFailure(context::fail);
    }

    private static Future<Void> refused(RoutingContext context) {
        refuse(context.request());
        return Future.succeededFuture();
    }

    private static void refuse(HttpServerRequest request) {
        request.response().putHeader("www-authenticate", "Bearer");
        Problem.send(request, 401, "a token is needed: Authorization: Bearer TOKEN");
    }

    private Future<Void> begin(RoutingContext context, Scope scope) {
        var session = Tokens.make();
        var now = clock.instant();
        return access.addSession(Tokens.hash(session), scope.word(), now, now.plus(SESSION))
                .onSuccess(_ -> {
                    context.response()
                            .addCookie(
                                    Cookie.cookie(COOKIE, session)
                                            .setHttpOnly(true)
                                            .setSameSite(CookieSameSite.STRICT)
                                            .setSecure(secureCookie)
                                            .setPath("/")
                                            .setMaxAge(SESSION.toSeconds()));
                    context.response().setStatusCode(204).end();
                });
    }

    private Future<Optional<Scope>> scope(HttpServerRequest request) {
        var header = request.getHeader("authorization");
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return scopeOfToken(header.substring(7).strip());
        }
        var cookie = request.getCookie(COOKIE);
        return cookie == null
                ? Future.succeededFuture(Optional.empty())
                : access.scopeOfSession(Tokens.hash(cookie.getValue()), clock.instant())
                        .map(word -> word.map(Scope::of));
    }

    private Future<Optional<Scope>> scopeOfToken(String token) {
        if (adminHash != null && MessageDigest.isEqual(adminHash, Tokens.hash(token))) {
            return Future.succeededFuture(Optional.of(Scope.ADMIN));
        }
        return access.scopeOfToken(Tokens.hash(token)).map(word -> word.map(Scope::of));
    }
}
