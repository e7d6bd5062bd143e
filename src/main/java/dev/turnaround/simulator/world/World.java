package dev.turnaround.simulator.world;

import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.simulator.play.OnBitbucket;
import dev.turnaround.simulator.play.OnGitHub;
import dev.turnaround.simulator.play.OnGitLab;
import dev.turnaround.simulator.play.Prose;
import dev.turnaround.simulator.play.PullRequest;
import dev.turnaround.simulator.play.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// An organisation that lives. It is its own clock.
///
/// Used by one thread at a time; only its time may be read by others.
public final class World implements InstantSource {
    private static final Duration GAP_MEAN = Duration.ofHours(9);
    private static final Duration GAP_MIN = Duration.ofSeconds(2);
    private static final int SECRET_BYTES = 32;
    private static final int MICROS = 1_000_000;
    private static final int GROWN_MAX = 900;

    private final Random random;
    private final Prose prose;
    private final List<Scene> places;
    private final Map<Scene, String> secrets = new EnumMap<>(Scene.class);
    private final Organisation acme;
    private final List<PullRequestHistory> pullRequests = new ArrayList<>();
    private final List<IssueHistory> issues = new ArrayList<>();
    private final Map<String, GitHubPullRequest> measured = new LinkedHashMap<>();
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private final Road road;
    private final Instant end;
    private long order;
    private volatile Instant now;

    /// What happens next to something, which may only come into being then.
    private record Due(Instant at, long order, Supplier<Fate> fate) {}

    /// How much lives.
    ///
    /// @param pullRequests how many there will have been
    /// @param issues how many there will have been, where there is a tracker
    /// @param lasting for how long things happen
    /// @param road by which all of it can be told
    public record Scale(int pullRequests, int issues, Duration lasting, Road road) {}

    /// How somebody hears of things. Neither road tells everything; what happens is such that it
    /// can be known.
    public enum Road {
        /// By every webhook.
        WEBHOOKS,
        /// By what an API remembers.
        API
    }

    /// A world in which nothing has happened yet.
    ///
    /// @param scenes where things happen: pull requests, and with [Scene#JIRA] issues
    public World(long seed, Set<Scene> scenes, Instant begin, Scale scale) {
        this.random = new Random(seed);
        this.prose = new Prose(new Random(random.nextLong()));
        this.places = scenes.stream().filter(scene -> scene != Scene.JIRA).sorted().toList();
        this.now = begin;
        this.road = scale.road();
        this.end = begin.plus(scale.lasting());
        for (var scene : Scene.values()) {
            secrets.put(scene, secret(scene));
        }
        this.acme = new Organisation(secrets, this, new Random(random.nextLong()));
        if (scenes.contains(Scene.JIRA)) {
            for (var issue = 0; issue < scale.issues(); issue++) {
                plan(begin.plus(some(scale.lasting())), this::errand);
            }
        }
        for (var pullRequest = 0; pullRequest < scale.pullRequests(); pullRequest++) {
            plan(begin.plus(some(scale.lasting())), this::review);
        }
    }

    private String secret(Scene scene) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return scene == Scene.GITLAB
                ? GitLabHook.signingToken(bytes)
                : HexFormat.of().formatHex(bytes);
    }

    private Duration some(Duration most) {
        return Duration.ofSeconds(random.nextLong(most.toSeconds()));
    }

    private void plan(Instant at, Supplier<Fate> fate) {
        var within = at.truncatedTo(ChronoUnit.SECONDS);
        agenda.add(new Due(within.plus(random.nextInt(MICROS), ChronoUnit.MICROS), order++, fate));
    }

    /// Lets everything happen up to a moment, which then is now.
    ///
    /// @return what was sent about it, in that order
    public List<Letter> until(Instant moment) {
        var sent = new ArrayList<Letter>();
        while (!agenda.isEmpty() && !agenda.peek().at().isAfter(moment)) {
            sent.addAll(happens(agenda.remove()));
        }
        now = moment;
        return sent;
    }

    private List<Letter> happens(Due due) {
        now = due.at();
        var fate = due.fate().get();
        var sent =
                fate.move(now).stream()
                        .map(request -> new Letter(now, now, fate.scene(), fate.about(), request))
                        .toList();
        var again = now.plus(gap());
        if (!fate.over() && again.isBefore(end)) {
            plan(again, () -> fate);
        }
        return sent;
    }

    /// Short pauses are frequent, and long ones happen.
    private Duration gap() {
        var factor = -Math.log(1 - random.nextDouble());
        var mean = random.nextInt(3) == 0 ? Duration.ofMinutes(2) : GAP_MEAN;
        return GAP_MIN.plusMillis(Math.round(mean.toMillis() * factor));
    }

    private Fate errand() {
        var project = oneOf(acme.jiraProjects());
        var creator = oneOf(acme.people());
        var issue = project.issue(creator, prose.summary(), prose.praise());
        var history = new IssueHistory(issue.key());
        issues.add(history);
        return new Errand(issue, creator, acme.people(), history, prose, random);
    }

    private Fate review() {
        var author = oneOf(acme.people());
        var issue =
                issues.isEmpty() || random.nextInt(3) == 0
                        ? Optional.<String>empty()
                        : Optional.of(oneOf(issues).key());
        Supplier<String> titles = () -> issue.map(prose::titleFor).orElseGet(prose::summary);
        var title = titles.get();
        // No two open pull requests may come from one branch.
        var branch = prose.branch(title) + "-n" + pullRequests.size();
        var history =
                new PullRequestHistory(
                        oneOf(places), author, title, branch, Set.copyOf(issue.stream().toList()));
        var pull = pullRequest(history, title);
        history.isAt(pull.page());
        pullRequests.add(history);
        return new Review(pull, road, acme, titles, prose, random);
    }

    private PullRequest pullRequest(PullRequestHistory history, String title) {
        var author = history.author();
        var branch = history.branch();
        var body = prose.praise();
        return switch (history.scene()) {
            case GITHUB -> {
                var pull =
                        oneOf(acme.gitHubRepositories())
                                .pullRequest(author, title, body, branch, size());
                measured.put(pull.page(), pull);
                yield new OnGitHub(pull, history);
            }
            case GITLAB ->
                    new OnGitLab(
                            oneOf(acme.gitLabProjects()).mergeRequest(author, title, body, branch),
                            history);
            case BITBUCKET ->
                    new OnBitbucket(
                            oneOf(acme.bitbucketRepositories())
                                    .pullRequest(author, title, body, branch),
                            history);
            case JIRA -> throw new IllegalArgumentException("a tracker has no pull requests");
        };
    }

    private GitHubRepository.Size size() {
        return new GitHubRepository.Size(
                1 + random.nextInt(4),
                random.nextInt(GROWN_MAX),
                random.nextInt(GROWN_MAX),
                1 + random.nextInt(12));
    }

    private <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /// What the webhooks of a provider are signed with.
    public String secretOf(Scene scene) {
        return secrets.getOrDefault(scene, "");
    }

    /// Who lives here, and where.
    public Organisation organisation() {
        return acme;
    }

    /// What truly happened to each pull request so far.
    public List<PullRequestHistory> pullRequests() {
        return Collections.unmodifiableList(pullRequests);
    }

    /// What truly happened to each issue so far.
    public List<IssueHistory> issues() {
        return Collections.unmodifiableList(issues);
    }

    /// Whether that page or key is of something that was deleted.
    public boolean isGone(String about) {
        return pullRequests.stream()
                        .anyMatch(one -> one.page().equals(about) && one.deletedAt() != null)
                || issues.stream()
                        .anyMatch(one -> one.key().equals(about) && one.deletedAt() != null);
    }

    /// How much a pull request changes, where the provider tells that.
    public Optional<GitHubRepository.Size> size(PullRequestHistory of) {
        return Optional.ofNullable(measured.get(of.page())).map(GitHubPullRequest::size);
    }
}
