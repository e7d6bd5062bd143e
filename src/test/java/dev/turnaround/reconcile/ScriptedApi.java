package dev.turnaround.reconcile;

import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An API of one connection that says what a test wants it to, two pull requests a page, and
/// remembers what it was asked.
final class ScriptedApi implements Api {
    static final String CONNECTION = "acme-forge";
    private static final int PAGE = 2;
    private static final Actor AUTHOR = new Actor("1", "mia", false);

    final List<Repository> repositories = new ArrayList<>();
    final Map<String, SortedMap<Long, Instant>> updated = new HashMap<>();
    final Set<Long> unreadable = new HashSet<>();
    final Set<String> goneIssues = new HashSet<>();
    final Set<Subject> subjects = EnumSet.of(Subject.PULL_REQUESTS);
    final List<Reading.Relevant> undelivered = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    private final Map<Integer, Runnable> before = new HashMap<>();

    /// Something happens before the n-th call to [#changed], the first being 1.
    void beforeList(int call, Runnable what) {
        before.put(call, what);
    }

    void repository(String id, String name, Instant at) {
        repositories.add(new Repository(id, new Stamped<>(name, at)));
        updated.put(id, new TreeMap<>());
    }

    void pullRequest(String repository, long number, Instant at) {
        updated.computeIfAbsent(repository, _ -> new TreeMap<>()).put(number, at);
    }

    long lists() {
        return calls.stream().filter(call -> call.startsWith("changed")).count();
    }

    @Override
    public Set<Subject> subjects() {
        return subjects;
    }

    @Override
    public Page<Repository> repositories(@Nullable String cursor) {
        calls.add("repositories");
        return new Page<>(repositories, List.of(), null, null);
    }

    @Override
    public Page<Change> changed(
            Subject subject, Repository repository, Instant since, @Nullable String cursor) {
        calls.add("changed " + subject + " " + since + " " + cursor);
        var what = before.remove((int) lists());
        if (what != null) {
            what.run();
        }
        var found = new ArrayList<Long>();
        if (subject == Subject.PULL_REQUESTS) {
            updated.getOrDefault(repository.id(), new TreeMap<>())
                    .forEach((number, at) -> {
                        if (!at.isBefore(since)) {
                            found.add(number);
                        }
                    });
        }
        var from = cursor == null ? 0 : Integer.parseInt(cursor);
        var to = Math.min(from + PAGE, found.size());
        return page(
                repository,
                found.subList(from, to),
                to < found.size() ? Integer.toString(to) : null,
                (long) found.size());
    }

    private Page<Change> page(
            Repository repository,
            List<Long> numbers,
            @Nullable String next,
            @Nullable Long total) {
        var items = new ArrayList<Change>();
        var flaws = new ArrayList<Page.Flaw>();
        for (var number : numbers) {
            if (unreadable.contains(number)) {
                flaws.add(new Page.Flaw(Long.toString(number), "its reviews are missing"));
            } else {
                items.add(told(repository, number));
            }
        }
        return new Page<>(items, flaws, next, total);
    }

    Change told(Repository repository, long number) {
        var at = updated.getOrDefault(repository.id(), new TreeMap<>()).get(number);
        return at == null
                ? new Change.PullRequestGone(key(repository, number), repository, gone)
                : opened(repository, number, at);
    }

    Instant gone = Instant.EPOCH;

    static PullRequestKey key(Repository repository, long number) {
        return new PullRequestKey(CONNECTION, repository.id(), number);
    }

    static Change opened(Repository repository, long number, Instant at) {
        return new Change.ToPullRequest(
                key(repository, number),
                repository,
                new Attributes(null, null, null, null, null, null, null, null, null, at),
                List.of(Fact.exact("opened", at, AUTHOR, new Act.Opened(false))));
    }

    @Override
    public Page<Change> pullRequests(Repository repository, List<PullRequestKey> keys) {
        var numbers = keys.stream().map(PullRequestKey::number).toList();
        calls.add("pullRequests " + numbers);
        return page(repository, numbers, null, null);
    }

    @Override
    public Page<Change> issues(Repository repository, List<IssueKey> keys) {
        calls.add("issues " + keys.stream().map(IssueKey::id).toList());
        var items =
                keys.stream()
                        .filter(key -> goneIssues.contains(key.id()))
                        .<Change>map(key -> new Change.IssueGone(key, repository, gone))
                        .toList();
        return new Page<>(items, List.of(), null, null);
    }

    @Override
    public List<IssueKey> missing(Repository repository, List<IssueKey> keys) {
        calls.add("missing " + keys.size() + " from " + keys.getFirst().id());
        return keys.stream().filter(key -> goneIssues.contains(key.id())).toList();
    }

    @Override
    public Page<Reading.Relevant> undelivered(
            Repository repository, Instant since, @Nullable String cursor) {
        calls.add("undelivered " + since);
        return new Page<>(undelivered, List.of(), null, null);
    }

    @Override
    public List<Step> check() {
        return List.of();
    }

    @Override
    public void close() {}
}
