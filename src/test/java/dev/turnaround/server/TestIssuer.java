package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A small OpenID Connect issuer, written from the specification: discovery, keys, and a token
/// endpoint that insists on the client's secret, on PKCE and on a code being used once.
final class TestIssuer implements AutoCloseable {
    static final String CLIENT = "turnaround";
    static final String SECRET = "the secret: of the client/+";

    private final HttpServer server;
    private final InstantSource clock;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger keyFetches = new AtomicInteger();

    private volatile KeyPair keys = newKeys();
    private volatile String keyId = "first";
    private volatile Signer signer = this::rs256;
    private volatile UnaryOperator<JsonObject> claims = claims -> claims;
    private volatile UnaryOperator<JsonObject> description = description -> description;

    /// Puts a signature to claims.
    interface Signer {
        String sign(JsonObject claims);
    }

    TestIssuer(InstantSource clock) {
        this.clock = clock;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/realm/.well-known/openid-configuration", this::describe);
        server.createContext("/realm/keys", this::showKeys);
        server.createContext("/realm/token", this::token);
        server.start();
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/realm");
    }

    int keyFetches() {
        return keyFetches.get();
    }

    /// What it says of people from now on.
    void tell(UnaryOperator<JsonObject> claims) {
        this.claims = claims;
    }

    /// What it says of itself from now on.
    void describeAs(UnaryOperator<JsonObject> description) {
        this.description = description;
    }

    void signBy(Signer signer) {
        this.signer = signer;
    }

    /// Signs with another key, which it shows.
    void rotateKeys() {
        keys = newKeys();
        keyId = "second";
    }

    /// The person says yes: gives the address that their browser is sent back to.
    ///
    /// @param asked where the browser was sent
    URI approve(URI asked) {
        var query = query(Objects.requireNonNull(asked.getRawQuery()));
        if (!"code".equals(query.get("response_type"))
                || !CLIENT.equals(query.get("client_id"))
                || !"S256".equals(query.get("code_challenge_method"))
                || !(" " + query.get("scope") + " ").contains(" openid ")) {
            throw new AssertionError("not as the specification has it: " + query);
        }
        var code = UUID.randomUUID().toString();
        codes.put(code, query);
        return back(query, "code=" + code);
    }

    /// The person says no.
    URI deny(URI asked) {
        return back(query(Objects.requireNonNull(asked.getRawQuery())), "error=access_denied");
    }

    private static URI back(Map<String, String> query, String answer) {
        return URI.create(
                query.get("redirect_uri")
                        + "?"
                        + answer
                        + "&state="
                        + URLEncoder.encode(Objects.requireNonNull(query.get("state")), UTF_8));
    }

    private void describe(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                description.apply(
                        new JsonObject()
                                .put("issuer", issuer().toString())
                                .put("authorization_endpoint", issuer() + "/authorize?tenant=acme")
                                .put("token_endpoint", issuer() + "/token")
                                .put("jwks_uri", issuer() + "/keys")));
    }

    private void showKeys(HttpExchange exchange) throws IOException {
        keyFetches.incrementAndGet();
        var key = (RSAPublicKey) keys.getPublic();
        answer(
                exchange,
                200,
                new JsonObject()
                        .put(
                                "keys",
                                new JsonArray()
                                        .add(
                                                new JsonObject()
                                                        .put("kty", "RSA")
                                                        .put("use", "sig")
                                                        .put("alg", "RS256")
                                                        .put("kid", keyId)
                                                        .put("n", number(key.getModulus()))
                                                        .put(
                                                                "e",
                                                                number(key.getPublicExponent())))));
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = query(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        var code = form.get("code");
        var asked = code == null ? null : codes.remove(code);
        var credentials = URLEncoder.encode(CLIENT, UTF_8) + ":" + URLEncoder.encode(SECRET, UTF_8);
        var basic = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, new JsonObject().put("error", "invalid_client"));
        } else if (asked == null
                || !Objects.equals(asked.get("redirect_uri"), form.get("redirect_uri"))
                || !Objects.equals(
                        asked.get("code_challenge"),
                        sha256(Objects.requireNonNull(form.get("code_verifier"))))) {
            answer(exchange, 400, new JsonObject().put("error", "invalid_grant"));
        } else {
            var now = clock.instant().getEpochSecond();
            var said =
                    new JsonObject()
                            .put("iss", issuer().toString())
                            .put("aud", CLIENT)
                            .put("sub", "subject-101")
                            .put("name", "Mia Example")
                            .put("iat", now)
                            .put("exp", now + 300)
                            .put("nonce", asked.get("nonce"))
                            .put("groups", new JsonArray().add("staff").add("reviewers"));
            answer(
                    exchange,
                    200,
                    new JsonObject()
                            .put("token_type", "Bearer")
                            .put("access_token", "opaque")
                            .put("id_token", signer.sign(claims.apply(said))));
        }
    }

    /// As it should be.
    String rs256(JsonObject claims) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            var input = head("RS256") + "." + part(claims);
            signature.update(input.getBytes(US_ASCII));
            return input + "." + encode(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// With a key of somebody else's under the name of ours.
    String forged(JsonObject claims) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(newKeys().getPrivate());
            var input = head("RS256") + "." + part(claims);
            signature.update(input.getBytes(US_ASCII));
            return input + "." + encode(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// With what everybody knows for a shared secret.
    String hs256WithThePublicKey(JsonObject claims) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
            var input = head("HS256") + "." + part(claims);
            return input + "." + encode(mac.doFinal(input.getBytes(US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String unsigned(JsonObject claims) {
        return head("none") + "." + part(claims) + ".";
    }

    String withoutSignature(JsonObject claims) {
        return head("none") + "." + part(claims);
    }

    private String head(String algorithm) {
        return part(new JsonObject().put("alg", algorithm).put("typ", "JWT").put("kid", keyId));
    }

    private static String part(JsonObject json) {
        return encode(json.encode().getBytes(UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String number(BigInteger number) {
        var bytes = number.toByteArray();
        return encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String sha256(String text) {
        try {
            return encode(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Map<String, String> query(String text) {
        var query = new LinkedHashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            var at = pair.indexOf('=');
            query.put(
                    URLDecoder.decode(pair.substring(0, at), UTF_8),
                    URLDecoder.decode(pair.substring(at + 1), UTF_8));
        }
        return query;
    }

    private static void answer(HttpExchange exchange, int status, JsonObject json)
            throws IOException {
        var body = json.encode().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
