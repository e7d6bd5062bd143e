package dev.turnaround.api;

import dev.turnaround.contract.Problem;
import dev.turnaround.store.Actor;
import dev.turnaround.store.ApiToken;
import dev.turnaround.store.ApiTokens;
import dev.turnaround.store.Readers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets callers in by token or session, as far as the contract says that a call is for them.
public final class Doorkeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    /// So soon a stream ends whose token or session is over.
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private static final String OPERATION = "operation";

    private final ApiTokens tokens;
    private final Sessions sessions;
    private final AccessRules rules;
    private final byte @Nullable [] adminHash;
    private final Addresses addresses;
    private final Throttle throttle;
    private final InstantSource clock;
    private final Duration lookAgain;

    /// A doorkeeper.
    public Doorkeeper(Readers readers, AccessRules rules, InstantSource clock) {
        this(readers, rules, clock, LOOK_AGAIN);
    }

    /// @param lookAgain how often a stream's caller is looked at again
    Doorkeeper(Readers readers, AccessRules rules, InstantSource clock, Duration lookAgain) {
        this.tokens = new ApiTokens(readers);
        this.rules = rules;
        this.adminHash = rules.adminToken() == null ? null : Tokens.hash(rules.adminToken());
        this.sessions = new Sessions(readers, rules, adminHash, clock);
        this.addresses = new Addresses(rules.trustedProxies());
        this.throttle = new Throttle(clock);
        this.clock = clock;
        this.lookAgain = lookAgain;
    }

    AccessRules rules() {
        return rules;
    }

    Sessions sessions() {
        return sessions;
    }

    /// Where a request comes from.
    @Nullable String address(RoutingContext context) {
        return addresses.of(context.request());
    }

    /// What the doorkeeper says of who asks.
    private sealed interface Verdict {
        record In(Caller caller) implements Verdict {}

        record Out(int status, String detail, @Nullable Duration pause) implements Verdict {}
    }

    /// Passes the request on if it may be, else answers 401, 403, 404 or 429.
    ///
    /// @param demand what the contract asks; null for what it does not know, which is passed on to
    ///   nobody, however the router might read the path
    void admit(RoutingContext context, Demands.@Nullable Demand demand) {
        if (demand != null && demand.scope() == null) {
            admitAnybody(context, demand);
            return;
        }
        identify(context.request())
                .onSuccess(verdict -> {
                    switch (verdict) {
                        case Verdict.Out out -> refuse(context.request(), out);
                        case Verdict.In(var caller) when demand == null ->
                                Problem.send(context.request(), 404, "there is nothing here");
                        case Verdict.In(var caller) -> admit(context, demand, caller);
                    }
                })
                .onFailure(context::fail);
    }

    /// A call that is open to all may still be one that another site must not make for somebody,
    /// such as to sign them in as the attacker.
    private void admitAnybody(RoutingContext context, Demands.Demand demand) {
        if (CrossSite.changes(context.request())
                && CrossSite.isForeign(context.request(), rules.publicUrl())) {
            Problem.send(context.request(), 403, "the request comes from another site");
            return;
        }
        context.put(OPERATION, demand.operation());
        context.next();
    }

    private static void admit(RoutingContext context, Demands.Demand demand, Caller caller) {
        var needed = Objects.requireNonNull(demand.scope(), "open ones were let in before");
        if (!caller.scope().includes(needed)) {
            Problem.send(
                    context.request(),
                    403,
                    "a token of scope %s is needed; this one has %s"
                            .formatted(needed.word(), caller.scope().word()));
            return;
        }
        caller.keep(context);
        context.put(OPERATION, demand.operation());
        context.next();
    }

    /// Whether it was for this call that the request was let in. Should the router ever read a path
    /// in another way than [Demands], nothing opens.
    static boolean admitted(RoutingContext context, String operation) {
        return operation.equals(context.get(OPERATION));
    }

    /// Ends a stream soon after its caller could not open it any more.
    void watch(Vertx vertx, RoutingContext context) {
        vertx.setPeriodic(
                lookAgain.toMillis(),
                timer -> {
                    var response = context.response();
                    if (response.closed() || response.ended()) {
                        vertx.cancelTimer(timer);
                        return;
                    }
                    identify(context.request())
                            .onSuccess(verdict -> {
                                if (verdict instanceof Verdict.Out(var status, _, _)
                                        && status == 401) {
                                    vertx.cancelTimer(timer);
                                    cutOff(context.request());
                                }
                            });
                });
    }

    private static void cutOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    /// Notes that somebody was not let in by single sign-on. Who fails too often is answered 429
    /// here, and is not noted, or the log could be filled by anybody.
    ///
    /// @return whether the answer is still to be given
    Future<Boolean> refused(RoutingContext context, Actor actor, String why) {
        return tolerates(context)
                ? sessions.refused(address(context), actor, why).map(true)
                : Future.succeededFuture(false);
    }

    /// Counts what may have been a guess. Who guesses too often is answered 429 here.
    ///
    /// @return whether the answer is still to be given
    boolean tolerates(RoutingContext context) {
        var address = address(context);
        var wait = throttle.pause(address, new byte[0]);
        if (wait != null) {
            refuse(
                    context.request(),
                    new Verdict.Out(429, "too many failed sign-ins; wait before the next", wait));
            return false;
        }
        throttle.failed(address);
        return true;
    }

    /// What the browser of a caller can show elsewhere of the session that let it in; null when a
    /// token did.
    @Nullable SessionProof sessionProof(HttpServerRequest request) {
        return token(request) == null ? sessions.proof(request) : null;
    }

    /// Trades a token for a session.
    void signIn(RoutingContext context, String token) {
        var address = address(context);
        var hash = Tokens.hash(token);
        judge(token, hash, address)
                .compose(verdict ->
                        switch (verdict) {
                            case Verdict.Out out -> {
                                refuse(context.request(), out);
                                yield out.pause() == null
                                        ? sessions.refused(address, Actor.NOBODY, out.detail())
                                        : Future.<Void>succeededFuture();
                            }
                            case Verdict.In(var caller) ->
                                    sessions.begin(context, caller, hash)
                                            .onSuccess(_ ->
                                                    context.response().setStatusCode(204).end());
                        })
                .onFailure(context::fail);
    }

    private Future<Verdict> identify(HttpServerRequest request) {
        var address = addresses.of(request);
        var token = token(request);
        if (token != null) {
            return judge(token, Tokens.hash(token), address);
        }
        return sessions.find(request)
                .map(found -> {
                    if (found == null) {
                        return new Verdict.Out(
                                401,
                                sessions.isShown(request)
                                        ? "the session is over; sign in again"
                                        : "a token is needed: Authorization: Bearer TOKEN",
                                null);
                    }
                    var doubt =
                            CrossSite.changes(request)
                                    ? CrossSite.doubt(request, rules.publicUrl())
                                    : null;
                    return doubt == null
                            ? new Verdict.In(
                                    new Caller(Scope.of(found.scope()), found.actor(), address))
                            : new Verdict.Out(403, doubt, null);
                });
    }

    private static @Nullable String token(HttpServerRequest request) {
        var header = request.getHeader("authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : null;
    }

    private Future<Verdict> judge(String token, byte[] hash, @Nullable String address) {
        var wait = throttle.pause(address, hash);
        if (wait != null) {
            return Future.succeededFuture(
                    new Verdict.Out(429, "too many wrong tokens; wait before the next", wait));
        }
        if (adminHash != null && MessageDigest.isEqual(adminHash, hash)) {
            throttle.succeeded(hash);
            return Future.succeededFuture(
                    new Verdict.In(new Caller(Scope.ADMIN, Actor.SETTINGS, address)));
        }
        // What cannot be one of ours needs no look.
        if (token.isEmpty()) {
            return Future.succeededFuture(new Verdict.Out(401, "the token is empty", null));
        }
        return tokens.find(hash)
                .map(found -> {
                    if (found.isEmpty()) {
                        throttle.failed(address);
                        return new Verdict.Out(401, "this token is not known", null);
                    }
                    return judge(found.get(), hash, address);
                });
    }

    /// One that is over was no guess, so it does not count as one.
    private Verdict judge(ApiToken token, byte[] hash, @Nullable String address) {
        var now = clock.instant();
        var revoked = token.revokedAt();
        if (revoked != null) {
            return new Verdict.Out(401, "this token was revoked at " + revoked, null);
        }
        var expires = token.expiresAt();
        if (expires != null && !expires.isAfter(now)) {
            return new Verdict.Out(401, "this token has expired, at " + expires, null);
        }
        throttle.succeeded(hash);
        tokens.used(token, now).onFailure(Doorkeeper::shrug);
        return new Verdict.In(
                new Caller(
                        Scope.of(token.scope()),
                        new Actor(Actor.Kind.TOKEN, token.id().toString(), token.name()),
                        address));
    }

    static void shrug(Throwable failed) {
        LOG.atWarn().setCause(failed).log("when a token or session was used could not be noted");
    }

    private static void refuse(HttpServerRequest request, Verdict.Out out) {
        if (out.status() == 401) {
            request.response().putHeader("www-authenticate", "Bearer");
        }
        var wait = out.pause();
        if (wait != null) {
            request.response().putHeader("retry-after", Long.toString(wait.toSeconds() + 1));
        }
        Problem.send(request, out.status(), out.detail());
    }
}
