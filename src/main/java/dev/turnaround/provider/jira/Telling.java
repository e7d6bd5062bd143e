package dev.turnaround.provider.jira;

import dev.turnaround.model.Change;
import dev.turnaround.model.issue.IssueCoverage;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.IssueStrand;
import dev.turnaround.model.issue.Status;
import dev.turnaround.provider.json.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One issue of the API as a change, with the identities that webhooks give to the same acts.
final class Telling {
    /// How far the copies that answer may be behind. What is newer is told, and not told to be all.
    static final Duration LAG = Duration.ofSeconds(60);

    private final String connection;
    private final Found found;
    private final Snapshot shown;
    private final @Nullable String site;
    private final Statuses statuses;
    private final Instant at;

    /// @param at when the oldest of the answers was given that the issue is taken from
    private Telling(
            String connection, Found found, @Nullable String site, Statuses statuses, Instant at) {
        this.connection = connection;
        this.found = found;
        this.shown = found.shown();
        this.site = site;
        this.statuses = statuses;
        this.at = at;
    }

    /// The change.
    ///
    /// @throws Unreadable when what every issue has is missing
    static Change.ToIssue of(
            String connection, Found found, @Nullable String site, Statuses statuses, Instant at)
            throws Unreadable {
        return new Telling(connection, found, site, statuses, at).change();
    }

    private Change.ToIssue change() throws Unreadable {
        var createdAt = shown.createdAt();
        var project = shown.project();
        if (createdAt == null || shown.status() == null || project == null) {
            throw new Unreadable(
                    (createdAt == null ? "created" : project == null ? "project" : "status")
                            + " is missing");
        }
        var histories = histories();
        var facts = new ArrayList<IssueFact>();
        facts.add(Facts.created(shown, createdAt, began(histories)));
        histories.forEach(history -> changes(history, facts));
        comments().forEach(comment -> facts.add(Facts.commented(comment, at)));
        facts.addAll(Facts.links(shown, at));
        if (!listsChanges()) {
            facts.add(Facts.seen(shown.status(), at));
        }
        var asOf = asOf();
        return new Change.ToIssue(
                new IssueKey(connection, shown.id()),
                Portrait.repository(project, asOf),
                Portrait.attributes(
                        shown,
                        site == null ? shown.site() : site,
                        names(histories),
                        estimated(histories),
                        asOf),
                facts,
                new IssueCoverage(at.minus(LAG), strands()));
    }

    private boolean listsChanges() {
        return found.histories() != null && found.histories().whole();
    }

    private List<History> histories() {
        return found.histories() == null
                ? List.of()
                : found.histories().all().stream().sorted(History.ORDER).toList();
    }

    private List<Payload.Comment> comments() {
        return found.comments() == null ? List.of() : found.comments().all();
    }

    /// Links to elsewhere are told by nobody, so those between issues are all there are.
    private EnumSet<IssueStrand> strands() {
        var strands = EnumSet.of(IssueStrand.LINKS);
        if (listsChanges()) {
            strands.addAll(
                    EnumSet.of(IssueStrand.MOVES, IssueStrand.ASSIGNMENTS, IssueStrand.SIGHTINGS));
        }
        if (found.comments() != null && found.comments().whole()) {
            strands.add(IssueStrand.COMMENTS);
        }
        return strands;
    }

    /// The list of changes begins after the creation, so that the first move knows where the issue
    /// began; one that never moved is still there.
    private @Nullable Status began(List<History> histories) {
        if (!listsChanges()) {
            return null;
        }
        for (var history : histories) {
            var item = history.item("status");
            var status = item == null ? null : item.before();
            if (status != null) {
                return statuses.known(status);
            }
        }
        return shown.status();
    }

    private void changes(History history, List<IssueFact> facts) {
        var actor = User.of(history.author());
        var moved = history.item("status");
        var to = moved == null ? null : moved.after(shown.status());
        if (moved != null && to != null && moved.before() != null) {
            facts.add(
                    Facts.moved(
                            history.id(),
                            statuses.nullable(moved.before()),
                            statuses.known(to),
                            history.at(),
                            actor));
        }
        var assigned = history.item("assignee");
        if (assigned != null) {
            facts.add(
                    Facts.assigned(
                            history.id(),
                            Facts.assigned(assigned, shown.assignee()),
                            history.at(),
                            actor));
        }
    }

    /// The moment for which the snapshot stands. `updated` does not move with every change, so it
    /// alone would let an older telling win.
    private Instant asOf() {
        var safe = at.minus(LAG);
        var updated = shown.updatedAt();
        return updated != null && updated.isAfter(safe) ? updated : safe;
    }

    private SortedSet<String> names(List<History> histories) {
        var names = new TreeSet<String>();
        add(names, shown.key());
        for (var history : histories) {
            var move = history.item("key");
            if (move != null) {
                add(names, move.fromText());
                add(names, move.toText());
            }
        }
        return names;
    }

    private static void add(SortedSet<String> names, @Nullable String name) {
        var known = SnapshotReader.key(name);
        if (known != null) {
            names.add(known);
        }
    }

    private @Nullable Boolean estimated(List<History> histories) {
        for (var history : histories.reversed()) {
            for (var field : List.of("story points", "story point estimate")) {
                var item = history.item(field);
                if (item != null) {
                    return item.toText() != null && !item.toText().isEmpty();
                }
            }
        }
        return shown.estimate();
    }
}
