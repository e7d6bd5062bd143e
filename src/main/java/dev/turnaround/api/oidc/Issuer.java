package dev.turnaround.api.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.NoSuchKeyIdException;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An OpenID Connect issuer.
public final class Issuer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// So long what it says of itself is believed.
    private static final Duration FRESH = Duration.ofHours(1);

    /// Keys that are not known are asked for at most this often, whatever tokens claim.
    private static final Duration KEYS_AT_MOST = Duration.ofSeconds(30);

    /// What signs with a key of its own. What signs with a shared secret is not taken: the secret
    /// could be one that everybody knows, such as the public key.
    private static final Set<String> KEY_TYPES = Set.of("RSA", "EC", "OKP");

    private final Vertx vertx;
    private final WebClient client;
    private final OpenId openId;
    private final InstantSource clock;
    private volatile @Nullable Known known;

    /// An issuer, which is not asked before somebody signs in.
    public Issuer(Vertx vertx, OpenId openId, InstantSource clock) {
        this.vertx = vertx;
        this.client =
                WebClient.create(
                        vertx,
                        new WebClientOptions()
                                .setFollowRedirects(false)
                                .setConnectTimeout((int) PATIENCE.toMillis()));
        this.openId = openId;
        this.clock = clock;
    }

    private record Known(Metadata metadata, JWTAuth keys, Instant at) {}

    /// Where the browser goes to sign in.
    ///
    /// @param redirect where it comes back to
    public Future<String> address(Attempt attempt, URI redirect) {
        return known().map(known -> {
            var query = new LinkedHashMap<String, String>();
            query.put("response_type", "code");
            query.put("client_id", openId.clientId());
            query.put("redirect_uri", redirect.toString());
            query.put(
                    "scope",
                    Stream.concat(Stream.of("openid"), openId.scopes().stream())
                            .distinct()
                            .collect(Collectors.joining(" ")));
            query.put("state", attempt.state());
            query.put("nonce", attempt.nonce());
            query.put("code_challenge", attempt.challenge());
            query.put("code_challenge_method", "S256");
            var there = known.metadata().authorization();
            return there + (there.getRawQuery() == null ? "?" : "&") + encode(query);
        });
    }

    /// Whether an answer that names its issuer names this one, so that one issuer's code is not
    /// redeemed at another: <https://www.rfc-editor.org/rfc/rfc9207>
    public Future<Boolean> isNamed(@Nullable String issuer) {
        return issuer == null
                ? Future.succeededFuture(true)
                : known().map(known -> known.metadata().issuer().equals(issuer));
    }

    /// Trades a code for who signed in.
    ///
    /// @return fails with [IssuerFailure]
    public Future<Person> redeem(String code, Attempt attempt, URI redirect) {
        return known().compose(known -> idToken(known.metadata(), code, attempt, redirect))
                .compose(this::verified)
                .map(claims -> claims.person(openId, attempt, clock.instant()));
    }

    private Future<String> idToken(Metadata metadata, String code, Attempt attempt, URI redirect) {
        var form =
                MultiMap.caseInsensitiveMultiMap()
                        .add("grant_type", "authorization_code")
                        .add("code", code)
                        .add("redirect_uri", redirect.toString())
                        .add("code_verifier", attempt.verifier());
        var request =
                client.postAbs(metadata.token().toString())
                        .timeout(PATIENCE.toMillis())
                        .putHeader("accept", "application/json");
        var secret = openId.clientSecret();
        if (secret == null || metadata.secretInForm()) {
            form.add("client_id", openId.clientId());
        }
        if (secret != null && metadata.secretInForm()) {
            form.add("client_secret", secret);
        } else if (secret != null) {
            // Encoded first: https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
            request.basicAuthentication(encode(openId.clientId()), encode(secret));
        }
        return asked(request.sendForm(form), "the token endpoint")
                .map(json -> {
                    if (json.getValue("id_token") instanceof String token) {
                        return token;
                    }
                    throw new IssuerFailure("the issuer gives no ID token");
                });
    }

    /// A key that is not known may be a new one.
    private Future<Claims> verified(String token) {
        return known().compose(known ->
                        verify(known, token)
                                .recover(failed ->
                                        failed instanceof NoSuchKeyIdException
                                                        && known.at()
                                                                .plus(KEYS_AT_MOST)
                                                                .isBefore(clock.instant())
                                                ? discover().compose(now -> verify(now, token))
                                                : Future.failedFuture(failed)))
                .recover(failed ->
                        Future.failedFuture(
                                failed instanceof IssuerFailure
                                        ? failed
                                        : new IssuerFailure(
                                                "the ID token does not hold: "
                                                        + failed.getMessage())));
    }

    private static Future<Claims> verify(Known known, String token) {
        // Without any key, the verifier would take a token that is not signed.
        if (token.split("\\.", -1).length != 3) {
            return Future.failedFuture(new IssuerFailure("the ID token is not signed"));
        }
        return known.keys()
                .authenticate(new TokenCredentials(token))
                .map(user -> new Claims(user.attributes().getJsonObject("accessToken")));
    }

    private Future<Known> known() {
        var fresh = known;
        return fresh != null && fresh.at().plus(FRESH).isAfter(clock.instant())
                ? Future.succeededFuture(fresh)
                : discover();
    }

    private Future<Known> discover() {
        var description = openId.issuer() + "/.well-known/openid-configuration";
        return get(URI.create(description), "its description")
                .map(json -> Metadata.of(json, openId.issuer()))
                .compose(metadata ->
                        get(metadata.keys(), "its keys")
                                .map(keys ->
                                        new Known(metadata, keys(keys, metadata), clock.instant())))
                .onSuccess(found -> known = found);
    }

    private JWTAuth keys(JsonObject json, Metadata metadata) {
        var keys =
                json.getJsonArray("keys", new JsonArray()).stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .filter(key -> KEY_TYPES.contains(key.getString("kty")))
                        .filter(key -> !"enc".equals(key.getString("use")))
                        .toList();
        if (keys.isEmpty()) {
            throw new IssuerFailure("the issuer has no keys to check a signature with");
        }
        return JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .setJwks(keys)
                        .setJWTOptions(
                                new JWTOptions()
                                        .setIssuer(metadata.issuer())
                                        .setAudience(List.of(openId.clientId()))
                                        // Time is looked at later, by our own clock.
                                        .setIgnoreExpiration(true)));
    }

    private Future<JsonObject> get(URI address, String what) {
        return asked(
                client.getAbs(address.toString())
                        .timeout(PATIENCE.toMillis())
                        .putHeader("accept", "application/json")
                        .send(),
                what);
    }

    /// What the issuer says to a mistake may have the code in it, so only its word is passed on.
    private static Future<JsonObject> asked(Future<HttpResponse<Buffer>> asked, String what) {
        return asked.recover(failed ->
                        Future.failedFuture(
                                new IssuerFailure(
                                        "the issuer does not answer (%s): %s"
                                                .formatted(what, failed.getMessage()))))
                .map(answer -> {
                    var json = json(answer);
                    if (answer.statusCode() == 200 && json != null) {
                        return json;
                    }
                    var error = json == null ? null : json.getValue("error");
                    throw new IssuerFailure(
                            "the issuer answers %d%s (%s)"
                                    .formatted(
                                            answer.statusCode(),
                                            error instanceof String word
                                                            && word.matches("[a-z_]{1,50}")
                                                    ? " " + word
                                                    : "",
                                            what));
                });
    }

    private static @Nullable JsonObject json(HttpResponse<Buffer> answer) {
        try {
            return answer.bodyAsJsonObject();
        } catch (DecodeException | ClassCastException none) {
            return null;
        }
    }

    private static String encode(Map<String, String> query) {
        return query.entrySet().stream()
                .map(one -> one.getKey() + "=" + encode(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
