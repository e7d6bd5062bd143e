package dev.turnaround.simulator.jira;

import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.consent.Lifetimes;
import dev.turnaround.simulator.consent.Refusal;
import dev.turnaround.simulator.consent.Shape;
import dev.turnaround.simulator.consent.Tokens;
import java.time.Duration;
import java.util.Map;

/// Atlassian's authorization server for OAuth 2.0 (3LO): access tokens of an hour, refresh tokens
/// that are replaced at every use and good for ten minutes after that.
///
/// <https://developer.atlassian.com/cloud/oauth/getting-started/refresh-tokens/>
public record AtlassianConsent() implements Shape {
    private static final String REFRESH_SCOPE = "offline_access";

    private static final Lifetimes LIFETIMES =
            new Lifetimes(
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    Duration.ofDays(90),
                    true,
                    Duration.ofMinutes(10),
                    false);

    @Override
    public String authorizePath() {
        return "/authorize";
    }

    @Override
    public String tokenPath() {
        return "/oauth/token";
    }

    @Override
    public ClientPlace clientPlace() {
        return ClientPlace.JSON;
    }

    @Override
    public boolean proofKeys() {
        return false;
    }

    @Override
    public boolean tellsOfWrongRedirect() {
        return false;
    }

    @Override
    public Lifetimes lifetimes() {
        return LIFETIMES;
    }

    @Override
    public String accessToken(String unique) {
        return "eyJ" + unique;
    }

    @Override
    public String refreshToken(String unique) {
        return "eyR" + unique;
    }

    @Override
    public Map<String, String> told(Refusal refusal) {
        return refusal == Refusal.SCOPE
                ? Map.of("error", "invalid_scope", "error_description", "Invalid scopes")
                : Map.of(
                        "error",
                        "access_denied",
                        "error_description",
                        "User did not authorize the request");
    }

    /// A refresh token is for who asked for `offline_access`.
    @Override
    public ApiReply issued(Tokens tokens) {
        var json = Json.object().put("access_token", tokens.access());
        json.put("scope", String.join(" ", tokens.scopes()));
        json.put("expires_in", 3_600).put("token_type", "Bearer");
        if (tokens.scopes().contains(REFRESH_SCOPE)) {
            json.put("refresh_token", tokens.refresh());
        }
        return ApiReply.json(200, json.toString());
    }

    @Override
    public ApiReply refused(Refusal refusal) {
        return switch (refusal) {
            case CLIENT -> error(401, "access_denied", "Unauthorized");
            case REFRESH_TOKEN -> error(403, "unauthorized_client", "refresh_token is invalid");
            case GRANT_TYPE ->
                    error(403, "unsupported_grant_type", "Unsupported grant type: undefined");
            default -> error(403, "invalid_grant", "Invalid authorization code");
        };
    }

    private static ApiReply error(int status, String error, String description) {
        return ApiReply.json(
                status,
                Json.object().put("error", error).put("error_description", description).toString());
    }
}
