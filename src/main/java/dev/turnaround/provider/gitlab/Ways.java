package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.SignIn;
import dev.turnaround.provider.Way;
import dev.turnaround.provider.Way.Field;
import dev.turnaround.provider.Way.Right;
import java.util.List;
import java.util.stream.Stream;

/// The ways to sign in at GitLab, and the least that each must be allowed.
///
/// <https://docs.gitlab.com/security/tokens/>
final class Ways {
    /// What installing webhooks takes. GitLab has nothing smaller for it.
    static final String HOOKS = "api";

    private static final String SCOPE = "read_api";

    private static final List<Right> RIGHTS =
            List.of(
                    new Right(
                            SCOPE,
                            "merge requests, issues and what happened to them; GitLab has no"
                                    + " smaller scope for its API, and it allows no writing"),
                    new Right(
                            "Reporter",
                            "the role in the projects or groups, below which confidential notes"
                                    + " and issues are not shown"),
                    new Right(
                            "Guest",
                            "only for importing teams: the role in the groups that are to be teams;"
                                    + " a project's token has none"));

    private static final Way OAUTH =
            new Way(
                    "oauth",
                    "OAuth",
                    List.of(
                            new Field(
                                    "oauth.clientId",
                                    "Application ID",
                                    false,
                                    true,
                                    "Applications, in the settings of a person, a group or the"
                                            + " instance: Add new application, confidential, with"
                                            + " this server's redirect address and the scope"
                                            + " read_api; api as well for installing webhooks."),
                            new Field(
                                    "oauth.clientSecret",
                                    "Secret",
                                    true,
                                    true,
                                    "Shown once, when the application is made; Renew secret makes"
                                            + " another.")),
                    Stream.concat(
                                    RIGHTS.stream(),
                                    Stream.of(
                                            new Right(
                                                    HOOKS,
                                                    "only for installing webhooks, and asked for"
                                                            + " only then, with the role"
                                                            + " Maintainer of the project or Owner"
                                                            + " of the group; it allows writing,"
                                                            + " and GitLab has nothing smaller")))
                            .toList(),
                    true);

    private static final Way TOKEN =
            new Way(
                    "token",
                    "Access token of a group, project or person",
                    List.of(
                            new Field(
                                    "token",
                                    "Token",
                                    true,
                                    true,
                                    "Settings, Access tokens, of the group or project; or those of a"
                                            + " person. It expires within a year.")),
                    Stream.concat(
                                    RIGHTS.stream(),
                                    Stream.of(
                                            new Right(
                                                    HOOKS,
                                                    "only for installing webhooks, with the role"
                                                            + " Maintainer of the project or Owner"
                                                            + " of the group")))
                            .toList(),
                    false);

    /// The one first that renews itself.
    static final List<Way> ALL = List.of(OAUTH, TOKEN);

    private Ways() {}

    /// What is asked for at consent.
    static List<String> scopes(SignIn.Reach reach) {
        return switch (reach) {
            case READING -> List.of(SCOPE);
            case WEBHOOKS -> List.of(SCOPE, HOOKS);
        };
    }
}
