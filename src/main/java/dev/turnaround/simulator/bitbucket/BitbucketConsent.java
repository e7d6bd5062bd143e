package dev.turnaround.simulator.bitbucket;

import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.consent.Lifetimes;
import dev.turnaround.simulator.consent.Refusal;
import dev.turnaround.simulator.consent.Shape;
import dev.turnaround.simulator.consent.Tokens;
import java.time.Duration;
import java.util.Map;

/// Bitbucket Cloud's authorization server, which knows no proof keys.
///
/// <https://developer.atlassian.com/cloud/bitbucket/oauth-2/>
///
/// @param rotating whether refresh tokens are replaced at every use, as they began to be in 2026,
///   and good for ten minutes after that
public record BitbucketConsent(boolean rotating) implements Shape {
    /// Longer than a column of 255 characters, as the real ones have become.
    private static final int TOKEN_CHARS = 2_600;

    @Override
    public String authorizePath() {
        return "/site/oauth2/authorize";
    }

    @Override
    public String tokenPath() {
        return "/site/oauth2/access_token";
    }

    @Override
    public ClientPlace clientPlace() {
        return ClientPlace.BASIC;
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
        return new Lifetimes(
                Duration.ofMinutes(10),
                Duration.ofHours(2),
                Duration.ofDays(90),
                rotating,
                Duration.ofMinutes(10),
                false);
    }

    @Override
    public String accessToken(String unique) {
        return unique.repeat(TOKEN_CHARS / unique.length() + 1) + "=";
    }

    @Override
    public String refreshToken(String unique) {
        return unique.repeat(TOKEN_CHARS / unique.length() + 1);
    }

    @Override
    public Map<String, String> told(Refusal refusal) {
        return refusal == Refusal.SCOPE
                ? Map.of("error", "invalid_scope", "error_description", "Invalid scope")
                : Map.of(
                        "error",
                        "access_denied",
                        "error_description",
                        "The user denied the request.");
    }

    /// The scopes are in the plural.
    @Override
    public ApiReply issued(Tokens tokens) {
        var json = Json.object().put("scopes", String.join(" ", tokens.scopes()));
        json.put("access_token", tokens.access()).put("expires_in", 7_200);
        json.put("token_type", "bearer").put("state", "authorization_code");
        return ApiReply.json(200, json.put("refresh_token", tokens.refresh()).toString());
    }

    @Override
    public ApiReply refused(Refusal refusal) {
        return switch (refusal) {
            case CLIENT ->
                    error(
                            "unauthorized_client",
                            "Requests must be authenticated using OAuth client credentials");
            case REFRESH_TOKEN -> error("invalid_grant", "Invalid refresh_token");
            case REDIRECT -> error("invalid_grant", "The redirect_uri does not match");
            case GRANT_TYPE -> error("unsupported_grant_type", "Unsupported grant type: None");
            default -> error("invalid_grant", "The specified code is not valid.");
        };
    }

    private static ApiReply error(String error, String description) {
        return ApiReply.json(
                400,
                Json.object().put("error_description", description).put("error", error).toString());
    }
}
