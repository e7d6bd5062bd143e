package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tries the credentials of a connection at Cloud.
///
/// There is no list of a token's scopes to be had, so what each is needed for is tried.
final class CloudCheck {
    private static final String AUTHENTICATED = "authenticated";
    private static final String SCOPES = "scopes";
    private static final String REPOSITORIES = "repositories";
    private static final String NAME_THEM =
            "Name the repositories in the connection's `repositories`, or use a token that may list"
                    + " them: an API token with read:workspace:bitbucket.";

    private final CloudClient client;
    private final CloudSignIn signIn;

    CloudCheck(CloudClient client, CloudSignIn signIn) {
        this.client = client;
        this.signIn = signIn;
    }

    /// The steps, in the order of [dev.turnaround.provider.Api#check].
    List<Step> steps() {
        try {
            return tried();
        } catch (ApiFailure failure) {
            return failedAt(AUTHENTICATED, diagnosis(failure));
        }
    }

    private static List<Step> failedAt(String step, Diagnosis diagnosis) {
        var steps = new ArrayList<Step>();
        var failed = false;
        for (var name : List.of(AUTHENTICATED, SCOPES, REPOSITORIES)) {
            if (failed) {
                steps.add(Step.skipped(name, "not tried after that"));
            } else if (name.equals(step)) {
                steps.add(Step.failed(name, diagnosis));
                failed = true;
            }
        }
        return steps;
    }

    private static Diagnosis diagnosis(ApiFailure failure) {
        return switch (failure) {
            case ApiFailure.Refused refused -> refused.diagnosis();
            case ApiFailure.Limited limited ->
                    new Diagnosis(
                            "rate_limited",
                            "Bitbucket's limit of requests is reached until "
                                    + limited.until()
                                    + ".",
                            "Nothing: it goes on by itself.");
            case ApiFailure.Away away ->
                    new Diagnosis(
                            "unreachable",
                            "Bitbucket does not answer: " + away.getMessage() + ".",
                            "See whether this server reaches it, and"
                                    + " https://bitbucket.status.atlassian.com.");
            case ApiFailure.Unreadable unreadable ->
                    new Diagnosis(
                            "unreadable",
                            "Bitbucket's answer cannot be read: " + unreadable.getMessage() + ".",
                            "See whether a proxy stands in between.");
            case ApiFailure.CursorExpired expired ->
                    new Diagnosis("unreadable", String.valueOf(expired.getMessage()), "Try again.");
        };
    }

    private List<Step> tried() {
        var user = client.answer(CloudQuery.user());
        var workspaces = client.answer(CloudQuery.workspaces());
        // An access token is nobody's, and may be told that it is not for `/user`.
        if (user.status() == 401 && (!signIn.accessToken() || workspaces.status() == 401)) {
            return failedAt(AUTHENTICATED, client.refusals().diagnosis(user, "account"));
        }
        var lacks = new ArrayList<Lack>();
        note(lacks, user, "read:user:bitbucket", "to say whose token it is", false);
        note(
                lacks,
                workspaces,
                "read:workspace:bitbucket",
                "to find the repositories that are not named",
                false);
        var seen = workspaces.ok() ? seen(lacks) : null;
        return List.of(authenticated(user), scopes(lacks, seen), repositories(workspaces, seen));
    }

    /// A scope that is missing.
    ///
    /// @param needed whether nothing works without it
    private record Lack(String scope, String reason, boolean needed) {}

    private void note(
            List<Lack> lacks, Answer answer, String scope, String reason, boolean needed) {
        if (answer.status() != 403) {
            return;
        }
        var refusal = CloudRefusals.Refusal.of(answer);
        if (refusal.ofScopes()) {
            var named =
                    refusal.required().isEmpty()
                            ? signIn.scope(scope)
                            : String.join(", ", refusal.required());
            lacks.add(new Lack(named, reason, needed));
        }
    }

    private static Step authenticated(Answer user) {
        var name = user.ok() ? name(user) : null;
        return Step.ok(
                AUTHENTICATED,
                name == null ? "with a token that does not say whose it is" : "as " + name);
    }

    private static @Nullable String name(Answer user) {
        try {
            return Fields.read(user.body(), Values.DIALECT, CloudCheck::name).orElse(null);
        } catch (Unreadable _) {
            return null;
        }
    }

    private static Optional<String> name(Fields in) throws IOException {
        String nickname = null;
        String display = null;
        while (in.next()) {
            switch (in.name()) {
                case "nickname" -> nickname = in.text();
                case "display_name" -> display = in.text();
                default -> in.skip();
            }
        }
        return Optional.ofNullable(nickname == null ? display : nickname);
    }

    /// What the account sees.
    ///
    /// @param repositories how many
    /// @param tried whether the pull requests of one of them were asked for
    /// @param refused why one of the workspaces is not shown; null when none is refused
    private record Seen(
            int workspaces, long repositories, boolean tried, @Nullable Diagnosis refused) {}

    private Seen seen(List<Lack> lacks) {
        var workspaces = CloudApi.workspaces(client);
        var repositories = 0L;
        var tried = false;
        Diagnosis refused = null;
        for (var workspace : workspaces) {
            var answer = client.answer(CloudQuery.repositories(workspace.uuid()));
            if (!answer.ok()) {
                note(lacks, answer, "read:repository:bitbucket", "to list repositories", true);
                refused = client.refusals().diagnosis(answer, "repositories of a workspace");
                continue;
            }
            var page = CloudPage.of(answer, CloudCheck::uuid);
            repositories += page.size() == null ? page.values().size() : page.size();
            if (!tried && !page.values().isEmpty()) {
                tried = true;
                note(
                        lacks,
                        client.answer(CloudQuery.probe(workspace.uuid(), page.values().getFirst())),
                        "read:pullrequest:bitbucket",
                        "to read pull requests and their activity",
                        true);
            }
        }
        return new Seen(workspaces.size(), repositories, tried, refused);
    }

    private static @Nullable String uuid(Fields in) throws IOException {
        String uuid = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "uuid" -> uuid = Values.uuid(in);
                    default -> in.skip();
                }
            }
        }
        in.takeFault();
        return uuid;
    }

    private Step scopes(List<Lack> lacks, @Nullable Seen seen) {
        if (lacks.isEmpty()) {
            return seen == null || !seen.tried()
                    ? Step.skipped(SCOPES, "there is no repository to try them on")
                    : Step.ok(SCOPES, "repositories and pull requests can be read");
        }
        var missing = new ArrayList<String>();
        var needed = false;
        for (var lack : lacks.stream().distinct().toList()) {
            missing.add(lack.scope() + " (" + lack.reason() + ")");
            needed |= lack.needed();
        }
        return new Step(
                SCOPES,
                needed ? Step.Result.FAILED : Step.Result.WARNING,
                "missing: " + String.join(", ", missing),
                signIn.consented()
                        ? CloudRefusals.CONSENT_ANEW
                        : "Make a new token that has them too; the scopes of a token cannot be"
                                + " changed.");
    }

    private Step repositories(Answer workspaces, @Nullable Seen seen) {
        if (seen == null) {
            var diagnosis = client.refusals().diagnosis(workspaces, "workspaces");
            return new Step(REPOSITORIES, Step.Result.WARNING, diagnosis.what(), NAME_THEM);
        }
        var refused = seen.refused();
        if (seen.repositories() == 0) {
            return Step.failed(
                    REPOSITORIES,
                    refused == null
                            ? new Diagnosis(
                                    "no_repositories",
                                    "The account sees no repository in %d workspaces."
                                            .formatted(seen.workspaces()),
                                    "Add it to a workspace with read access; it may have left or"
                                            + " lost its rights.")
                            : refused);
        }
        var detail = "%d in %d workspaces".formatted(seen.repositories(), seen.workspaces());
        return refused == null
                ? Step.ok(REPOSITORIES, detail)
                : new Step(
                        REPOSITORIES,
                        Step.Result.WARNING,
                        detail + "; not all: " + refused.what(),
                        refused.advice());
    }
}
