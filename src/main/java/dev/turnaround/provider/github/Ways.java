package dev.turnaround.provider.github;

import dev.turnaround.provider.SignIn;
import dev.turnaround.provider.Way;
import dev.turnaround.provider.Way.Field;
import dev.turnaround.provider.Way.Right;
import java.util.List;
import java.util.stream.Stream;

/// The ways to sign in at GitHub, and the least that each must be allowed.
///
/// <https://docs.github.com/en/apps/creating-github-apps/about-creating-github-apps/deciding-when-to-build-a-github-app>
final class Ways {
    /// What installing webhooks of organizations takes; those of repositories come with `repo`.
    /// <https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps>
    static final String ORGANIZATION_HOOKS = "admin:org_hook";

    // There is no scope for reading only.
    private static final List<String> SCOPES = List.of("repo", "read:org");

    private static final String ISSUES_REASON =
            "issues, and the comments on pull requests, which GitHub keeps with issues";
    private static final String PULLS_REASON = "pull requests and their reviews";
    private static final String TEAMS_REASON =
            "teams that are asked for a review, and importing teams";
    private static final Right EMAILS =
            new Right(
                    "user:email",
                    "optional, only for importing teams: the e-mail addresses that their members"
                            + " show to everybody, to suggest whose accounts are whose");
    private static final String CONTENTS_REASON =
            "optional: the times of pushes that no webhook told; it allows reading code, which is"
                    + " never asked for";
    private static final String HOOKS_REASON =
            "optional: deliveries that GitHub could not make, read from its log";

    private static final String INSTALL_REASON =
            "only for installing webhooks; for those of organizations Organization webhooks: write";

    private static final List<Right> PERMISSIONS =
            List.of(
                    new Right("Metadata: read", "the list of repositories"),
                    new Right("Pull requests: read", PULLS_REASON),
                    new Right("Issues: read", ISSUES_REASON),
                    new Right("Members: read", TEAMS_REASON),
                    new Right("Contents: read", CONTENTS_REASON),
                    new Right("Webhooks: read", HOOKS_REASON),
                    new Right("Webhooks: write", INSTALL_REASON));

    private static final List<Right> SCOPED =
            List.of(
                    new Right(
                            "repo",
                            "pull requests and issues of private repositories; GitHub has nothing"
                                    + " smaller for them, and nothing is written"),
                    new Right("read:org", TEAMS_REASON));

    private static final Way APP =
            new Way(
                    "app",
                    "GitHub App",
                    List.of(
                            new Field(
                                    "app.id",
                                    "App ID",
                                    false,
                                    true,
                                    "On the app's page, under General, About."),
                            new Field(
                                    "app.privateKey",
                                    "Private key",
                                    true,
                                    true,
                                    "On the app's page, under Private keys: the whole content of the"
                                            + " .pem file."),
                            new Field(
                                    "app.account",
                                    "Account",
                                    false,
                                    false,
                                    "The organization or user that installed the app; only needed"
                                            + " when several did."),
                            new Field(
                                    "app.installation",
                                    "Installation ID",
                                    false,
                                    false,
                                    "In place of the account: the number at the end of the"
                                            + " installation's address.")),
                    PERMISSIONS,
                    false);

    private static final Way OAUTH =
            new Way(
                    "oauth",
                    "OAuth",
                    List.of(
                            new Field(
                                    "oauth.clientId",
                                    "Client ID",
                                    false,
                                    true,
                                    "Register an OAuth app under Settings, Developer settings, OAuth"
                                            + " Apps, with this server's redirect address as"
                                            + " callback URL. The client ID of a GitHub App will do"
                                            + " as well: it then reads what the app and the person"
                                            + " both may."),
                            new Field(
                                    "oauth.clientSecret",
                                    "Client secret",
                                    true,
                                    true,
                                    "On the app's page: Generate a new client secret.")),
                    Stream.concat(
                                    SCOPED.stream(),
                                    Stream.of(
                                            new Right(
                                                    ORGANIZATION_HOOKS,
                                                    "only for installing webhooks of organizations,"
                                                            + " and asked for only then; repo"
                                                            + " covers those of repositories")))
                            .toList(),
                    true);

    private static final Way FINE =
            new Way(
                    "token",
                    "Fine-grained token",
                    List.of(
                            token(
                                    "Settings, Developer settings, Personal access tokens,"
                                            + " Fine-grained tokens; the organization as resource"
                                            + " owner, and its repositories.")),
                    PERMISSIONS,
                    false);

    private static final Way CLASSIC =
            new Way(
                    "classic-token",
                    "Classic token",
                    List.of(
                            token(
                                    "Settings, Developer settings, Personal access tokens, Tokens"
                                            + " (classic); then Configure SSO, where the"
                                            + " organization uses it.")),
                    Stream.concat(
                                    SCOPED.stream(),
                                    Stream.of(
                                            EMAILS,
                                            new Right(
                                                    ORGANIZATION_HOOKS,
                                                    "only for installing webhooks of organizations")))
                            .toList(),
                    false);

    /// The one first that is read-only, no person's, and brings repositories to come.
    static final List<Way> ALL = List.of(APP, OAUTH, FINE, CLASSIC);

    private Ways() {}

    /// What is asked for at consent.
    static List<String> scopes(SignIn.Reach reach) {
        return switch (reach) {
            case READING -> SCOPES;
            case WEBHOOKS -> Stream.concat(SCOPES.stream(), Stream.of(ORGANIZATION_HOOKS)).toList();
        };
    }

    private static Field token(String help) {
        return new Field("token", "Token", true, true, help);
    }
}
