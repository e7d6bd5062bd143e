package dev.turnaround.provider;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The live secrets of one connection's webhooks, by kind: one of a kind, or two while they are
/// rotated.
///
/// A kind is the key under which the configuration has it, such as `secrets` or `signingTokens`.
/// Nothing here is ever part of a text for people except kinds and places.
public final class WebhookSecrets {
    /// The kind that most providers have: what the sender signs with, or sends along.
    public static final String COMMON = "secrets";

    private static final int FRESH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String place;
    private final SortedMap<String, List<String>> byKind = new TreeMap<>();

    /// Secrets as the configuration has them.
    ///
    /// @param place where it has them, such as `connections[0].webhook`, for people
    /// @throws UnusableSecrets when one is empty, because anybody could sign with that
    public WebhookSecrets(String place, Map<String, List<String>> byKind) {
        this.place = place;
        byKind.forEach((kind, secrets) -> {
            for (var index = 0; index < secrets.size(); index++) {
                if (secrets.get(index).isBlank()) {
                    throw unusable(
                            kind,
                            index,
                            "a secret that is not empty: anybody could sign with an empty one");
                }
            }
            this.byKind.put(kind, List.copyOf(secrets));
        });
    }

    /// A new secret: 32 random bytes in hexadecimal, which every provider's form takes.
    public static String fresh() {
        var bytes = new byte[FRESH_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Secrets of the common kind, for a provider that needs no other.
    ///
    /// @throws UnusableSecrets when one is empty
    public static WebhookSecrets common(List<String> secrets) {
        return new WebhookSecrets("webhook", Map.of(COMMON, secrets));
    }

    /// The secrets of a kind, in the order of the configuration; none is empty, but there may be
    /// none.
    public List<String> of(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /// The refusal of one of these secrets.
    ///
    /// @param kind,index which one
    /// @param expected completes the sentence "expected …"; holds no secret
    public UnusableSecrets unusable(String kind, int index, String expected) {
        return new UnusableSecrets(place + "." + kind + "[" + index + "]", expected);
    }

    /// These secrets, if they are such as a provider can use.
    ///
    /// @param kinds all that the provider knows
    /// @throws UnusableSecrets when there is another kind, or no secret at all, because anybody
    ///   could make up deliveries then
    public WebhookSecrets checked(Set<String> kinds) {
        var known = String.join(", ", new TreeSet<>(kinds));
        for (var kind : byKind.keySet()) {
            if (!kinds.contains(kind)) {
                throw new UnusableSecrets(place + "." + kind, "a known key: " + known);
            }
        }
        if (byKind.values().stream().allMatch(List::isEmpty)) {
            throw new UnusableSecrets(
                    place,
                    "a webhook secret under one of the keys "
                            + known
                            + ": without one anybody could post made-up deliveries");
        }
        return this;
    }
}
