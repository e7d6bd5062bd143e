package dev.turnaround.provider.jira;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A webhook that an OAuth 2.0 app registered bears a JSON Web Token, signed with the app's client
/// secret. It does not cover the body: it proves the sender, and TLS the rest.
///
/// The signature is always computed with HS256, whatever the token says of itself, and a token that
/// says something else is refused: <https://www.rfc-editor.org/rfc/rfc8725#section-3.1>
final class BearerToken implements Seal.Way {
    static final String HEADER = "Authorization";

    private static final String PREFIX = "Bearer ";
    private static final String ALGORITHM = "HS256";

    /// How far two clocks may be apart. A token need not have an end.
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final List<Keyed> secrets;

    BearerToken(List<String> secrets) {
        this.secrets = secrets.stream().map(Keyed::new).toList();
    }

    @Override
    public String place() {
        return HEADER;
    }

    @Override
    public Verdict verify(Delivery delivery) {
        var header = delivery.header(HEADER);
        if (header == null) {
            return new Verdict.Unsigned(HEADER);
        }
        if (!header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return new Verdict.Forged(HEADER);
        }
        var token = header.substring(PREFIX.length());
        var signer = signer(token);
        var claims = signer < 0 ? null : claims(token);
        if (claims == null) {
            return new Verdict.Forged(HEADER);
        }
        return claims.inForce(delivery.receivedAt())
                ? new Verdict.Genuine(signer)
                : new Verdict.Stale();
    }

    /// The secret that signed the token, or -1. Signatures are compared as they are written:
    /// several spellings of Base64 mean the same bytes.
    private int signer(String token) {
        var dot = token.lastIndexOf('.');
        if (dot < 0) {
            return -1;
        }
        var signed = token.substring(0, dot).getBytes(ISO_8859_1);
        var given = token.substring(dot + 1).getBytes(ISO_8859_1);
        var signer = -1;
        for (var secret = 0; secret < secrets.size(); secret++) {
            var expected =
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encode(secrets.get(secret).sign(signed));
            if (MessageDigest.isEqual(expected, given)) {
                signer = secret;
            }
        }
        return signer;
    }

    /// What a signed token claims; null when it is not signed with the one algorithm, or is none.
    private static @Nullable Claims claims(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            return Fields.read(decoded(parts[0]), Payload.DIALECT, BearerToken::isOurs)
                    ? Fields.read(decoded(parts[1]), Payload.DIALECT, BearerToken::claims)
                    : null;
        } catch (Unreadable | IllegalArgumentException _) {
            return null;
        }
    }

    private static byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    private static boolean isOurs(Fields in) throws IOException {
        String algorithm = null;
        while (in.next()) {
            switch (in.name()) {
                case "alg" -> algorithm = in.text();
                default -> in.skip();
            }
        }
        return ALGORITHM.equals(algorithm);
    }

    private static Claims claims(Fields in) throws IOException {
        var ends = false;
        Instant end = null;
        while (in.next()) {
            switch (in.name()) {
                case "exp" -> {
                    ends = true;
                    end = Times.ofSeconds(in);
                }
                default -> in.skip();
            }
        }
        return new Claims(ends, end);
    }

    /// @param ends whether the token says when it ends
    /// @param end null when it does not, or says it in no way that can be understood
    private record Claims(boolean ends, @Nullable Instant end) {
        boolean inForce(Instant now) {
            return !ends || (end != null && now.isBefore(end.plus(SKEW)));
        }
    }
}
