package dev.turnaround.provider.github;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Unreadable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Tries a connection's credentials at GitHub.
final class Checkup {
    private static final String AUTHENTICATED = "authenticated";
    private static final String SCOPES = "scopes";
    private static final String REPOSITORIES = "repositories";
    private static final Duration EXPIRES_SOON = Duration.ofDays(7);
    private static final int PAGES_MAX = 20;
    private static final int UNAUTHORIZED = 401;

    // <https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens>
    private static final String EXPIRY = "github-authentication-token-expiration";
    private static final DateTimeFormatter EXPIRY_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int EXPIRY_TIME_CHARS = 19;

    private final Calls calls;
    private final Repositories repositories;
    private final Entrance entrance;
    private final InstantSource clock;

    Checkup(Calls calls, Repositories repositories, Entrance entrance, InstantSource clock) {
        this.calls = calls;
        this.repositories = repositories;
        this.entrance = entrance;
        this.clock = clock;
    }

    /// As [dev.turnaround.provider.Api#check].
    List<Step> steps() {
        var app = entrance.app();
        return app == null ? ofAccount() : ofApp(app);
    }

    private List<Step> ofApp(App app) {
        try {
            var name = app.name();
            var installation = app.installation();
            var authenticated =
                    Step.ok(
                            AUTHENTICATED,
                            "as the app "
                                    + name
                                    + ", installed in "
                                    + installation.account()
                                    + (installation.all()
                                            ? " for all repositories, also those to come"
                                            : " for chosen repositories"));
            return List.of(authenticated, permissions(installation), counted(new Seen()));
        } catch (ApiFailure failure) {
            return nobody(failure);
        }
    }

    /// GitHub says what an installation may.
    private static Step permissions(App.Installation installation) {
        var lacks = new Lacks();
        lacks.unless(installation.may("pull_requests"), "Pull requests (what this is about)", true);
        lacks.unless(
                installation.may("issues"), "Issues (issues, and comments on pull requests)", true);
        lacks.unless(
                installation.may("members"), "Members (teams that are asked for a review)", false);
        lacks.unless(
                installation.may("contents"),
                "Contents (the times of pushes that no webhook told)",
                false);
        lacks.unless(
                installation.may("repository_hooks"),
                "Webhooks (deliveries that GitHub could not make)",
                false);
        return lacks.missing.isEmpty()
                ? Step.ok(SCOPES, "the app may read all that is needed")
                : new Step(
                        SCOPES,
                        lacks.fatal ? Step.Result.FAILED : Step.Result.WARNING,
                        "the app may not read: " + String.join("; ", lacks.missing),
                        (lacks.fatal ? "" : "It works without. ")
                                + "Add them on the app's page on GitHub, under Permissions and"
                                + " events, as read-only; then an owner of "
                                + installation.account()
                                + " has to accept the change.");
    }

    /// What is missing, and whether nothing works without it.
    private static final class Lacks {
        private final List<String> missing = new ArrayList<>();
        private boolean fatal;

        void unless(boolean there, String what, boolean needed) {
            if (!there) {
                missing.add(what);
                fatal |= needed;
            }
        }
    }

    private static List<Step> nobody(ApiFailure failure) {
        return List.of(
                Step.failed(AUTHENTICATED, diagnosis(failure)),
                Step.skipped(SCOPES, "nobody is signed in"),
                Step.skipped(REPOSITORIES, "nobody is signed in"));
    }

    private List<Step> ofAccount() {
        Answer user;
        try {
            user = calls.send(Call.get("/user"));
            if (!user.ok()) {
                throw Refusals.of(user);
            }
        } catch (ApiFailure failure) {
            return nobody(failure);
        }
        var seen = new Seen();
        var counted = counted(seen);
        return List.of(authenticated(user), scopes(user, seen), counted);
    }

    /// What the list of repositories shows.
    private static final class Seen {
        private int count;
        private int hidden;
        private @Nullable String first;
    }

    private Step authenticated(Answer user) {
        var login = login(user);
        var expires = expires(user.header(EXPIRY));
        if (expires != null && expires.isBefore(clock.instant().plus(EXPIRES_SOON))) {
            return new Step(
                    AUTHENTICATED,
                    Step.Result.WARNING,
                    "as " + login + "; the token expires at " + expires,
                    "Make a new token before that, and put it in the place of this one.");
        }
        return Step.ok(AUTHENTICATED, "as " + login);
    }

    private static String login(Answer user) {
        try {
            return Tree.of(user.body()).at("login").text();
        } catch (Unreadable _) {
            return "somebody whose name GitHub does not tell";
        }
    }

    private static @Nullable Instant expires(@Nullable String header) {
        try {
            return header == null || header.length() < EXPIRY_TIME_CHARS
                    ? null
                    : LocalDateTime.parse(header.substring(0, EXPIRY_TIME_CHARS), EXPIRY_TIME)
                            .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// What was granted need not be what was asked for. Only classic and OAuth tokens have scopes:
    /// <https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps>
    private Step scopes(Answer user, Seen seen) {
        var header = user.header("x-oauth-scopes");
        // A person's token of a GitHub App has none, and an empty header.
        return header == null || (header.isBlank() && entrance.kind() == Entrance.Kind.OAUTH)
                ? permissions(seen)
                : scopes(Set.of(header.strip().split("\\s*,\\s*")));
    }

    private Step scopes(Set<String> granted) {
        var missing = new ArrayList<String>();
        var fatal = false;
        if (!granted.contains("repo")) {
            fatal = !granted.contains("public_repo");
            missing.add("repo (pull requests and issues of private repositories)");
        }
        if (!granted.contains("read:org")
                && !granted.contains("write:org")
                && !granted.contains("admin:org")) {
            missing.add("read:org (teams that are asked for a review)");
            fatal = true;
        }
        if (missing.isEmpty()) {
            return Step.ok(SCOPES, String.join(", ", new TreeSet<>(granted)));
        }
        return new Step(
                SCOPES,
                fatal ? Step.Result.FAILED : Step.Result.WARNING,
                "missing: " + String.join("; ", missing),
                entrance.kind() == Entrance.Kind.OAUTH
                        ? "Sign in at GitHub again from the page of this connection, and leave"
                                + " everything allowed that GitHub shows."
                        : "Add them to the token on GitHub, under Settings, Developer settings,"
                                + " Personal access tokens.");
    }

    /// A fine-grained token does not say what it may, so that it is tried on a repository.
    private Step permissions(Seen seen) {
        var repository = seen.first;
        if (repository == null) {
            return Step.skipped(SCOPES, "there is no repository to try the token on");
        }
        try {
            var place = "/repos/" + repository;
            var missing = new ArrayList<String>();
            var fatal = false;
            if (!allowed(place + "/pulls?per_page=1")) {
                missing.add("pull requests (what this is about)");
                fatal = true;
            }
            if (!allowed(place + "/issues?per_page=1")) {
                missing.add("issues (issues, and comments on pull requests)");
                fatal = true;
            }
            if (!allowed(place + "/activity?per_page=1")) {
                missing.add("contents (the times of pushes that no webhook told)");
            }
            if (!allowed(place + "/hooks?per_page=1")) {
                missing.add("webhooks (deliveries that GitHub could not make)");
            }
            if (missing.isEmpty()) {
                return Step.ok(SCOPES, "read access to all that is needed in " + repository);
            }
            return new Step(
                    SCOPES,
                    fatal ? Step.Result.FAILED : Step.Result.WARNING,
                    "no read access in " + repository + " to: " + String.join("; ", missing),
                    fatal
                            ? "Add these repository permissions to the " + bearer() + " on GitHub."
                            : "It works without. Add these repository permissions to the "
                                    + bearer()
                                    + " for what stands in brackets.");
        } catch (ApiFailure failure) {
            return Step.failed(SCOPES, diagnosis(failure));
        }
    }

    private String bearer() {
        return entrance.kind() == Entrance.Kind.OAUTH ? "app" : "token";
    }

    private boolean allowed(String target) {
        var answer = calls.send(Call.get(target));
        if (answer.status() == UNAUTHORIZED) {
            throw Refusals.of(answer);
        }
        return answer.ok();
    }

    private Step counted(Seen seen) {
        try {
            @Nullable String cursor = null;
            for (var page = 0; page < PAGES_MAX; page++) {
                var some = repositories.page(cursor);
                seen.count += some.items().size();
                seen.hidden += some.flaws().size();
                if (seen.first == null && !some.items().isEmpty()) {
                    seen.first = some.items().getFirst().name().value();
                }
                cursor = some.next();
                if (cursor == null) {
                    break;
                }
            }
            return counted(seen, cursor != null);
        } catch (ApiFailure failure) {
            return Step.failed(REPOSITORIES, diagnosis(failure));
        }
    }

    private Step counted(Seen seen, boolean more) {
        var detail = (more ? "more than " : "") + seen.count + " seen";
        if (seen.hidden > 0) {
            return new Step(
                    REPOSITORIES,
                    Step.Result.WARNING,
                    detail + "; those of " + seen.hidden + " organizations are hidden",
                    entrance.kind() == Entrance.Kind.OAUTH
                            ? "Start a session of the organizations' single sign-on in the browser,"
                                    + " and sign in at GitHub again from the page of this"
                                    + " connection."
                            : Refusals.SAML.advice());
        }
        if (seen.count == 0) {
            return new Step(
                    REPOSITORIES,
                    Step.Result.WARNING,
                    "none seen",
                    entrance.kind() == Entrance.Kind.APP
                            ? "Open the app's installation on GitHub, under Settings, GitHub Apps,"
                                    + " Configure, and choose repositories."
                            : "Let the token's owner be added to the repositories, or name them in"
                                    + " the token's settings.");
        }
        return Step.ok(REPOSITORIES, detail);
    }

    private static Diagnosis diagnosis(ApiFailure failure) {
        return switch (failure) {
            case ApiFailure.Refused refused -> refused.diagnosis();
            case ApiFailure.Limited limited ->
                    new Diagnosis(
                            "rate_limited",
                            "GitHub wants fewer calls until " + limited.until() + ".",
                            "Try again then. Other programs that use the same account share its"
                                    + " quota.");
            case ApiFailure.Away away ->
                    new Diagnosis(
                            "unreachable",
                            "GitHub does not answer: " + away.getMessage() + ".",
                            "Check the connection's url and the network, and GitHub's status"
                                    + " page.");
            case ApiFailure.Unreadable unreadable ->
                    new Diagnosis(
                            "not_github",
                            "What answers does not answer as GitHub does: "
                                    + unreadable.getMessage()
                                    + ".",
                            "Check the connection's url: a proxy or another program may be"
                                    + " there.");
            case ApiFailure.CursorExpired _ ->
                    new Diagnosis("not_github", "GitHub forgot a page.", "Try again.");
        };
    }
}
