package dev.turnaround.simulator.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.Person;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The authorization server of a simulated provider, with one app. No I/O and no clock: what a
/// person does and what the time is are arguments.
///
/// Thread safety: safe.
public final class AuthorizationServer {
    private final Shape shape;
    private final RegisteredApp app;
    private final RandomGenerator random;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Consented> byRefresh = new HashMap<>();
    private final Map<String, Access> byAccess = new HashMap<>();
    private Decision decision = new Decision.Denies();
    private String secret;
    private int trades;

    /// An authorization server.
    public AuthorizationServer(Shape shape, RegisteredApp app, RandomGenerator random) {
        this.shape = shape;
        this.app = app;
        this.secret = app.secret();
        this.random = random;
    }

    /// Something that was given once.
    private static final class Code {
        private final Consented consented;
        private final @Nullable String challenge;
        private final String redirect;
        private final Instant expiresAt;
        private boolean used;

        Code(Consented consented, @Nullable String challenge, String redirect, Instant expiresAt) {
            this.consented = consented;
            this.challenge = challenge;
            this.redirect = redirect;
            this.expiresAt = expiresAt;
        }
    }

    /// All that came of one consent.
    private static final class Consented {
        private final Person who;
        private final Set<String> scopes;
        private final Map<String, Instant> replaced = new HashMap<>();
        private @Nullable String refresh;
        private Instant refreshExpiresAt = Instant.MAX;
        private boolean revoked;

        Consented(Person who, Set<String> scopes) {
            this.who = who;
            this.scopes = scopes;
        }
    }

    private static final class Access {
        private final Consented consented;
        private Instant expiresAt;

        Access(Consented consented, Instant expiresAt) {
            this.consented = consented;
            this.expiresAt = expiresAt;
        }
    }

    /// What an access token is worth.
    public sealed interface Worth {
        /// It opens the API.
        ///
        /// @param scopes what it may
        record Good(Person who, Set<String> scopes) implements Worth {}

        /// Its time is over.
        record Expired() implements Worth {}

        /// The person took the consent back.
        record Revoked() implements Worth {}

        /// It is none of this server's.
        record Unknown() implements Worth {}
    }

    // People.

    /// What somebody does who comes here with a browser.
    public synchronized void next(Decision choice) {
        decision = choice;
    }

    /// Somebody takes back what was allowed.
    public synchronized void revoke() {
        byAccess.values().forEach(access -> access.consented.revoked = true);
        byRefresh.values().forEach(consented -> consented.revoked = true);
    }

    /// The app gets another secret.
    public synchronized void secret(String other) {
        secret = other;
    }

    /// How many trades were asked for, of codes and refresh tokens.
    public synchronized int trades() {
        return trades;
    }

    /// Somebody comes with a browser to an address that an app made.
    ///
    /// @param consent the whole address
    /// @param choice what that person does
    /// @return where the browser goes (`location`), or a page that says what is wrong
    public synchronized ApiReply consent(URI consent, Decision choice, Instant now) {
        var asked = parameters(String.valueOf(consent.getRawQuery()));
        var redirect = asked.getOrDefault("redirect_uri", app.redirect().toString());
        if (!app.id().equals(asked.get("client_id"))) {
            return page(404, "The app is not known.");
        }
        if (!redirect.equals(app.redirect().toString())) {
            return shape.tellsOfWrongRedirect()
                    ? back(app.redirect().toString(), asked, shape.told(Refusal.REDIRECT))
                    : page(400, "The redirect URI included is not valid.");
        }
        var scopes = scopes(asked.get("scope"));
        if (!app.scopes().containsAll(scopes)) {
            return back(redirect, asked, shape.told(Refusal.SCOPE));
        }
        return switch (choice) {
            case Decision.Denies _ -> back(redirect, asked, shape.told(Refusal.DENIED));
            case Decision.Allows(var who) -> allowed(redirect, asked, who, scopes, now);
            case Decision.AllowsOnly(var who, var some) -> {
                scopes.retainAll(some);
                yield allowed(redirect, asked, who, scopes, now);
            }
        };
    }

    private ApiReply allowed(
            String redirect,
            Map<String, String> asked,
            Person who,
            Set<String> scopes,
            Instant now) {
        var code = unique(10);
        codes.put(
                code,
                new Code(
                        new Consented(who, Set.copyOf(scopes)),
                        shape.proofKeys() ? asked.get("code_challenge") : null,
                        redirect,
                        now.plus(shape.lifetimes().code())));
        return back(redirect, asked, Map.of("code", code));
    }

    private static ApiReply back(
            String redirect, Map<String, String> asked, Map<String, String> told) {
        var query = new LinkedHashMap<>(told);
        var state = asked.get("state");
        if (state != null) {
            query.put("state", state);
        }
        var text =
                query.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        return new ApiReply(302, Map.of("location", redirect + "?" + text), "");
    }

    private static ApiReply page(int status, String text) {
        return new ApiReply(
                status, Map.of("content-type", "text/html"), "<html>" + text + "</html>");
    }

    // Programs.

    /// The answer to a request, if it is one to an authorization server; null otherwise.
    ///
    /// @param base the address under which the asker knows this provider
    public synchronized @Nullable ApiReply answer(ApiRequest request, URI base, Instant now) {
        if (request.path().equals(shape.authorizePath())) {
            var query =
                    request.query().entrySet().stream()
                            .map(one ->
                                    one.getKey()
                                            + "="
                                            + URLEncoder.encode(one.getValue().getFirst(), UTF_8))
                            .collect(Collectors.joining("&"));
            return consent(URI.create(base + request.path() + "?" + query), decision, now);
        }
        if (!request.path().equals(shape.tokenPath()) || !request.method().equals("POST")) {
            return null;
        }
        trades++;
        var asked = Asked.of(request, shape.clientPlace());
        if (!app.id().equals(asked.clientId()) || !secret.equals(asked.clientSecret())) {
            return shape.refused(Refusal.CLIENT);
        }
        return switch (String.valueOf(asked.value("grant_type"))) {
            case "authorization_code" -> redeemed(asked, now);
            case "refresh_token" -> refreshed(asked, now);
            default -> shape.refused(Refusal.GRANT_TYPE);
        };
    }

    private ApiReply redeemed(Asked asked, Instant now) {
        var code = codes.get(String.valueOf(asked.value("code")));
        if (code == null || now.isAfter(code.expiresAt)) {
            return shape.refused(Refusal.CODE);
        }
        if (code.used) {
            // Somebody else has it too: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
            code.consented.revoked = true;
            return shape.refused(Refusal.CODE);
        }
        if (!code.redirect.equals(asked.value("redirect_uri"))) {
            return shape.refused(Refusal.REDIRECT);
        }
        if (code.challenge != null && !code.challenge.equals(challenge(asked))) {
            return shape.refused(Refusal.VERIFIER);
        }
        code.used = true;
        return shape.issued(issued(code.consented, now));
    }

    private static @Nullable String challenge(Asked asked) {
        var verifier = asked.value("code_verifier");
        try {
            return verifier == null
                    ? null
                    : Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(verifier.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private ApiReply refreshed(Asked asked, Instant now) {
        var token = String.valueOf(asked.value("refresh_token"));
        var consented = byRefresh.get(token);
        if (consented == null || consented.revoked || now.isAfter(consented.refreshExpiresAt)) {
            return shape.refused(Refusal.REFRESH_TOKEN);
        }
        if (shape.redirectAtRefresh()
                && !app.redirect().toString().equals(asked.value("redirect_uri"))) {
            return shape.refused(Refusal.REDIRECT);
        }
        var replacedAt = consented.replaced.get(token);
        if (replacedAt != null && !now.isBefore(replacedAt.plus(shape.lifetimes().leeway()))) {
            consented.revoked = true;
            return shape.refused(Refusal.REFRESH_TOKEN);
        }
        if (shape.lifetimes().replaces()) {
            consented.replaced.putIfAbsent(token, now);
            consented.refresh = null;
        }
        if (shape.lifetimes().endsAccess()) {
            byAccess.values().removeIf(access -> access.consented == consented);
        }
        return shape.issued(issued(consented, now));
    }

    private Tokens issued(Consented consented, Instant now) {
        var lives = shape.lifetimes();
        var access = shape.accessToken(unique(18));
        var life = lives.access();
        byAccess.put(access, new Access(consented, life == null ? Instant.MAX : now.plus(life)));
        var idle = lives.refresh();
        if (idle != null) {
            var refresh = consented.refresh;
            if (refresh == null) {
                refresh = shape.refreshToken(unique(24));
            }
            consented.refresh = refresh;
            consented.refreshExpiresAt = now.plus(idle);
            byRefresh.put(refresh, consented);
        }
        return new Tokens(access, life, consented.refresh, consented.scopes, now);
    }

    private String unique(int bytes) {
        var some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    /// What a header `Authorization` is worth.
    public synchronized Worth worth(@Nullable String authorization, Instant now) {
        var access =
                authorization != null && authorization.startsWith("Bearer ")
                        ? byAccess.get(authorization.substring("Bearer ".length()))
                        : null;
        if (access == null) {
            return new Worth.Unknown();
        }
        if (access.consented.revoked) {
            return new Worth.Revoked();
        }
        return now.isBefore(access.expiresAt)
                ? new Worth.Good(access.consented.who, access.consented.scopes)
                : new Worth.Expired();
    }

    /// All access tokens end now, before their time.
    public synchronized void endAccess() {
        byAccess.values().forEach(access -> access.expiresAt = Instant.MIN);
    }

    private static Set<String> scopes(@Nullable String text) {
        return new LinkedHashSet<>(
                Arrays.stream((text == null ? "" : text).split("[\\s,]+", -1))
                        .filter(one -> !one.isEmpty())
                        .toList());
    }

    static Map<String, String> parameters(String encoded) {
        var values = new LinkedHashMap<String, String>();
        for (var pair : encoded.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return values;
    }
}
