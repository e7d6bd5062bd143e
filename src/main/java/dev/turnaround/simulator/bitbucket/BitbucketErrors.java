package dev.turnaround.simulator.bitbucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/// How Cloud's API refuses.
///
/// Facts:
/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#standardized-error-responses> and
/// <https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/>
public final class BitbucketErrors {
    private BitbucketErrors() {}

    /// The limit of an hour is reached, with the seconds that remain.
    public static ApiReply limited(Duration remaining) {
        return limited()
                .with("x-ratelimit-reset", Long.toString(remaining.toSeconds()))
                .with("x-ratelimit-remaining", "0");
    }

    /// The limit of an hour is reached, with a date, which some of its answers have.
    public static ApiReply limitedUntil(Instant until) {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC));
        return limited().with("retry-after", date);
    }

    /// The limit of an hour is reached, and nothing says for how long. It is no JSON either.
    public static ApiReply limited() {
        return new ApiReply(
                429,
                Map.of("content-type", "text/plain"),
                "Rate limit for this resource has been exceeded");
    }

    /// The token has expired, was revoked, or never was.
    public static ApiReply unauthorized() {
        return error(401, "Token is invalid, expired, or not supported for this endpoint.");
    }

    /// The token lacks scopes.
    public static ApiReply missingScope(List<String> required, List<String> granted) {
        var json = Json.object().put("type", "error");
        var error =
                json.putObject("error")
                        .put(
                                "message",
                                "Your credentials lack one or more required privilege scopes.");
        var detail = error.putObject("detail");
        var wanted = detail.putArray("required");
        required.forEach(wanted::add);
        var had = detail.putArray("granted");
        granted.forEach(had::add);
        return reply(403, json);
    }

    /// The workspace has a list of addresses that may come in.
    public static ApiReply addressNotAllowed() {
        return error(
                403,
                "To access this workspace, your IP address must be on its allowlist. Ask an"
                        + " administrator.");
    }

    /// The workspace wants more than a password of its members.
    public static ApiReply twoStepRequired() {
        return error(403, "To access this workspace you must enable two-step verification.");
    }

    /// The account may not.
    public static ApiReply forbidden() {
        return error(403, "Forbidden");
    }

    /// There is no such thing, or it is not for these eyes.
    public static ApiReply notFound(String what) {
        return error(404, what + " not found");
    }

    /// It was there until April 2026.
    public static ApiReply gone() {
        return error(410, "This endpoint has been removed. See CHANGE-2770.");
    }

    /// The question makes no sense.
    public static ApiReply badRequest(String message) {
        return error(400, message);
    }

    /// It fell over.
    public static ApiReply fault() {
        return error(500, "Something went wrong");
    }

    private static ApiReply error(int status, String message) {
        var json = Json.object().put("type", "error");
        json.putObject("error").put("message", message);
        return reply(status, json);
    }

    static ApiReply reply(int status, ObjectNode json) {
        return ApiReply.json(status, new String(Json.bytes(json), StandardCharsets.UTF_8));
    }
}
