package dev.turnaround.server;

import dev.turnaround.provider.Provider;
import dev.turnaround.provider.bitbucket.Bitbucket;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.gitlab.GitLab;
import dev.turnaround.provider.jira.Atlassian;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.bitbucket.BitbucketApi;
import dev.turnaround.simulator.bitbucket.BitbucketConsent;
import dev.turnaround.simulator.bitbucket.BitbucketHook;
import dev.turnaround.simulator.bitbucket.BitbucketWorkspace;
import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.consent.Shape;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.github.GitHubConsent;
import dev.turnaround.simulator.gitlab.GitLabApi;
import dev.turnaround.simulator.gitlab.GitLabConsent;
import dev.turnaround.simulator.gitlab.GitLabGroup;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.simulator.jira.AtlassianConsent;
import dev.turnaround.simulator.jira.JiraApi;
import dev.turnaround.simulator.jira.JiraDynamicHooks;
import dev.turnaround.simulator.jira.JiraHook;
import dev.turnaround.simulator.jira.JiraSite;
import dev.turnaround.simulator.jira.JiraToken;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// The providers at which somebody can consent, each with one repository or project and one thing
/// in it.
enum ConsentSite {
    GITHUB("github", "/api/v1/pull-requests", "repo read:org", "admin:org_hook"),
    GITLAB("gitlab", "/api/v1/pull-requests", "read_api", "api"),
    BITBUCKET("bitbucket", "/api/v1/pull-requests", "account repository pullrequest", "webhook"),
    JIRA(
            "jira",
            "/api/v1/issues",
            "read:jira-work read:jira-user offline_access",
            "manage:jira-webhook");

    private static final String JIRA_SITE = "https://acme.atlassian.net";

    private final String provider;
    private final String list;
    private final String scopes;
    private final String hookScope;

    ConsentSite(String provider, String list, String scopes, String hookScope) {
        this.provider = provider;
        this.list = list;
        this.scopes = scopes;
        this.hookScope = hookScope;
    }

    /// The word for the provider.
    String provider() {
        return provider;
    }

    /// The list in which what is in the repository comes.
    String list() {
        return list;
    }

    /// What an app must be allowed to ask for.
    Set<String> scopes() {
        return Set.of((scopes + " " + hookScope).split(" ", -1));
    }

    /// What installing webhooks takes, and reading does not.
    String hookScope() {
        return hookScope;
    }

    /// Where one can be installed that takes it.
    JsonObject hookPlace() {
        return switch (this) {
            case GITHUB -> new JsonObject().put("scope", "organization").put("target", "acme");
            case GITLAB, BITBUCKET ->
                    new JsonObject().put("scope", "repository").put("target", "acme/web");
            case JIRA -> new JsonObject().put("scope", "site").put("target", "PAY");
        };
    }

    /// Whether what is granted expires.
    boolean expires() {
        return this != GITHUB;
    }

    Shape shape() {
        return switch (this) {
            case GITHUB -> new GitHubConsent(false);
            case GITLAB -> new GitLabConsent("");
            case BITBUCKET -> new BitbucketConsent(true);
            case JIRA -> new AtlassianConsent();
        };
    }

    Provider provider(URI server) {
        return switch (this) {
            case GITHUB -> new GitHub();
            case GITLAB -> new GitLab();
            case BITBUCKET -> new Bitbucket();
            case JIRA -> new Jira(new Atlassian(server, server));
        };
    }

    /// The address that the administrator gives.
    String url(URI server) {
        return switch (this) {
            case GITHUB, GITLAB -> server.toString();
            case BITBUCKET -> server + "/2.0";
            case JIRA -> JIRA_SITE;
        };
    }

    SimulatedApi simulated(AuthorizationServer consents) {
        return switch (this) {
            case GITHUB -> {
                var acme = new Acme(1);
                acme.pullRequest("Keep keys").opened(Acme.at(0));
                var api = new GitHubApi(Acme.MIA, "no token");
                api.consents(consents);
                api.add(acme.repository());
                yield api;
            }
            case GITLAB -> {
                var signing = GitLabHook.signingToken(new byte[32]);
                var hook = new GitLabHook(signing, () -> Acme.NINE, new Random(7));
                var acme = new GitLabGroup("acme", hook);
                acme.project("web", "Web", 16)
                        .mergeRequest(Acme.MIA, "Keep keys", "Keys are kept.", "keys")
                        .opened(Acme.at(0), false, List.of(Acme.OMAR));
                var api = new GitLabApi(acme, "", Acme.MIA, "no token");
                api.consents(consents);
                yield api;
            }
            case BITBUCKET -> {
                var hook = new BitbucketHook("secret", new Random(1));
                var acme = new BitbucketWorkspace(1, "acme", hook);
                acme.repository("web", "Web", 16)
                        .pullRequest(Acme.MIA, "Keep keys", "Keys are kept.", "keys")
                        .created(Acme.at(0), false, List.of(Acme.OMAR));
                var api = new BitbucketApi(List.of(acme));
                api.consents(consents);
                yield api;
            }
            case JIRA -> {
                var acme = new JiraSite(JIRA_SITE, new JiraHook("s", new Random(3)));
                acme.project("PAY", "Payments", 311)
                        .issue(Acme.MIA, "Keep keys", "Keys are kept.")
                        .created(Acme.at(0));
                var api =
                        JiraApi.cloud(
                                acme,
                                "11223344-a1b2-3b33-c444-def123456789",
                                JiraToken.classic("nobody@acme.example", "none"));
                api.consents(consents, List.of());
                api.hooks(new JiraDynamicHooks(ConsentBench.CLIENT_SECRET));
                yield api;
            }
        };
    }
}
