package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.SignIn;
import dev.turnaround.provider.Way;
import dev.turnaround.provider.Way.Field;
import dev.turnaround.provider.Way.Right;
import java.util.List;
import java.util.stream.Stream;

/// The ways to sign in at Bitbucket Cloud, and the least that each must be allowed.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication>
final class CloudWays {
    /// What installing webhooks takes.
    static final String HOOKS = "webhook";

    private static final List<String> SCOPES = List.of("account", "repository", "pullrequest");

    private static final String REPOSITORY = "the list of repositories";
    private static final String PULL_REQUEST = "pull requests and their activity";
    private static final String INSTALL = "only for installing webhooks";

    private static final Way OAUTH =
            new Way(
                    "oauth",
                    "OAuth consumer",
                    List.of(
                            new Field(
                                    "oauth.clientId",
                                    "Key",
                                    false,
                                    true,
                                    "Workspace settings, OAuth consumers, Add consumer: private,"
                                            + " with this server's redirect address as callback"
                                            + " URL."),
                            new Field(
                                    "oauth.clientSecret",
                                    "Secret",
                                    true,
                                    true,
                                    "Beside the key, once the consumer is opened.")),
                    List.of(
                            new Right(
                                    "account", "who consented, and the workspaces of that account"),
                            new Right("repository", REPOSITORY),
                            new Right("pullrequest", PULL_REQUEST),
                            new Right(HOOKS, INSTALL + ", and asked for only then")),
                    true);

    private static final Way ACCESS_TOKEN =
            new Way(
                    "token",
                    "Access token of a workspace, project or repository",
                    List.of(
                            new Field(
                                    "token",
                                    "Token",
                                    true,
                                    true,
                                    "Settings, Access tokens, of the workspace, project or"
                                            + " repository.")),
                    List.of(
                            new Right("Repositories: read", REPOSITORY),
                            new Right("Pull requests: read", PULL_REQUEST),
                            new Right("Webhooks: read and write", INSTALL)),
                    false);

    private static final Way API_TOKEN =
            new Way(
                    "api-token",
                    "API token with e-mail",
                    List.of(
                            new Field(
                                    "email",
                                    "E-mail",
                                    false,
                                    true,
                                    "Of the Atlassian account that the token belongs to."),
                            new Field(
                                    "token",
                                    "API token",
                                    true,
                                    true,
                                    "Atlassian account, Security, Create API token with scopes,"
                                            + " Bitbucket. App passwords have not worked since"
                                            + " June 2026.")),
                    List.of(
                            new Right("read:user:bitbucket", "whose token it is"),
                            new Right("read:workspace:bitbucket", "the account's workspaces"),
                            new Right("read:repository:bitbucket", REPOSITORY),
                            new Right("read:pullrequest:bitbucket", PULL_REQUEST),
                            new Right("read:webhook:bitbucket", INSTALL),
                            new Right("write:webhook:bitbucket", INSTALL)),
                    false);

    /// The one first that is no person's; what is consented to is somebody's.
    static final List<Way> ALL = List.of(ACCESS_TOKEN, OAUTH, API_TOKEN);

    private CloudWays() {}

    /// What is asked for at consent; what a consumer may ask for is written in the consumer.
    static List<String> scopes(SignIn.Reach reach) {
        return switch (reach) {
            case READING -> SCOPES;
            case WEBHOOKS -> Stream.concat(SCOPES.stream(), Stream.of(HOOKS)).toList();
        };
    }
}
