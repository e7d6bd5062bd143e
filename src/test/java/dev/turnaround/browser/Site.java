package dev.turnaround.browser;

import dev.turnaround.provider.bitbucket.Bitbucket;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.gitlab.GitLab;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.server.Server;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.consent.Decision;
import dev.turnaround.simulator.consent.RegisteredApp;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.github.GitHubConsent;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.github.GitHubReview;
import dev.turnaround.simulator.jira.JiraHook;
import dev.turnaround.simulator.jira.JiraIssue;
import dev.turnaround.simulator.jira.JiraProject;
import dev.turnaround.simulator.jira.JiraSite;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import dev.turnaround.vault.Keyset;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A server on a database of its own, with a GitHub organisation that sends it webhooks. It can go
/// away and come back at the same address.
final class Site implements AutoCloseable {
    static final String TOKEN = "ta_token-of-the-tests";
    static final String CONNECTION = "acme-github";
    static final String TRACKER = "acme-jira";
    static final Person MIA = Person.user(101, "mia");
    static final Person OMAR = Person.user(102, "o.haddad");
    static final Person LENA = Person.user(103, "lena.k");
    static final Person DEPENDABOT = Person.bot(104, "dependabot[bot]");

    static final String API_TOKEN = "ghp_token-of-the-tests";
    static final String CLIENT = "client-of-tests";
    static final String CLIENT_SECRET = "a-client-secret-for-tests";
    private static final String SECRET = "a secret of the tests";
    static final GitHubRepository.Size SIZE = new GitHubRepository.Size(3, 214, 31, 7);

    private final Clock clock = Clock.systemUTC();
    private final Instant now = clock.instant();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Endpoint database = TestDatabase.create();
    private final GitHubRepository repository =
            new GitHubOrganization(
                            7,
                            "acme",
                            new GitHubHook(77, SECRET, GitHubHook.Encoding.JSON, new Random(1)))
                    .repository("web.js", "The shop", "Java", 481, ago(60 * 24 * 300));
    private final Settings.Secrets keys = new Settings.Secrets(Secret.of(Keyset.make()));
    private final JiraProject project =
            new JiraSite("https://acme.atlassian.net", new JiraHook(SECRET, new Random(2)))
                    .project("PAY", "Payments", 310);
    private final Set<Extra> extras;
    private final GitHubApi gitHub = new GitHubApi(LENA, API_TOKEN, "repo, read:org, user:email");
    private final @Nullable Vertx vertx;
    private final @Nullable ApiServer api;
    private final @Nullable AuthorizationServer app;
    private Server server;

    /// What there is beside the webhooks of GitHub.
    enum Extra {
        /// Its API.
        GITHUB_API,
        /// An app that people can let in there, with its API.
        CONSENT,
        /// A Jira that sends webhooks.
        JIRA
    }

    Site(Extra... extras) {
        this.extras = Set.of(extras);
        gitHub.add(repository);
        var isAnswering =
                this.extras.contains(Extra.GITHUB_API) || this.extras.contains(Extra.CONSENT);
        vertx = isAnswering ? Vertx.vertx() : null;
        api = vertx == null ? null : ApiServer.open(vertx, this::answer, clock);
        server = start(0);
        app = this.extras.contains(Extra.CONSENT) ? register() : null;
    }

    /// An app is registered with the address to which browsers come back.
    private AuthorizationServer register() {
        var redirect = URI.create(address("/auth/providers/callback"));
        var registered =
                new AuthorizationServer(
                        new GitHubConsent(false),
                        new RegisteredApp(
                                CLIENT,
                                CLIENT_SECRET,
                                redirect,
                                Set.of("repo", "read:org", "admin:org_hook")),
                        new Random(3));
        gitHub.consents(registered);
        return registered;
    }

    /// What the next who comes to GitHub to let the app in decides.
    void atConsent(Decision decision) {
        Objects.requireNonNull(app, "no app is registered").next(decision);
    }

    /// Where GitHub is, as the administrator gives it.
    String gitHubAddress() {
        return Objects.requireNonNull(api, "nothing answers at GitHub").address() + "/api/v3";
    }

    /// Somebody is taken into a team at GitHub.
    void joins(Person person, Team team) {
        synchronized (gitHub) {
            repository.owner().membership().join(team, person);
        }
    }

    private ApiReply answer(ApiRequest request, URI base, Instant at) {
        synchronized (gitHub) {
            return gitHub.answer(request, base, at);
        }
    }

    /// GitHub's side, while nobody asks it.
    void atGitHub(Consumer<GitHubApi> act) {
        synchronized (gitHub) {
            act.accept(gitHub);
        }
    }

    private Server start(int port) {
        return Server.start(
                settings(port).with(keys),
                new Database(database),
                List.of(new GitHub(), new GitLab(), new Bitbucket(), new Jira()),
                clock);
    }

    private Settings settings(int port) {
        return new Settings(
                new Settings.Server("127.0.0.1", port, null),
                new Settings.Database.Embedded(Path.of("unused")),
                new Settings.Admin(Secret.of(TOKEN)),
                Settings.Access.DEFAULT,
                new Settings.Sync(LocalTime.of(3, 30), ZoneOffset.UTC, 180),
                new Settings.People(Settings.Unlinked.INGEST),
                connections());
    }

    private List<Settings.Connection> connections() {
        var gitHubs =
                api == null
                        ? connection(CONNECTION, "github", null, Map.of())
                        : connection(
                                CONNECTION,
                                "github",
                                api.address(),
                                Map.of(
                                        "token",
                                        new Settings.Credential.Single(Secret.of(API_TOKEN))));
        return extras.contains(Extra.JIRA)
                ? List.of(gitHubs, connection(TRACKER, "jira", null, Map.of()))
                : List.of(gitHubs);
    }

    private static Settings.Connection connection(
            String id,
            String provider,
            @Nullable URI address,
            Map<String, Settings.Credential> credentials) {
        return new Settings.Connection(
                id,
                provider,
                address,
                new Settings.Webhook(List.of(Secret.of(SECRET)), Map.of()),
                new Settings.Credential.Group(credentials),
                new Settings.Selection.All(),
                new Settings.Selection.All());
    }

    /// Who lets an app in comes back to the public address, where the session has to be.
    String address(String path) {
        var host = extras.contains(Extra.CONSENT) ? "localhost" : "127.0.0.1";
        return "http://" + host + ":" + server.port() + path;
    }

    Instant now() {
        return clock.instant();
    }

    /// So many minutes before the test began.
    Instant ago(long minutes) {
        return now.minusSeconds(minutes * 60);
    }

    GitHubPullRequest pullRequest(Person author, String title) {
        return repository.pullRequest(author, title, "Why.", "a-branch", SIZE);
    }

    /// An issue of the tracker, which has been told of.
    JiraIssue planned(Person by, String summary, long minutesAgo) {
        var issue = project.issue(by, summary, "Customers pay twice.");
        track(issue.created(ago(minutesAgo)));
        return issue;
    }

    /// Sends a webhook of the tracker and expects it to be taken.
    void track(WebhookRequest webhook) {
        var status = status(webhook, TRACKER, server.port());
        if (status != 202) {
            throw new AssertionError("a webhook of the tracker was answered " + status);
        }
    }

    /// One that was opened so many minutes ago, and has been told of.
    GitHubPullRequest opened(Person author, String title, long minutesAgo) {
        var pullRequest = pullRequest(author, title);
        send(pullRequest.opened(ago(minutesAgo)));
        return pullRequest;
    }

    /// Tells of a review without comments.
    void reviewed(
            GitHubPullRequest pullRequest, Person by, GitHubReview.State state, long minutesAgo) {
        pullRequest
                .reviewSubmitted(ago(minutesAgo), by, state, "Words.", List.of())
                .forEach(this::send);
    }

    /// Sends a webhook and expects it to be taken.
    void send(WebhookRequest webhook) {
        var status = status(webhook, server.port());
        if (status != 202) {
            throw new AssertionError("a webhook was answered " + status);
        }
    }

    /// Sends a webhook whose signature is wrong.
    void sendForged(WebhookRequest webhook) {
        var forged = new HashMap<>(webhook.headers());
        forged.replaceAll((name, value) ->
                name.toLowerCase(Locale.ROOT).startsWith("x-hub-signature")
                        ? value.substring(0, value.length() - 4) + "0000"
                        : value);
        var status = status(new WebhookRequest(forged, webhook.body()), server.port());
        if (status != 401) {
            throw new AssertionError("a forged webhook was answered " + status);
        }
    }

    /// Another process on the same database takes a webhook.
    void sendNextDoor(WebhookRequest webhook) {
        try (var neighbour = start(0)) {
            if (status(webhook, neighbour.port()) != 202) {
                throw new AssertionError("the neighbour did not take it");
            }
        }
    }

    /// Calls the API as an administrator does, and expects it to go well.
    ///
    /// @param path below `/api/v1`
    /// @param body null for none
    JsonObject call(String method, String path, @Nullable JsonObject body) {
        var request =
                HttpRequest.newBuilder(URI.create(address("/api/v1" + path)))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body.encode()));
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(path + " was answered " + answer.body());
            }
            return answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// Goes away, and says at which port it has to come back.
    int stop() {
        var port = server.port();
        server.close();
        return port;
    }

    void startAgain(int port) {
        server = start(port);
    }

    private int status(WebhookRequest webhook, int port) {
        return status(webhook, CONNECTION, port);
    }

    private int status(WebhookRequest webhook, String connection, int port) {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/webhooks/" + connection))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(webhook.body()));
        webhook.headers().forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        server.close();
        client.close();
        if (api != null && vertx != null) {
            api.close();
            vertx.close().await();
        }
    }
}
