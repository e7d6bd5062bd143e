package dev.turnaround.simulator.world;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.bitbucket.BitbucketHook;
import dev.turnaround.simulator.bitbucket.BitbucketRepository;
import dev.turnaround.simulator.bitbucket.BitbucketWorkspace;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.gitlab.GitLabGroup;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.simulator.gitlab.GitLabProject;
import dev.turnaround.simulator.jira.JiraHook;
import dev.turnaround.simulator.jira.JiraProject;
import dev.turnaround.simulator.jira.JiraSite;
import dev.turnaround.simulator.play.Scene;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Who works here, and where.
public final class Organisation {
    private static final long ACME = 61_204_113;
    private static final long HOOK_ID = 441_002_771L;
    private static final long FIRST_PERSON = 48_100_200;
    private static final Duration AGE = Duration.ofDays(1_400);
    private static final List<String> LOGINS =
            List.of("mia", "o.haddad", "lena.k", "tomasz", "priya-n", "jun", "sofia-r", "dele");

    private final List<Person> people;
    private final GitHubOrganization gitHub;
    private final List<GitHubRepository> gitHubRepositories;
    private final GitLabGroup gitLab;
    private final List<GitLabProject> gitLabProjects;
    private final BitbucketWorkspace bitbucket;
    private final List<BitbucketRepository> bitbucketRepositories;
    private final JiraSite jira;
    private final List<JiraProject> jiraProjects;

    /// @param secrets what the webhooks of each provider are signed with
    /// @param clock what signatures are dated by
    /// @param random where the identities of deliveries come from
    Organisation(Map<Scene, String> secrets, InstantSource clock, RandomGenerator random) {
        people =
                LOGINS.stream()
                        .map(login ->
                                Person.user(FIRST_PERSON + LOGINS.indexOf(login) * 7_919L, login))
                        .toList();
        var founded = clock.instant().minus(AGE);
        gitHub =
                new GitHubOrganization(
                        ACME,
                        "acme",
                        new GitHubHook(
                                HOOK_ID,
                                secret(secrets, Scene.GITHUB),
                                GitHubHook.Encoding.JSON,
                                random));
        gitHubRepositories =
                List.of(
                        gitHub.repository(
                                "webshop", "The shop's pages", "TypeScript", 470, founded),
                        gitHub.repository("ledger", "Money in, money out", "Java", 233, founded));
        gitLab =
                new GitLabGroup(
                        "acme", new GitLabHook(secret(secrets, Scene.GITLAB), clock, random));
        gitLabProjects =
                List.of(
                        gitLab.project("mobile", "Mobile", 340),
                        gitLab.project("warehouse", "Warehouse", 96));
        bitbucket =
                new BitbucketWorkspace(
                        ACME, "acme", new BitbucketHook(secret(secrets, Scene.BITBUCKET), random));
        bitbucketRepositories =
                List.of(
                        bitbucket.repository("pricing", "Pricing", 127),
                        bitbucket.repository("mailer", "Mailer", 58));
        jira =
                new JiraSite(
                        "https://acme.atlassian.net",
                        new JiraHook(secret(secrets, Scene.JIRA), random));
        jiraProjects =
                List.of(jira.project("PAY", "Payments", 211), jira.project("WEB", "Web", 604));
    }

    private static String secret(Map<Scene, String> secrets, Scene scene) {
        var secret = secrets.get(scene);
        if (secret == null) {
            throw new IllegalArgumentException("no secret for " + scene);
        }
        return secret;
    }

    /// Everybody with hands.
    public List<Person> people() {
        return people;
    }

    /// Teams that can be asked where there are teams.
    public List<Team> teams() {
        return List.of(
                new Team(8_800_123, "web-platform", "Web platform"),
                new Team(8_800_131, "payments", "Payments"));
    }

    /// An app, as most bots are.
    public Person steward() {
        return Person.bot(171_330_462, "steward[bot]");
    }

    /// At GitHub.
    public GitHubOrganization gitHub() {
        return gitHub;
    }

    /// Its repositories.
    public List<GitHubRepository> gitHubRepositories() {
        return gitHubRepositories;
    }

    /// At GitLab.
    public GitLabGroup gitLab() {
        return gitLab;
    }

    /// Its projects.
    public List<GitLabProject> gitLabProjects() {
        return gitLabProjects;
    }

    /// At Bitbucket.
    public BitbucketWorkspace bitbucket() {
        return bitbucket;
    }

    /// Its repositories.
    public List<BitbucketRepository> bitbucketRepositories() {
        return bitbucketRepositories;
    }

    /// Its tracker.
    public JiraSite jira() {
        return jira;
    }

    /// The tracker's projects.
    public List<JiraProject> jiraProjects() {
        return jiraProjects;
    }
}
