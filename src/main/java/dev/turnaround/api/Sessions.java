package dev.turnaround.api;

import dev.turnaround.store.Actor;
import dev.turnaround.store.Audit;
import dev.turnaround.store.AuditEntry;
import dev.turnaround.store.Readers;
import dev.turnaround.store.WebSession;
import dev.turnaround.store.WebSessions;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The web page's sessions and their cookie.
final class Sessions {
    private static final String COOKIE = "turnaround-session";

    /// Which a browser takes only by TLS, for this host and not for a whole domain, so that no
    /// neighbour can set it:
    /// <https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes>
    private static final String HOST_ONLY = "__Host-";

    private final WebSessions sessions;
    private final Audit audit;
    private final AccessRules rules;
    private final byte @Nullable [] adminHash;
    private final InstantSource clock;

    Sessions(Readers readers, AccessRules rules, byte @Nullable [] adminHash, InstantSource clock) {
        this.sessions = new WebSessions(readers);
        this.audit = new Audit(readers);
        this.rules = rules;
        this.adminHash = adminHash;
        this.clock = clock;
    }

    /// The name of a cookie of ours.
    static String cookieName(String plain, boolean secure) {
        return secure ? HOST_ONLY + plain : plain;
    }

    /// Whether the request shows a session, be it over or not.
    boolean isShown(HttpServerRequest request) {
        return cookie(request) != null;
    }

    /// The session that a request shows; null when there is none, or when it is over.
    Future<@Nullable WebSession> find(HttpServerRequest request) {
        var cookie = cookie(request);
        if (cookie == null) {
            return Future.succeededFuture();
        }
        var now = clock.instant();
        var hash = Tokens.hash(cookie.getValue());
        return sessions.find(hash, now, now.minus(rules.idle()))
                .map(found -> {
                    if (found.isEmpty() || !standsOn(found.get())) {
                        return null;
                    }
                    sessions.seen(hash, found.get(), now).onFailure(Doorkeeper::shrug);
                    return found.get();
                });
    }

    /// What its browser can show elsewhere of the session that a request shows; null when it shows
    /// none.
    @Nullable SessionProof proof(HttpServerRequest request) {
        var cookie = cookie(request);
        return cookie == null ? null : SessionProof.of(cookie.getValue());
    }

    private @Nullable Cookie cookie(HttpServerRequest request) {
        return request.getCookie(cookieName(COOKIE, rules.secure()));
    }

    /// A session ends with the token that it was traded for.
    private boolean standsOn(WebSession session) {
        var tokenHash = session.tokenHash();
        if (tokenHash == null) {
            return true;
        }
        return switch (session.token()) {
            case LIVES -> true;
            case OVER -> false;
            case ELSEWHERE ->
                    adminHash != null && MessageDigest.isEqual(adminHash, tokenHash.getBytes());
        };
    }

    /// Begins one and sets its cookie. The answer is left to the caller.
    ///
    /// @param tokenHash of the token that it is traded for; null for a person
    Future<Void> begin(RoutingContext context, Caller caller, byte @Nullable [] tokenHash) {
        var session = Tokens.make();
        var now = clock.instant();
        return sessions.add(
                        Tokens.hash(session),
                        caller.scope().word(),
                        tokenHash,
                        now.plus(rules.longest()),
                        caller.did(now, "sign-in.succeeded", null, caller.scope().word()))
                .onSuccess(_ ->
                        context.response()
                                .addCookie(
                                        cookie(COOKIE, session, rules.secure())
                                                .setSameSite(CookieSameSite.STRICT)
                                                .setMaxAge(rules.longest().toSeconds())));
    }

    /// A cookie of ours, which scripts cannot read.
    static Cookie cookie(String name, String value, boolean secure) {
        return Cookie.cookie(cookieName(name, secure), value)
                .setHttpOnly(true)
                .setSecure(secure)
                .setPath("/");
    }

    /// Notes that somebody was not let in.
    ///
    /// @param why not what they showed
    Future<Void> refused(@Nullable String address, Actor actor, String why) {
        return audit.record(
                new AuditEntry(clock.instant(), actor, "sign-in.refused", null, why, address));
    }

    /// Ends the one that the request shows, if any.
    Future<Void> end(RoutingContext context) {
        var cookie = cookie(context.request());
        if (cookie == null) {
            return Future.succeededFuture();
        }
        return sessions.end(Tokens.hash(cookie.getValue()))
                .onSuccess(_ ->
                        context.response()
                                .addCookie(
                                        cookie(COOKIE, "", rules.secure())
                                                .setSameSite(CookieSameSite.STRICT)
                                                .setMaxAge(0)));
    }

    /// Ends those of one actor, or of all.
    ///
    /// @param actor the actor's id; null for all
    Future<Integer> endAll(Caller caller, @Nullable String actor) {
        return sessions.endAll(actor, caller.did(clock.instant(), "sessions.ended", actor, null));
    }
}
