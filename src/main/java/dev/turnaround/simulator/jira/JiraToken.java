package dev.turnaround.simulator.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody signs in with.
///
/// @param email whose token it is; null for a personal access token of Data Center
/// @param scopes what it may; null for a token that may what its account may
public record JiraToken(@Nullable String email, String token, @Nullable Set<String> scopes) {

    /// A token of Cloud without scopes.
    public static JiraToken classic(String email, String token) {
        return new JiraToken(email, token, null);
    }

    /// A token of Cloud that is good for some things only, and at the gateway only.
    public static JiraToken scoped(String email, String token, Set<String> scopes) {
        return new JiraToken(email, token, Set.copyOf(scopes));
    }

    /// A personal access token of Data Center.
    public static JiraToken personal(String token) {
        return new JiraToken(null, token, null);
    }

    boolean isIn(@Nullable String authorization) {
        return expected().equals(authorization);
    }

    private String expected() {
        return email == null
                ? "Bearer " + token
                : "Basic "
                        + Base64.getEncoder().encodeToString((email + ":" + token).getBytes(UTF_8));
    }

    boolean may(String scope) {
        return scopes == null || scopes.contains(scope);
    }
}
