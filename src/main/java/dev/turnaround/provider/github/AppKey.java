package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.turnaround.provider.UnusableCredentials;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/// The private key of a GitHub App, which signs the app's JSON Web Tokens.
///
/// Signed with the JDK: `vertx-auth-jwt` does not read PKCS#1, the form in which GitHub hands keys
/// out, so that most of the work would remain.
/// <https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app>
final class AppKey {
    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN (RSA )?PRIVATE KEY-----([^-]*)-----END \\1?PRIVATE KEY-----");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /// GitHub's clock may be behind, and refuses what was made in its future.
    private static final Duration BEFORE = Duration.ofSeconds(60);

    /// Ten minutes are allowed, by GitHub's clock.
    private static final Duration LIFE = Duration.ofMinutes(9);

    private final PrivateKey key;

    private AppKey(PrivateKey key) {
        this.key = key;
    }

    /// Reads a key.
    ///
    /// @param text PEM, of PKCS#1 as GitHub makes it or of PKCS#8 as tools convert it; line ends
    ///   may have become the two characters `\n`, as they do in environment variables
    /// @throws UnusableCredentials when it is none
    static AppKey of(String text) {
        var pem = PEM.matcher(text.replace("\\n", "\n").strip());
        if (!pem.matches()) {
            throw unusable();
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(pem.group(2));
            var wrapped = pem.group(1) == null ? bytes : Der.pkcs8(bytes);
            return new AppKey(
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(new PKCS8EncodedKeySpec(wrapped)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Their messages may quote the key.
            throw unusable();
        }
    }

    private static UnusableCredentials unusable() {
        return new UnusableCredentials(
                "app.privateKey as GitHub hands it out: the whole .pem file, from BEGIN RSA PRIVATE"
                        + " KEY to END RSA PRIVATE KEY");
    }

    /// A token that says that the app is asking.
    ///
    /// @param app its id
    String token(String app, Instant now) {
        var claims =
                new JsonObject()
                        .put("iat", now.minus(BEFORE).getEpochSecond())
                        .put("exp", now.plus(LIFE).getEpochSecond())
                        .put("iss", app);
        var signed = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + part(claims.encode());
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("an RSA key can sign", impossible);
        }
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(US_ASCII));
    }
}
