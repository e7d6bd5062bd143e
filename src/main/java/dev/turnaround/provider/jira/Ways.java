package dev.turnaround.provider.jira;

import dev.turnaround.provider.SignIn;
import dev.turnaround.provider.Way;
import dev.turnaround.provider.Way.Field;
import dev.turnaround.provider.Way.Right;
import java.util.List;
import java.util.stream.Stream;

/// The ways to sign in at Jira, and the least that each must be allowed. Beside that the account
/// must be able to browse the projects: what it cannot see does not exist here.
///
/// <https://developer.atlassian.com/cloud/jira/platform/scopes-for-oauth-2-3LO-and-forge-apps/>
final class Ways {
    /// What installing webhooks takes.
    static final String HOOKS = "manage:jira-webhook";

    private static final List<String> SCOPES =
            List.of("read:jira-work", "read:jira-user", "offline_access");

    private static final String WORK_REASON =
            "issues, their changes and comments, projects and statuses";
    private static final Right BROWSE =
            new Right(
                    "Browse projects",
                    "the projects themselves; Jira hides what it does not cover");

    private static final Way OAUTH =
            new Way(
                    "oauth",
                    "OAuth 2.0 (3LO)",
                    List.of(
                            new Field(
                                    "oauth.clientId",
                                    "Client ID",
                                    false,
                                    true,
                                    "developer.atlassian.com/console: Create, OAuth 2.0 integration;"
                                            + " this server's redirect address under Authorization,"
                                            + " the scopes under Permissions."),
                            new Field(
                                    "oauth.clientSecret",
                                    "Secret",
                                    true,
                                    true,
                                    "On the same page, under Settings.")),
                    List.of(
                            new Right("read:jira-work", WORK_REASON),
                            new Right("read:jira-user", "who did it, and who consented"),
                            new Right(
                                    "offline_access",
                                    "to go on after an hour without asking somebody again"),
                            new Right(
                                    HOOKS, "only for installing webhooks, and asked for only then"),
                            BROWSE),
                    true);

    private static final Way SCOPED =
            new Way(
                    "scoped-token",
                    "API token with scopes, with e-mail",
                    tokens("Atlassian account, Security, Create API token with scopes, Jira."),
                    List.of(
                            new Right("read:jira-work", WORK_REASON),
                            new Right("read:jira-user", "who did it, and whose token it is"),
                            BROWSE),
                    false);

    private static final Way CLASSIC =
            new Way(
                    "token",
                    "API token with e-mail",
                    tokens("Atlassian account, Security, Create API token."),
                    List.of(BROWSE),
                    false);

    private static final Way DATA_CENTER =
            new Way(
                    "data-center",
                    "Personal access token (Data Center)",
                    List.of(
                            new Field(
                                    "token",
                                    "Token",
                                    true,
                                    true,
                                    "Profile, Personal Access Tokens, Create token.")),
                    List.of(BROWSE),
                    false);

    /// The one first that is good for reading only and does not expire.
    static final List<Way> ALL = List.of(OAUTH, SCOPED, CLASSIC, DATA_CENTER);

    private Ways() {}

    /// What is asked for at consent.
    static List<String> scopes(SignIn.Reach reach) {
        return switch (reach) {
            case READING -> SCOPES;
            case WEBHOOKS -> Stream.concat(SCOPES.stream(), Stream.of(HOOKS)).toList();
        };
    }

    private static List<Field> tokens(String help) {
        return List.of(
                new Field(
                        "email",
                        "E-mail",
                        false,
                        true,
                        "Of the Atlassian account that the token belongs to."),
                new Field("token", "API token", true, true, help + " It expires within a year."));
    }
}
