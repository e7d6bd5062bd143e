package dev.turnaround.simulator.github;

import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.consent.Lifetimes;
import dev.turnaround.simulator.consent.Refusal;
import dev.turnaround.simulator.consent.Shape;
import dev.turnaround.simulator.consent.Tokens;
import java.time.Duration;
import java.util.Map;

/// GitHub's authorization server. What it refuses, it refuses with 200.
///
/// <https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors>
///
/// @param expiring whether tokens expire after eight hours, as those of a GitHub App do
public record GitHubConsent(boolean expiring) implements Shape {
    private static final Duration CODE = Duration.ofMinutes(10);
    private static final Duration ACCESS = Duration.ofHours(8);
    private static final Duration REFRESH = Duration.ofDays(182);

    @Override
    public String authorizePath() {
        return "/login/oauth/authorize";
    }

    @Override
    public String tokenPath() {
        return "/login/oauth/access_token";
    }

    @Override
    public ClientPlace clientPlace() {
        return ClientPlace.FORM;
    }

    @Override
    public boolean proofKeys() {
        return true;
    }

    @Override
    public boolean tellsOfWrongRedirect() {
        return true;
    }

    @Override
    public Lifetimes lifetimes() {
        return expiring
                ? new Lifetimes(CODE, ACCESS, REFRESH, true, Duration.ZERO, true)
                : new Lifetimes(CODE, null, null, false, Duration.ZERO, false);
    }

    @Override
    public String accessToken(String unique) {
        return (expiring ? "ghu_" : "gho_") + unique;
    }

    @Override
    public String refreshToken(String unique) {
        return "ghr_" + unique;
    }

    @Override
    public Map<String, String> told(Refusal refusal) {
        return switch (refusal) {
            case DENIED ->
                    Map.of(
                            "error",
                            "access_denied",
                            "error_description",
                            "The user has denied your application access.",
                            "error_uri",
                            "https://docs.github.com/apps/troubleshooting");
            case REDIRECT ->
                    Map.of(
                            "error",
                            "redirect_uri_mismatch",
                            "error_description",
                            "The redirect_uri MUST match the registered callback URL for this"
                                    + " application.");
            default -> Map.of("error", "invalid_scope");
        };
    }

    @Override
    public ApiReply issued(Tokens tokens) {
        var json = Json.object().put("access_token", tokens.access());
        json.put("token_type", "bearer");
        var life = tokens.life();
        if (life != null) {
            json.put("expires_in", life.toSeconds());
            json.put("refresh_token", tokens.refresh());
            json.put("refresh_token_expires_in", REFRESH.toSeconds());
        }
        // A GitHub App's tokens have no scopes.
        json.put("scope", expiring ? "" : String.join(",", tokens.scopes()));
        return ApiReply.json(200, json.toString());
    }

    @Override
    public ApiReply refused(Refusal refusal) {
        return switch (refusal) {
            case CLIENT ->
                    error(
                            "incorrect_client_credentials",
                            "The client_id and/or client_secret passed are incorrect.");
            case REDIRECT ->
                    error(
                            "redirect_uri_mismatch",
                            "The redirect_uri MUST match the registered callback URL for this"
                                    + " application.");
            case REFRESH_TOKEN ->
                    error("bad_refresh_token", "The refresh token passed is incorrect or expired.");
            case GRANT_TYPE -> error("unsupported_grant_type", "The grant type is not supported.");
            default -> error("bad_verification_code", "The code passed is incorrect or expired.");
        };
    }

    private static ApiReply error(String error, String description) {
        return ApiReply.json(
                200,
                Json.object()
                        .put("error", error)
                        .put("error_description", description)
                        .put("error_uri", "https://docs.github.com/apps/troubleshooting")
                        .toString());
    }
}
