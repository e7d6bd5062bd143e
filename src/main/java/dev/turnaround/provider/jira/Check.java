package dev.turnaround.provider.jira;

import dev.turnaround.model.Repository;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tries what a connection can do, from who it is to what it sees. What the account may read is
/// asked of Jira itself, not concluded from an empty list.
final class Check {
    private static final String AUTHENTICATED = "authenticated";
    private static final String SCOPES = "scopes";
    private static final String REPOSITORIES = "repositories";

    private static final Diagnosis NO_BROWSING =
            new Diagnosis(
                    "permission_missing",
                    "The account lacks the permission Browse Projects.",
                    "Give it to the account in the projects that Turnaround shall read.");

    private static final Diagnosis NO_PROJECTS =
            new Diagnosis(
                    "no_projects",
                    "The account sees no project.",
                    "Give it the permission Browse Projects in the projects that Turnaround shall"
                            + " read; Jira shows an account nothing of the others.");

    private final Supplier<Site> way;
    private final Supplier<Page<Repository>> projects;
    private final boolean consented;

    /// @param consented whether it signs in with what somebody consented to
    Check(Supplier<Site> way, Supplier<Page<Repository>> projects, boolean consented) {
        this.way = way;
        this.projects = projects;
        this.consented = consented;
    }

    List<Step> steps() {
        try {
            var site = way.get();
            return List.of(authenticated(site), tried(SCOPES, () -> scopes(site)), repositories());
        } catch (ApiFailure failure) {
            return List.of(
                    Step.failed(AUTHENTICATED, diagnosis(failure)),
                    Step.skipped(SCOPES, "not signed in"),
                    Step.skipped(REPOSITORIES, "not signed in"));
        }
    }

    private Step authenticated(Site site) {
        var call =
                site.kind() == Site.Kind.CLOUD ? SiteFinder.MYSELF : Call.get("/rest/api/2/myself");
        var answer = site.send(call);
        if (Refusals.isOutOfScope(answer)) {
            return new Step(
                    AUTHENTICATED,
                    Step.Result.WARNING,
                    "signed in at Atlassian's gateway, as somebody whom the token may not name",
                    consented
                            ? WebFlow.CONSENT_ANEW
                            : "Give the token the scope read:jira-user if the name shall be shown here;"
                                    + " nothing else needs it.");
        }
        var who = Site.read(Site.good(answer, call), Check::name);
        return Step.ok(
                AUTHENTICATED,
                "as %s at Jira %s%s"
                        .formatted(
                                who,
                                site.kind() == Site.Kind.CLOUD ? "Cloud" : "Data Center",
                                site.gateway() ? ", through Atlassian's gateway" : ""));
    }

    private static String name(Fields in) throws IOException {
        String shown = null;
        String name = null;
        while (in.next()) {
            switch (in.name()) {
                case "displayName" -> shown = in.text();
                case "name" -> name = in.text();
                default -> in.skip();
            }
        }
        return shown != null ? shown : name != null ? name : "somebody without a name";
    }

    /// Only tokens for the gateway have scopes; others may what their account may.
    private Step scopes(Site site) {
        var version = site.kind() == Site.Kind.CLOUD ? 3 : 2;
        var answer =
                site.ask(
                        Call.get(
                                "/rest/api/%d/mypermissions?permissions=BROWSE_PROJECTS"
                                        .formatted(version)));
        if (!Site.read(answer, Check::mayBrowse)) {
            return Step.failed(SCOPES, NO_BROWSING);
        }
        return Step.ok(
                SCOPES,
                consented
                        ? "read:jira-work was granted, and the account that consented may browse"
                                + " projects"
                        : site.gateway()
                                ? "the token has read:jira-work, and its account may browse projects"
                                : "the token may what its account may, and that is to browse projects");
    }

    private static Boolean mayBrowse(Fields in) throws IOException {
        var may = Boolean.FALSE;
        while (in.next()) {
            if (in.name().equals("permissions") && in.enter()) {
                while (in.next()) {
                    if (in.name().equals("BROWSE_PROJECTS") && in.enter()) {
                        may = permission(in);
                    } else {
                        in.skip();
                    }
                }
            } else {
                in.skip();
            }
        }
        return may;
    }

    private static Boolean permission(Fields in) throws IOException {
        Boolean has = null;
        while (in.next()) {
            switch (in.name()) {
                case "havePermission" -> has = in.flag();
                default -> in.skip();
            }
        }
        return has != null && has;
    }

    private Step repositories() {
        return tried(
                REPOSITORIES,
                () -> {
                    var page = projects.get();
                    var seen = page.total() == null ? page.items().size() : page.total();
                    return seen == 0
                            ? Step.failed(REPOSITORIES, NO_PROJECTS)
                            : Step.ok(
                                    REPOSITORIES,
                                    seen + (seen == 1 ? " project" : " projects") + " seen");
                });
    }

    private Step tried(String name, Supplier<Step> step) {
        try {
            return step.get();
        } catch (ApiFailure failure) {
            return Step.failed(name, diagnosis(failure));
        }
    }

    private Diagnosis diagnosis(ApiFailure failure) {
        return switch (failure) {
            case ApiFailure.Refused refused ->
                    consented && refused.diagnosis().equals(Refusals.SCOPE)
                            ? WebFlow.SCOPE
                            : refused.diagnosis();
            case ApiFailure.Limited limited ->
                    new Diagnosis(
                            "rate_limited",
                            message(limited) + ".",
                            "Wait until " + limited.until() + ", and try again.");
            case ApiFailure.Away away ->
                    new Diagnosis(
                            "unreachable",
                            "Jira does not answer: " + message(away) + ".",
                            "Look whether the site is up, and whether this server may reach it.");
            case ApiFailure.Unreadable unreadable ->
                    new Diagnosis(
                            "not_an_api",
                            "What answers is not the API of Jira: " + message(unreadable) + ".",
                            "Give the address of the site as `url`, with the context path if Jira"
                                    + " has one.");
            case ApiFailure.CursorExpired expired ->
                    new Diagnosis("cursor_expired", message(expired) + ".", "Try again.");
        };
    }

    private static @Nullable String message(ApiFailure failure) {
        return failure.getMessage();
    }
}
