package dev.turnaround.connection;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Grant;
import dev.turnaround.provider.SignIn;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.store.Actor;
import dev.turnaround.store.ConsentAttempt;
import dev.turnaround.store.ConsentAttempts;
import dev.turnaround.store.ConsentRefusal;
import dev.turnaround.store.SessionBond;
import dev.turnaround.store.Unguessable;
import dev.turnaround.vault.Unopenable;
import dev.turnaround.vault.Vault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sends people to a provider to let a connection in, and takes them back, in whatever process they
/// come back to.
///
/// What goes to the provider and back is the state, of which the database has a hash only. What the
/// provider takes for proof, the verifier, never leaves but for the provider's token endpoint, and
/// stands in the database sealed. <https://www.rfc-editor.org/rfc/rfc9700#section-2.1>
///
/// Call on a virtual thread; every call throws [Away][dev.turnaround.store.Away] when the database
/// is.
public final class Consents {
    /// So long somebody may take to consent.
    public static final Duration TIME_TO_CONSENT = Duration.ofMinutes(10);

    private final Connections connections;
    private final ConsentAttempts attempts;
    private final @Nullable Vault vault;
    private final Function<String, SealedGrants> grants;
    private final InstantSource clock;

    /// Consents.
    ///
    /// @param vault null when nothing can be kept, for want of keys
    /// @param grants of a connection, where there is a vault
    public Consents(
            Connections connections,
            ConsentAttempts attempts,
            @Nullable Vault vault,
            Function<String, SealedGrants> grants,
            InstantSource clock) {
        this.connections = connections;
        this.attempts = attempts;
        this.vault = vault;
        this.grants = grants;
        this.clock = clock;
    }

    /// A browser can be sent.
    ///
    /// @param url where to; it is good for one browser
    public record Begun(URI url, Instant expiresAt) {}

    /// Whether somebody has to let the connection in. Waits for nothing.
    public boolean isFor(Live one) {
        return connections.opening().signIn(one.given()).isPresent();
    }

    /// Begins an attempt.
    ///
    /// @param place where the browser is to go on to in the end, a path of this server
    /// @param redirect where the provider is to send it back to
    /// @param reach how much is asked for
    /// @param bond the session that it is begun in; null for none
    /// @throws Refusal when the connection is none to consent to
    public Begun begin(
            String connection,
            String place,
            URI redirect,
            SignIn.Reach reach,
            Actor actor,
            @Nullable SessionBond bond) {
        var one = connections.get(connection);
        if (one == null) {
            throw Refusal.unknown();
        }
        var signIn = signIn(one);
        var keys = vault;
        if (keys == null) {
            throw Refusal.conflict(
                    "what the provider grants cannot be kept here: no keyset is set (secrets.keyset)");
        }
        var state = Unguessable.text();
        var proof = new ProofKey(Unguessable.text());
        var now = clock.instant();
        var expires = now.plus(TIME_TO_CONSENT);
        var sealed =
                keys.seal(
                        new JsonObject()
                                .put("verifier", proof.verifier())
                                .put("place", place)
                                .put("provider", one.provider())
                                .put("version", one.version())
                                .encode(),
                        kept(connection));
        attempts.add(
                hash(state), new ConsentAttempt(connection, sealed, actor, expires), bond, now);
        return new Begun(signIn.consentAt(state, proof.challenge(), redirect, reach), expires);
    }

    private SignIn signIn(Live one) {
        if (one.line().api() == null) {
            throw Refusal.conflict(
                    "the connection has no client ID to ask for consent with: register an app at the"
                            + " provider and give auth.oauth.clientId and auth.oauth.clientSecret");
        }
        try {
            return connections
                    .opening()
                    .signIn(one.given())
                    .orElseThrow(() ->
                            Refusal.conflict(
                                    "the connection signs in with what its auth gives, and nobody has"
                                            + " to consent; to change that give auth.oauth.clientId"
                                            + " and auth.oauth.clientSecret in its place"));
        } catch (UnusableCredentials unusable) {
            throw Refusal.conflict("auth: expected " + unusable.getMessage());
        }
    }

    /// Takes a browser back.
    ///
    /// @param state as it brings it; anybody may have made it up, and the others too
    /// @param browser what it shows to be the one that was sent; null for nothing
    /// @param code null when the provider gave none
    /// @param error why it gave none; null when it did
    /// @param redirect the same as before
    public ConsentOutcome finish(
            String state,
            @Nullable Buffer browser,
            @Nullable String code,
            @Nullable String error,
            URI redirect) {
        var keys = vault;
        var taken =
                keys == null
                        ? null
                        : attempts.take(hash(state), browser, clock.instant()).orElse(null);
        if (keys == null || taken == null) {
            return new ConsentOutcome.Foreign();
        }
        JsonObject begun;
        try {
            begun = new JsonObject(keys.open(taken.sealed(), kept(taken.connection())));
        } catch (Unopenable otherKeys) {
            return new ConsentOutcome.Foreign();
        }
        var why = finish(taken.connection(), begun, code, error, redirect);
        if (why == null) {
            attempts.succeeded(taken.connection());
            return new ConsentOutcome.Granted(
                    taken.connection(), begun.getString("place"), taken.actor());
        }
        attempts.refused(
                taken.connection(),
                new ConsentRefusal(clock.instant(), why.code(), why.what(), why.advice()));
        return new ConsentOutcome.Refused(
                taken.connection(), begun.getString("place"), taken.actor(), why);
    }

    /// @return why there is no grant; null when there is
    private @Nullable Diagnosis finish(
            String connection,
            JsonObject begun,
            @Nullable String code,
            @Nullable String error,
            URI redirect) {
        var one = connections.get(connection);
        // A code is for whom it was asked from: should the connection lead elsewhere by now, it
        // would be shown to a stranger.
        if (one == null
                || !one.provider().equals(begun.getString("provider"))
                || one.version() != begun.getLong("version")) {
            return new Diagnosis(
                    "connection_changed",
                    "The connection was changed while somebody consented to it.",
                    "Sign in again.");
        }
        var signIn = signIn(one);
        if (code == null) {
            return signIn.denied(error == null ? "" : error);
        }
        Grant granted;
        try {
            granted = signIn.redeem(code, begun.getString("verifier"), redirect);
        } catch (ApiFailure.Refused refused) {
            return refused.diagnosis();
        } catch (ApiFailure failed) {
            return new Diagnosis(
                    "provider_unwell",
                    String.valueOf(failed.getMessage()),
                    "Sign in again in a few minutes.");
        }
        grants.apply(connection).begin(granted);
        return null;
    }

    private static String kept(String connection) {
        return "consent " + connection;
    }

    private static Buffer hash(String state) {
        return Buffer.buffer(Unguessable.hash(state));
    }
}
