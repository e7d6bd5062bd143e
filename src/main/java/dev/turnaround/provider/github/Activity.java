package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Unreadable;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pushes to the branches of one repository. GraphQL has the commits of a pull request with times
/// by their authors' clocks, and no word of when they came; only this list has that, for the
/// branches of the repository itself.
///
/// The pushes of the whole repository are read, newest first and a hundred at once, as far back as
/// many pull requests need them; those of a pull request that began long before the others are
/// asked for by its branch. Forced pushes are left out: GraphQL tells them.
///
/// <https://docs.github.com/en/rest/repos/repos#list-repository-activities>
///
/// Thread safety: none; of one run over one repository.
final class Activity {
    private static final int PAGE = 100;
    private static final int PAGES_OF_BRANCH_MAX = 50;

    private final Calls calls;
    private final String list;
    private final List<Pushed> known = new ArrayList<>();
    private @Nullable String next;
    private @Nullable Instant at;
    private @Nullable Instant newest;
    private Instant reaches = Instant.MAX;
    private int pages;
    private boolean withheld;

    /// Nothing is asked yet.
    ///
    /// @param repository owner and name
    Activity(Calls calls, String repository) {
        this.calls = calls;
        this.list = "/repos/" + repository + "/activity?activity_type=push&per_page=" + PAGE;
        this.next = list;
    }

    /// A pull request whose pushes are wanted.
    ///
    /// @param key what tells it from others
    /// @param since when it was opened
    record Wanted(long key, String branch, Instant since) {}

    /// The pushes to the branches of some pull requests since each was opened.
    ///
    /// @return by key; nothing of those whose pushes cannot be told
    Map<Long, List<Pushed>> of(Collection<Wanted> wanted) {
        var found = new LinkedHashMap<Long, List<Pushed>>();
        if (wanted.isEmpty()) {
            return found;
        }
        reachBack(wanted);
        for (var one : wanted) {
            if (withheld) {
                break;
            }
            var ref = "refs/heads/" + one.branch();
            if (!one.since().isBefore(reaches)) {
                found.put(
                        one.key(), known.stream().filter(push -> push.ref().equals(ref)).toList());
            } else {
                var pushes = ofBranch(ref, one.since());
                if (pushes != null) {
                    found.put(one.key(), pushes);
                }
            }
        }
        return found;
    }

    /// Since when what was told may be out of date; null when nothing was read.
    @Nullable Instant at() {
        return at;
    }

    /// Forgets what is newer: pages of pull requests go back in time as well.
    void forgetAfter(Instant moment) {
        known.removeIf(push -> push.at().isAfter(moment));
    }

    /// Reads on for as long as a page costs less than the branches it saves asking for.
    private void reachBack(Collection<Wanted> wanted) {
        var since = wanted.stream().map(Wanted::since).sorted(Comparator.reverseOrder()).toList();
        while (next != null && !withheld && worthwhile(since)) {
            read(next);
        }
    }

    private boolean worthwhile(List<Instant> newestFirst) {
        var beyond = newestFirst.stream().filter(each -> each.isBefore(reaches)).toList();
        if (pages == 0 || newest == null) {
            return !beyond.isEmpty();
        }
        var span = Math.max(1, Duration.between(reaches, newest).toSeconds() / pages);
        for (var saved = 0; saved < beyond.size(); saved++) {
            var cost = Duration.between(beyond.get(saved), reaches).toSeconds() / span + 1;
            if (cost <= saved + 1) {
                return true;
            }
        }
        return false;
    }

    private void read(String target) {
        var answer = calls.send(Call.get(target));
        if (!answer.ok()) {
            withheld(answer);
            return;
        }
        at = at == null ? answer.at() : at;
        var page = pushes(answer);
        pages++;
        if (!page.isEmpty()) {
            newest = newest == null ? page.getFirst().at() : newest;
            reaches = page.getLast().at();
        }
        known.addAll(page);
        next = Links.next(answer);
        if (next == null) {
            reaches = Instant.MIN;
        }
    }

    private @Nullable List<Pushed> ofBranch(String ref, Instant since) {
        var found = new ArrayList<Pushed>();
        @Nullable String target = list + "&ref=" + URLEncoder.encode(ref, UTF_8);
        for (var page = 0; target != null; page++) {
            if (page == PAGES_OF_BRANCH_MAX) {
                return null;
            }
            var answer = calls.send(Call.get(target));
            if (!answer.ok()) {
                withheld(answer);
                return null;
            }
            at = at == null ? answer.at() : at;
            var pushes = pushes(answer);
            found.addAll(pushes);
            var done = !pushes.isEmpty() && pushes.getLast().at().isBefore(since);
            target = done ? null : Links.next(answer);
        }
        return found;
    }

    /// A token without the right to read contents, and an old Enterprise Server, have no list. That
    /// is no reason to read nothing else.
    private void withheld(Answer answer) {
        if (answer.status() == 401) {
            throw Refusals.of(answer);
        }
        withheld = true;
    }

    private static List<Pushed> pushes(Answer answer) {
        try {
            var pushes = new ArrayList<Pushed>();
            for (var one : Tree.of(answer.body()).list()) {
                pushes.add(
                        new Pushed(
                                one.at("ref").text(),
                                one.at("after").hash(),
                                one.at("timestamp").time(),
                                People.user(one.at("actor"))));
            }
            return pushes;
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable("activity: " + unreadable.reason());
        }
    }
}
