package dev.turnaround.simulator.gitlab;

import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.consent.Lifetimes;
import dev.turnaround.simulator.consent.Refusal;
import dev.turnaround.simulator.consent.Shape;
import dev.turnaround.simulator.consent.Tokens;
import java.time.Duration;
import java.util.Map;

/// GitLab's authorization server: access tokens of two hours, and a refresh that ends both tokens
/// that there were.
///
/// <https://docs.gitlab.com/api/oauth2/>
///
/// @param root the path below which GitLab lies; empty for none
public record GitLabConsent(String root) implements Shape {
    private static final Lifetimes LIFETIMES =
            new Lifetimes(
                    Duration.ofMinutes(10),
                    Duration.ofHours(2),
                    Duration.ofDays(3_650),
                    true,
                    Duration.ZERO,
                    true);

    @Override
    public String authorizePath() {
        return root + "/oauth/authorize";
    }

    @Override
    public String tokenPath() {
        return root + "/oauth/token";
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
        return false;
    }

    @Override
    public boolean redirectAtRefresh() {
        return true;
    }

    @Override
    public Lifetimes lifetimes() {
        return LIFETIMES;
    }

    @Override
    public String accessToken(String unique) {
        return "at" + unique;
    }

    @Override
    public String refreshToken(String unique) {
        return "rt" + unique;
    }

    @Override
    public Map<String, String> told(Refusal refusal) {
        return refusal == Refusal.SCOPE
                ? Map.of(
                        "error",
                        "invalid_scope",
                        "error_description",
                        "The requested scope is invalid, unknown, or malformed.")
                : Map.of(
                        "error",
                        "access_denied",
                        "error_description",
                        "The resource owner or authorization server denied the request.");
    }

    @Override
    public ApiReply issued(Tokens tokens) {
        var json = Json.object().put("access_token", tokens.access());
        json.put("token_type", "Bearer").put("expires_in", 7_200);
        json.put("refresh_token", tokens.refresh());
        json.put("scope", String.join(" ", tokens.scopes()));
        json.put("created_at", tokens.at().getEpochSecond());
        return ApiReply.json(200, json.toString());
    }

    @Override
    public ApiReply refused(Refusal refusal) {
        return switch (refusal) {
            case CLIENT ->
                    error(
                            401,
                            "invalid_client",
                            "Client authentication failed due to unknown client, no client"
                                    + " authentication included, or unsupported authentication"
                                    + " method.");
            case GRANT_TYPE ->
                    error(
                            400,
                            "unsupported_grant_type",
                            "The authorization grant type is not supported by the authorization"
                                    + " server.");
            default ->
                    error(
                            400,
                            "invalid_grant",
                            "The provided authorization grant is invalid, expired, revoked, does"
                                    + " not match the redirection URI used in the authorization"
                                    + " request, or was issued to another client.");
        };
    }

    private static ApiReply error(int status, String error, String description) {
        return ApiReply.json(
                status,
                Json.object().put("error", error).put("error_description", description).toString());
    }
}
