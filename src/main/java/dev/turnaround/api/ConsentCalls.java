package dev.turnaround.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.connection.ConsentOutcome;
import dev.turnaround.connection.Consents;
import dev.turnaround.contract.Problem;
import dev.turnaround.provider.SignIn;
import dev.turnaround.store.Actor;
import dev.turnaround.store.Audit;
import dev.turnaround.store.AuditEntry;
import dev.turnaround.store.SyncReason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the calls by which somebody lets a connection in at its provider: there, and back.
final class ConsentCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentCalls.class);
    private static final String COOKIE = "turnaround-consent";

    private final Consents consents;
    private final Doorkeeper doorkeeper;
    private final SyncRequests requests;
    private final Audit audit;
    private final Waiting waiting;
    private final InstantSource clock;

    ConsentCalls(
            Consents consents,
            Doorkeeper doorkeeper,
            SyncRequests requests,
            Audit audit,
            Waiting waiting,
            InstantSource clock) {
        this.consents = consents;
        this.doorkeeper = doorkeeper;
        this.requests = requests;
        this.audit = audit;
        this.waiting = waiting;
        this.clock = clock;
    }

    /// Tells where to send the browser.
    void start(RoutingContext context) {
        var parameters = Parameters.of(context);
        var id = parameters.path("id");
        var wanted = parameters.text("return");
        if (wanted != null && !SingleSignOn.isLocal(wanted)) {
            throw new Parameters.Unusable("return", "a path of this server, such as /?q=web");
        }
        var hooks = parameters.bodyFlagOrFalse("webhooks");
        var reach = hooks ? SignIn.Reach.WEBHOOKS : SignIn.Reach.READING;
        var detail = hooks ? "with the right to install webhooks" : null;
        var caller = Caller.of(context);
        var proof = doorkeeper.sessionProof(context.request());
        var bond = proof == null ? null : proof.bond();
        var place = wanted == null ? "/" : wanted;
        waiting.on(() -> consents.begin(id, place, redirect(), reach, caller.actor(), bond))
                .compose(begun ->
                        audit.record(caller.did(clock.instant(), "consent.started", id, detail))
                                .map(begun))
                .onSuccess(begun -> {
                    if (proof != null) {
                        keep(context, proof);
                    }
                    Answer.json(
                            context, Map.of("url", begun.url(), "expiresAt", begun.expiresAt()));
                })
                .onFailure(failed -> ConnectionChanges.refuse(context, failed));
    }

    /// Lax: the way back begins at the provider, from where a browser sends no strict one along.
    private void keep(RoutingContext context, SessionProof proof) {
        context.response()
                .addCookie(
                        Sessions.cookie(COOKIE, proof.browser(), doorkeeper.rules().secure())
                                .setSameSite(CookieSameSite.LAX)
                                .setMaxAge(Consents.TIME_TO_CONSENT.toSeconds()));
    }

    /// Takes a browser back from a provider.
    void back(RoutingContext context) {
        var parameters = Parameters.of(context);
        var state = parameters.text("state");
        if (state == null) {
            refuseForeign(context);
            return;
        }
        var code = parameters.text("code");
        var error = parameters.text("error");
        var browser = browser(context);
        waiting.on(() -> consents.finish(state, browser, code, error, redirect()))
                .onSuccess(outcome -> {
                    switch (outcome) {
                        case ConsentOutcome.Foreign _ -> refuseForeign(context);
                        case ConsentOutcome.Granted granted -> goOn(context, granted);
                        case ConsentOutcome.Refused refused -> goOn(context, refused);
                    }
                })
                .onFailure(failed -> ConnectionChanges.refuse(context, failed));
    }

    private @Nullable Buffer browser(RoutingContext context) {
        var cookie =
                context.request()
                        .getCookie(Sessions.cookieName(COOKIE, doorkeeper.rules().secure()));
        return cookie == null ? null : SessionProof.hash(cookie.getValue());
    }

    private void goOn(RoutingContext context, ConsentOutcome.Granted granted) {
        read(granted.connection());
        audit.record(entry(context, granted.actor(), "consent.granted", granted.connection(), null))
                .onSuccess(_ ->
                        seeOther(context, granted.place(), granted.connection(), "granted", null))
                .onFailure(context::fail);
    }

    private void goOn(RoutingContext context, ConsentOutcome.Refused refused) {
        var why = refused.why();
        audit.record(
                        entry(
                                context,
                                refused.actor(),
                                "consent.refused",
                                refused.connection(),
                                why.what()))
                .onSuccess(_ ->
                        seeOther(
                                context,
                                refused.place(),
                                refused.connection(),
                                "refused",
                                why.code()))
                .onFailure(context::fail);
    }

    /// Anybody can bring an answer that belongs to nothing, as often as they like.
    private void refuseForeign(RoutingContext context) {
        if (!doorkeeper.tolerates(context)) {
            return;
        }
        audit.record(
                        entry(
                                context,
                                Actor.NOBODY,
                                "consent.refused",
                                null,
                                "the answer belongs to no sign-in that was begun here"))
                .onSuccess(_ ->
                        Problem.send(
                                context.request(),
                                400,
                                "this answer belongs to no sign-in that this browser began in the last "
                                        + Consents.TIME_TO_CONSENT.toMinutes()
                                        + " minutes, or was used before: begin again at "
                                        + doorkeeper.rules().publicUrl()))
                .onFailure(context::fail);
    }

    private AuditEntry entry(
            RoutingContext context,
            Actor actor,
            String act,
            @Nullable String object,
            @Nullable String detail) {
        return new AuditEntry(
                clock.instant(), actor, act, object, detail, doorkeeper.address(context));
    }

    /// What was missed is read at once. The browser does not wait: the provider may have a long
    /// list of repositories.
    private void read(String connection) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        requests.ask(connection, null, null, SyncReason.DEMAND);
                    } catch (RuntimeException failed) {
                        LOG.atWarn()
                                .addKeyValue("connection", connection)
                                .addKeyValue("what", failed.getMessage())
                                .log("a connection that was let in is read later");
                    }
                });
    }

    /// The page makes words of the outcome; what there is more to say stands with the connection.
    /// In the address are our own words only, since anybody can make up a link.
    private void seeOther(
            RoutingContext context,
            String place,
            String connection,
            String outcome,
            @Nullable String reason) {
        var told =
                "consent="
                        + outcome
                        + "&connection="
                        + URLEncoder.encode(connection, UTF_8)
                        + (reason == null ? "" : "&reason=" + URLEncoder.encode(reason, UTF_8));
        SingleSignOn.seeOther(context, doorkeeper.rules().publicUrl() + with(place, told));
    }

    static String with(String place, String parameters) {
        var hash = place.indexOf('#');
        var path = hash < 0 ? place : place.substring(0, hash);
        var fragment = hash < 0 ? "" : place.substring(hash);
        return path + (path.indexOf('?') < 0 ? '?' : '&') + parameters + fragment;
    }

    private URI redirect() {
        return URI.create(doorkeeper.rules().publicUrl() + "/auth/providers/callback");
    }
}
