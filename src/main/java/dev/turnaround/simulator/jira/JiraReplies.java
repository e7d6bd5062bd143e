package dev.turnaround.simulator.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// What Jira answers when it does not answer the question.
public final class JiraReplies {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'").withZone(ZoneOffset.UTC);

    private JiraReplies() {}

    /// Too many calls within seconds.
    ///
    /// @param wait how long to wait, in whole seconds
    public static ApiReply burst(Duration wait) {
        return tooMany("jira-burst-based")
                .with("Retry-After", Long.toString(wait.toSeconds()))
                .with("X-RateLimit-Limit", "100")
                .with("X-RateLimit-Remaining", "0");
    }

    /// The quota of the hour is used up. When it ends is a date, by the minute.
    public static ApiReply quota(Instant now) {
        var next = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return tooMany("jira-quota-global-based").with("X-RateLimit-Reset", MINUTE.format(next));
    }

    private static ApiReply tooMany(String reason) {
        return errors(429, "Rate limit exceeded.").with("RateLimit-Reason", reason);
    }

    /// Data Center's limit, of which the next token is less than a second away.
    public static ApiReply dataCenterLimit() {
        return new ApiReply(
                429,
                Map.of(
                        "Retry-After", "0",
                        "X-RateLimit-Limit", "10",
                        "X-RateLimit-Remaining", "0",
                        "X-RateLimit-Interval-Seconds", "60",
                        "X-RateLimit-FillRate", "10"),
                "");
    }

    /// The token has ended, was taken back, or is none.
    public static ApiReply unauthenticated() {
        return ApiReply.json(
                        401,
                        text(
                                Json.object()
                                        .put(
                                                "message",
                                                "Client must be authenticated to access this"
                                                        + " resource.")
                                        .put("status-code", 401)))
                .with("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
                .with("WWW-Authenticate", "OAuth realm=\"https%3A%2F%2Facme.atlassian.net\"");
    }

    /// The gateway knows the token, and the token may not do this.
    public static ApiReply outOfScope() {
        return ApiReply.json(
                401,
                text(
                        Json.object()
                                .put("code", 401)
                                .put("message", "Unauthorized; scope does not match")));
    }

    /// The organisation's allow list does not hold the caller's address.
    public static ApiReply ipNotAllowed() {
        return errors(
                403,
                "The IP address has been rejected because it's not on the allowlist of the"
                        + " organization.");
    }

    /// Data Center wants to see that a person signs in.
    public static ApiReply captcha() {
        return new ApiReply(
                403,
                Map.of(
                        "content-type",
                        "text/html;charset=UTF-8",
                        "X-Authentication-Denied-Reason",
                        "CAPTCHA_CHALLENGE; login-url=https://jira.acme.example/login.jsp"),
                "<html><body>Basic Authentication Failure</body></html>");
    }

    /// The site was switched off.
    public static ApiReply suspended() {
        return ApiReply.json(
                404,
                text(
                        Json.object()
                                .put("errorCode", "OTHER")
                                .put("errorMessage", "Site temporarily unavailable")));
    }

    /// A page to sign in at, as a proxy puts before a server.
    public static ApiReply signInPage() {
        return new ApiReply(
                200,
                Map.of("content-type", "text/html; charset=utf-8"),
                "<!doctype html><title>Sign in</title>");
    }

    /// The token of a next page is older than seven days, or none.
    static ApiReply pageExpired() {
        return errors(400, "The nextPageToken is invalid or has expired.");
    }

    static ApiReply errors(int status, String message) {
        var body = Json.object();
        body.putArray("errorMessages").add(message);
        body.putObject("errors");
        return ApiReply.json(status, text(body));
    }

    static String text(ObjectNode json) {
        return new String(Json.bytes(json), UTF_8);
    }
}
