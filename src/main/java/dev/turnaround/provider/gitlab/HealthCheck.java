package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tries the token.
final class HealthCheck {
    private static final String AUTHENTICATED = "authenticated";
    private static final String SCOPES = "scopes";
    private static final String REPOSITORIES = "repositories";

    /// Either is enough to read all that is asked for.
    private static final Set<String> ENOUGH = Set.of("api", "read_api");

    private static final Duration WARNED_BEFORE = Duration.ofDays(14);

    private static final String CONSENT_ANEW =
            "Tick read_api in the application's settings in GitLab, and sign in again from the page"
                    + " of this connection.";

    private final Rest rest;
    private final boolean consented;

    /// @param consented whether it signs in with what somebody consented to
    HealthCheck(Rest rest, boolean consented) {
        this.rest = rest;
        this.consented = consented;
    }

    /// The steps, in order.
    List<Step> steps() {
        var steps = new ArrayList<Step>();
        steps.add(attempt(AUTHENTICATED, this::authenticated));
        if (steps.getFirst().result() == Step.Result.FAILED) {
            steps.add(Step.skipped(SCOPES, "not signed in"));
            steps.add(Step.skipped(REPOSITORIES, "not signed in"));
            return steps;
        }
        steps.add(attempt(SCOPES, consented ? this::granted : this::scopes));
        steps.add(attempt(REPOSITORIES, this::repositories));
        return steps;
    }

    @FunctionalInterface
    private interface Trial {
        Step make();
    }

    private Step attempt(String name, Trial trial) {
        try {
            return trial.make();
        } catch (ApiFailure failure) {
            return Step.failed(name, diagnosis(failure));
        }
    }

    private Diagnosis diagnosis(ApiFailure failure) {
        return switch (failure) {
            case ApiFailure.Refused refused ->
                    consented && refused.diagnosis().equals(Refusal.UNSCOPED)
                            ? new Diagnosis(
                                    "scope_missing", "read_api was not granted.", CONSENT_ANEW)
                            : refused.diagnosis();
            case ApiFailure.Limited limited ->
                    new Diagnosis(
                            "rate_limited",
                            "GitLab wants fewer calls until " + limited.until() + ".",
                            "Wait; or raise the limits of the instance for this account.");
            case ApiFailure.Away away ->
                    new Diagnosis(
                            "unreachable",
                            "GitLab cannot be reached, or is unwell: " + away.getMessage() + ".",
                            "Check the url of the connection, DNS, proxies and firewalls between"
                                    + " this server and GitLab, and whether GitLab is up.");
            case ApiFailure.Unreadable _, ApiFailure.CursorExpired _ ->
                    new Diagnosis(
                            "unexpected_answer",
                            "GitLab answered something that it does not document: "
                                    + failure.getMessage()
                                    + ".",
                            "Check whether a proxy stands before GitLab, and GitLab's version.");
        };
    }

    private Step authenticated() {
        var answer = rest.get("/user");
        if (!answer.ok()) {
            throw Refusal.of(answer);
        }
        var user = Rest.object(answer, HealthCheck::name);
        if (user.isEmpty()) {
            throw Refusal.notJson();
        }
        return Step.ok(AUTHENTICATED, "as " + user);
    }

    private static String name(Fields in) throws IOException {
        var name = "";
        while (in.next()) {
            if (in.name().equals("username")) {
                var text = in.text();
                name = text == null ? "" : text;
            } else {
                in.skip();
            }
        }
        return name;
    }

    private record Token(List<String> scopes, @Nullable Instant expires) {}

    /// Every kind of access token can tell about itself, from 15.5 on:
    /// <https://docs.gitlab.com/api/personal_access_tokens/#get-details-on-a-personal-access-token>
    private Step scopes() {
        var answer = rest.get("/personal_access_tokens/self");
        if (answer.status() == 404) {
            return Step.skipped(SCOPES, "GitLab tells the scopes of tokens from 15.5 on");
        }
        if (!answer.ok()) {
            throw Refusal.of(answer);
        }
        var token = Rest.object(answer, HealthCheck::token);
        var told = token.scopes().isEmpty() ? "none" : String.join(", ", token.scopes());
        if (token.scopes().stream().noneMatch(ENOUGH::contains)) {
            return Step.failed(
                    SCOPES,
                    new Diagnosis(
                            "scope_missing",
                            "The token has the scopes "
                                    + told
                                    + "; missing is read_api, to read merge requests, issues and"
                                    + " what happened to them.",
                            "Make one with the scope read_api: the scopes of a token cannot be"
                                    + " changed."));
        }
        var expires = token.expires();
        if (expires != null && expires.minus(WARNED_BEFORE).isBefore(answer.at())) {
            return new Step(
                    SCOPES,
                    Step.Result.WARNING,
                    told + "; the token expires at " + expires,
                    "Rotate it in GitLab before that, and put the new one into the connection.");
        }
        return Step.ok(SCOPES, told);
    }

    /// What was granted need not be what was asked for.
    /// <https://docs.gitlab.com/api/oauth2/#retrieve-the-token-information>
    private Step granted() {
        var answer = rest.outside("/oauth/token/info");
        if (!answer.ok()) {
            throw Refusal.of(answer);
        }
        var scopes = Rest.object(answer, HealthCheck::grantedScopes);
        var told = scopes.isEmpty() ? "none" : String.join(", ", scopes);
        return scopes.stream().anyMatch(ENOUGH::contains)
                ? Step.ok(SCOPES, told)
                : Step.failed(
                        SCOPES,
                        new Diagnosis(
                                "scope_missing",
                                "The scopes that were granted are "
                                        + told
                                        + "; missing is read_api, to read merge requests, issues"
                                        + " and what happened to them.",
                                CONSENT_ANEW));
    }

    private static List<String> grantedScopes(Fields in) throws IOException {
        var scopes = new ArrayList<String>();
        while (in.next()) {
            if (in.name().equals("scope")) {
                addTexts(in, scopes);
            } else {
                in.skip();
            }
        }
        return scopes;
    }

    private static void addTexts(Fields in, List<String> texts) throws IOException {
        if (in.enterList()) {
            while (in.nextElement()) {
                var text = in.text();
                if (text != null) {
                    texts.add(text);
                }
            }
        }
    }

    private static Token token(Fields in) throws IOException {
        var scopes = new ArrayList<String>();
        Instant expires = null;
        while (in.next()) {
            switch (in.name()) {
                case "scopes" -> addTexts(in, scopes);
                case "expires_at" -> expires = in.time();
                default -> in.skip();
            }
        }
        return new Token(scopes, expires);
    }

    private Step repositories() {
        var rows =
                rest.list(
                        "/projects?membership=true&simple=true&per_page=" + Rest.PER_PAGE,
                        Projects::row);
        var total = rows.answer().header("x-total");
        if (rows.rows() == 0) {
            return new Step(
                    REPOSITORIES,
                    Step.Result.WARNING,
                    "sees none",
                    "Make the "
                            + (consented ? "account that consented" : "token's account")
                            + " a member of the projects or of a group above them, with the role"
                            + " Reporter.");
        }
        // Left out of lists of more than 10,000.
        var count = total != null ? total : rows.rows() + (rows.full() ? " or more" : "");
        return Step.ok(REPOSITORIES, "sees " + count + " projects");
    }
}
