package dev.turnaround.api.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The claims of an ID token whose signature, issuer and audience are right.
///
/// @param json what the token says
record Claims(JsonObject json) {
    /// So far the issuer's clock may be from ours.
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    /// By <https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation>
    ///
    /// @throws IssuerFailure when one does not hold
    Person person(OpenId openId, Attempt attempt, Instant now) {
        var expires = time("exp");
        if (expires == null || !expires.plus(LEEWAY).isAfter(now)) {
            throw new IssuerFailure("the ID token has expired");
        }
        for (var begin : List.of("iat", "nbf")) {
            var from = time(begin);
            if (from != null && from.minus(LEEWAY).isAfter(now)) {
                throw new IssuerFailure("the ID token is from the future; compare the clocks");
            }
        }
        var party = json.getValue("azp");
        var severalFor = json.getValue("aud") instanceof JsonArray all && all.size() > 1;
        if ((party != null || severalFor) && !openId.clientId().equals(party)) {
            throw new IssuerFailure("the ID token was given to another client");
        }
        var nonce = text("nonce");
        if (nonce == null
                || !MessageDigest.isEqual(nonce.getBytes(UTF_8), attempt.nonce().getBytes(UTF_8))) {
            throw new IssuerFailure("the ID token was made for another sign-in (nonce)");
        }
        var subject = text("sub");
        if (subject == null || subject.isBlank()) {
            throw new IssuerFailure("the ID token does not say who it is about (sub)");
        }
        return new Person(subject, name(subject), roles(openId.rolesClaim()));
    }

    private String name(String subject) {
        return Stream.of("name", "preferred_username", "email")
                .map(this::text)
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(subject);
    }

    private Set<String> roles(String claim) {
        // An address that nobody has verified is anybody's.
        if (claim.equals("email")
                && !"true".equals(String.valueOf(json.getValue("email_verified")))) {
            return Set.of();
        }
        return switch (find(claim)) {
            case String one -> Set.of(one);
            case JsonArray many ->
                    many.stream()
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .collect(Collectors.toUnmodifiableSet());
            case null, default -> Set.of();
        };
    }

    /// Some issuers have names with dots, which are addresses; others have objects.
    private @Nullable Object find(String claim) {
        if (json.containsKey(claim)) {
            return json.getValue(claim);
        }
        Object value = json;
        for (var part : claim.split("\\.", -1)) {
            value = value instanceof JsonObject object ? object.getValue(part) : null;
        }
        return value;
    }

    private @Nullable String text(String claim) {
        return json.getValue(claim) instanceof String text ? text : null;
    }

    private @Nullable Instant time(String claim) {
        return json.getValue(claim) instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : null;
    }
}
