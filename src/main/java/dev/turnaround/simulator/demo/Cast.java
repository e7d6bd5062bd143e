package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.bitbucket.BitbucketApi;
import dev.turnaround.simulator.bitbucket.BitbucketHook;
import dev.turnaround.simulator.bitbucket.BitbucketWorkspace;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.gitlab.GitLabApi;
import dev.turnaround.simulator.gitlab.GitLabGroup;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.simulator.jira.JiraApi;
import dev.turnaround.simulator.jira.JiraHook;
import dev.turnaround.simulator.jira.JiraIssue;
import dev.turnaround.simulator.jira.JiraProject;
import dev.turnaround.simulator.jira.JiraSite;
import dev.turnaround.simulator.jira.JiraToken;
import dev.turnaround.simulator.play.Chronicle;
import dev.turnaround.simulator.play.OnBitbucket;
import dev.turnaround.simulator.play.OnGitHub;
import dev.turnaround.simulator.play.OnGitLab;
import dev.turnaround.simulator.play.Place;
import dev.turnaround.simulator.play.Posted;
import dev.turnaround.simulator.play.Prose;
import dev.turnaround.simulator.play.Scene;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Everybody in the story, and where it plays.
final class Cast {
    private static final long ACME = 61_204_113;
    private static final long HOOK_ID = 441_002_771L;
    private static final long FIRST_PERSON = 48_100_200;

    /// Whose token Jira's is.
    static final String EMAIL = "steward@acme.example";

    private static final String CLOUD_ID = "11223344-a1b2-3b33-c444-def123456789";
    private static final Set<String> BITBUCKET_SCOPES =
            Set.of(
                    "read:repository:bitbucket",
                    "read:pullrequest:bitbucket",
                    "read:workspace:bitbucket",
                    "read:user:bitbucket");
    private static final Duration AGE = Duration.ofDays(1_400);

    /// GitHub's own reviewer: a bot by its type alone.
    final Person copilot = Person.bot(198_982_749, "Copilot");

    /// An app, as most bots are.
    final Person steward = Person.bot(171_330_462, "steward[bot]");

    final List<Team> teams =
            List.of(
                    new Team(8_800_123, "web-platform", "Web platform"),
                    new Team(8_800_131, "payments", "Payments"));

    final List<Place> places = new ArrayList<>();
    private final List<JiraProject> projects = new ArrayList<>();
    private final Map<Scene, Function<String, SimulatedApi>> apis = new EnumMap<>(Scene.class);
    private @Nullable GitHubRepository tried;
    private final List<Person> people = new ArrayList<>();

    /// @param secrets what the webhooks of each provider that takes part are signed with
    /// @param random where the identities of deliveries come from
    Cast(Map<Scene, String> secrets, InstantSource clock, RandomGenerator random) {
        var names =
                List.of("mia", "o.haddad", "lena.k", "tomasz", "priya-n", "jun", "sofia-r", "dele");
        for (var name : names) {
            people.add(Person.user(FIRST_PERSON + people.size() * 7_919L, name));
        }
        new EnumMap<>(secrets)
                .forEach((scene, secret) -> {
                    switch (scene) {
                        case GITHUB -> onGitHub(secret, clock, random);
                        case GITLAB -> onGitLab(secret, clock, random);
                        case BITBUCKET -> onBitbucket(secret, random);
                        case JIRA -> onJira(secret, random);
                    }
                });
    }

    private void onGitHub(String secret, InstantSource clock, RandomGenerator random) {
        var hook = new GitHubHook(HOOK_ID, secret, GitHubHook.Encoding.JSON, random);
        var acme = new GitHubOrganization(ACME, "acme", hook);
        var founded = clock.instant().minus(AGE);
        var repositories =
                List.of(
                        acme.repository("webshop", "The shop's pages", "TypeScript", 470, founded),
                        acme.repository(
                                "checkout", "From basket to order", "Kotlin", 1_210, founded),
                        acme.repository("ledger", "Money in, money out", "Java", 233, founded));
        tried = repositories.getFirst();
        apis.put(
                Scene.GITHUB,
                token -> {
                    var api = new GitHubApi(steward, token);
                    repositories.forEach(api::add);
                    return api;
                });
        for (var repository : repositories) {
            places.add((author, title, body, branch, size) ->
                    new OnGitHub(
                            repository.pullRequest(author, title, body, branch, size),
                            Chronicle.NONE));
        }
    }

    private void onGitLab(String signingToken, InstantSource clock, RandomGenerator random) {
        var acme = new GitLabGroup("acme", new GitLabHook(signingToken, clock, random));
        apis.put(Scene.GITLAB, token -> new GitLabApi(acme, "", people.getFirst(), token));
        for (var project :
                List.of(
                        acme.project("mobile", "Mobile", 340),
                        acme.project("warehouse", "Warehouse", 96))) {
            places.add((author, title, body, branch, _) ->
                    new OnGitLab(
                            project.mergeRequest(author, title, body, branch), Chronicle.NONE));
        }
    }

    private void onBitbucket(String secret, RandomGenerator random) {
        var acme = new BitbucketWorkspace(ACME, "acme", new BitbucketHook(secret, random));
        apis.put(
                Scene.BITBUCKET,
                token -> {
                    var api = new BitbucketApi(List.of(acme));
                    api.accessToken(token, BITBUCKET_SCOPES);
                    return api;
                });
        for (var repository :
                List.of(
                        acme.repository("pricing", "Pricing", 127),
                        acme.repository("mailer", "Mailer", 58))) {
            places.add((author, title, body, branch, _) ->
                    new OnBitbucket(
                            repository.pullRequest(author, title, body, branch), Chronicle.NONE));
        }
    }

    private void onJira(String secret, RandomGenerator random) {
        var site = new JiraSite("https://acme.atlassian.net", new JiraHook(secret, random));
        apis.put(
                Scene.JIRA,
                token -> JiraApi.cloud(site, CLOUD_ID, JiraToken.classic(EMAIL, token)));
        projects.add(site.project("PAY", "Payments", 211));
        projects.add(site.project("WEB", "Web", 604));
        projects.add(site.project("OPS", "Operations", 87));
    }

    /// The APIs of the providers that take part.
    ///
    /// @param token what opens them
    Map<Scene, SimulatedApi> apis(String token) {
        var opened = new EnumMap<Scene, SimulatedApi>(Scene.class);
        apis.forEach((scene, api) -> opened.put(scene, api.apply(token)));
        return opened;
    }

    /// What GitHub sends when the hook is configured; nothing where the story does not play there.
    List<Posted> trial(RandomGenerator random) {
        return tried == null
                ? List.of()
                : List.of(new Posted(Scene.GITHUB, tried.ping(anyone(random))));
    }

    /// An issue that somebody works on; null when there is no tracker, or nobody wrote it down.
    @Nullable JiraIssue issue(Person worker, Prose prose, RandomGenerator random) {
        if (projects.isEmpty() || worker.equals(steward) || random.nextInt(4) == 0) {
            return null;
        }
        var project = projects.get(random.nextInt(projects.size()));
        return project.issue(anyone(random), prose.summary(), prose.description());
    }

    Person anyone(RandomGenerator random) {
        return people.get(random.nextInt(people.size()));
    }

    /// Some who could review what this person wrote.
    List<Person> reviewersFor(Person author, int count, RandomGenerator random) {
        var candidates = new ArrayList<>(people);
        candidates.remove(author);
        var chosen = new ArrayList<Person>();
        while (chosen.size() < count) {
            chosen.add(candidates.remove(random.nextInt(candidates.size())));
        }
        return chosen;
    }
}
