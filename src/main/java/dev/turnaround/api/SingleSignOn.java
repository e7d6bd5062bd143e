package dev.turnaround.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.api.oidc.Attempt;
import dev.turnaround.api.oidc.Issuer;
import dev.turnaround.api.oidc.IssuerFailure;
import dev.turnaround.api.oidc.OpenId;
import dev.turnaround.api.oidc.Person;
import dev.turnaround.contract.Problem;
import dev.turnaround.store.Actor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the calls of single sign-on: to the issuer, and back from it.
final class SingleSignOn {
    private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);
    private static final String COOKIE = "turnaround-sign-in";
    private static final Duration TIME_TO_SIGN_IN = Duration.ofMinutes(10);

    /// A place of ours: one slash, and then nothing that a browser takes for another one or leaves
    /// out. `//evil.example` and `/\evil.example` are addresses of another host.
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]{0,500}");

    private final Doorkeeper doorkeeper;
    private final @Nullable OpenId openId;
    private final @Nullable Issuer issuer;

    SingleSignOn(Vertx vertx, Doorkeeper doorkeeper, InstantSource clock) {
        this.doorkeeper = doorkeeper;
        this.openId = doorkeeper.rules().openId();
        this.issuer = openId == null ? null : new Issuer(vertx, openId, clock);
    }

    /// Sends the browser to the issuer.
    void start(RoutingContext context) {
        var there = issuer;
        if (there == null) {
            absent(context);
            return;
        }
        var wanted = Parameters.of(context).text("return");
        if (wanted != null && !isLocal(wanted)) {
            throw new Parameters.Unusable("return", "a path of this server, such as /?q=web");
        }
        var attempt = new Attempt(Tokens.make());
        there.address(attempt, redirect())
                .onSuccess(address -> {
                    var place = wanted == null ? "/" : wanted;
                    // Lax: the way back begins at the issuer, from where a browser sends no strict
                    // one along.
                    context.response()
                            .addCookie(
                                    Sessions.cookie(
                                                    COOKIE,
                                                    attempt.seed() + "." + encode(place),
                                                    doorkeeper.rules().secure())
                                            .setSameSite(CookieSameSite.LAX)
                                            .setMaxAge(TIME_TO_SIGN_IN.toSeconds()));
                    seeOther(context, address);
                })
                .onFailure(failed -> refuse(context, Refusal.ISSUER, Actor.NOBODY, why(failed)));
    }

    /// Takes the browser back from the issuer, with a session or without.
    void back(RoutingContext context) {
        var there = issuer;
        if (there == null) {
            absent(context);
            return;
        }
        var name = Sessions.cookieName(COOKIE, doorkeeper.rules().secure());
        var cookie = context.request().getCookie(name);
        var parts = cookie == null ? null : cookie.getValue().split("\\.", -1);
        context.response()
                .addCookie(
                        Sessions.cookie(COOKIE, "", doorkeeper.rules().secure())
                                .setSameSite(CookieSameSite.LAX)
                                .setMaxAge(0));
        var parameters = Parameters.of(context);
        var attempt = parts == null || parts.length != 2 ? null : new Attempt(parts[0]);
        if (parts == null || attempt == null || !attempt.hasState(parameters.text("state"))) {
            refuse(
                    context,
                    Refusal.STATE,
                    Actor.NOBODY,
                    "the answer belongs to no sign-in that this browser began");
            return;
        }
        var error = parameters.text("error");
        var code = parameters.text("code");
        if (code == null) {
            var denied = "access_denied".equals(error);
            refuse(
                    context,
                    denied ? Refusal.DENIED : Refusal.ISSUER,
                    Actor.NOBODY,
                    denied ? "it was denied at the issuer" : "the issuer refused");
            return;
        }
        there.isNamed(parameters.text("iss"))
                .compose(named ->
                        named
                                ? there.redeem(code, attempt, redirect())
                                : Future.failedFuture(
                                        new IllegalArgumentException(
                                                "the answer comes from another issuer")))
                .onSuccess(person -> let(context, person, decode(parts[1])))
                .onFailure(failed -> refuse(context, Refusal.ISSUER, Actor.NOBODY, why(failed)));
    }

    private void let(RoutingContext context, Person person, String place) {
        var actor = new Actor(Actor.Kind.PERSON, person.subject(), person.name());
        var scope = scope(person.roles());
        if (scope == null) {
            refuse(context, Refusal.ROLE, actor, "no role of theirs may look");
            return;
        }
        var caller = new Caller(scope, actor, doorkeeper.address(context));
        doorkeeper
                .sessions()
                .begin(context, caller, null)
                .onSuccess(_ -> seeOther(context, ours(place)))
                .onFailure(context::fail);
    }

    private @Nullable Scope scope(Set<String> roles) {
        var known = openId;
        if (known == null) {
            return null;
        }
        if (!Collections.disjoint(known.adminRoles(), roles)) {
            return Scope.ADMIN;
        }
        return Collections.disjoint(known.readRoles(), roles) ? null : Scope.READ;
    }

    /// Why somebody is not let in, in the word that the page turns into a sentence.
    private enum Refusal {
        STATE("state"),
        DENIED("denied"),
        ISSUER("issuer"),
        ROLE("role");

        private final String word;

        Refusal(String word) {
            this.word = word;
        }
    }

    private void refuse(RoutingContext context, Refusal refusal, Actor actor, String why) {
        doorkeeper
                .refused(context, actor, why)
                .onSuccess(told -> {
                    if (told) {
                        seeOther(context, ours("/#refused=" + refusal.word));
                    }
                })
                .onFailure(context::fail);
    }

    /// What is not the issuer's doing is ours, and nobody's business.
    private static String why(Throwable failed) {
        if (failed instanceof IssuerFailure || failed instanceof IllegalArgumentException) {
            return String.valueOf(failed.getMessage());
        }
        LOG.atError().setCause(failed).log("single sign-on failed");
        return "something went wrong here";
    }

    private static void absent(RoutingContext context) {
        Problem.send(
                context.request(),
                404,
                "single sign-on is not set up (access.oidc in the settings)");
    }

    private URI redirect() {
        return URI.create(ours("/auth/oidc/callback"));
    }

    private String ours(String place) {
        return doorkeeper.rules().publicUrl() + place;
    }

    /// The address holds a code, which must not go on to anywhere else.
    static void seeOther(RoutingContext context, String address) {
        context.response()
                .setStatusCode(303)
                .putHeader("location", address)
                .putHeader("cache-control", "no-store")
                .putHeader("referrer-policy", "no-referrer")
                .end();
    }

    static boolean isLocal(String place) {
        return LOCAL.matcher(place).matches();
    }

    private static String encode(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
    }

    /// What a browser keeps may have been changed there.
    private static String decode(String kept) {
        try {
            var place = new String(Base64.getUrlDecoder().decode(kept), UTF_8);
            return isLocal(place) ? place : "/";
        } catch (IllegalArgumentException foreign) {
            return "/";
        }
    }
}
