package dev.turnaround.provider.jira;

import dev.turnaround.model.Change;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The issues of one answer, each on its own: one that cannot be read is a flaw, and the others go
/// on.
final class Issues {
    private final Map<String, Found> found = new LinkedHashMap<>();
    private final List<Page.Flaw> flaws = new ArrayList<>();
    private int elements;

    /// Reads a list; the walk stands on it.
    void read(Fields in) throws IOException {
        if (!in.enterList()) {
            return;
        }
        while (in.nextElement()) {
            elements++;
            var issue = SnapshotReader.found(in);
            var fault = in.takeFault();
            if (issue == null) {
                flaw("issue " + elements, fault == null ? "is no issue" : fault);
            } else if (fault != null) {
                flaw(issue.shown(), fault);
            } else {
                found.put(issue.shown().id(), issue);
            }
        }
    }

    /// Notes an issue that could not be read.
    void flaw(String issue, String reason) {
        flaws.add(new Page.Flaw(issue, reason));
    }

    private void flaw(Snapshot issue, String reason) {
        flaw(issue.key() == null ? issue.id() : issue.key(), reason);
    }

    /// Puts an issue with what another answer said in its place.
    void replace(Found issue) {
        found.put(issue.shown().id(), issue);
    }

    /// Takes an issue out because something of it could not be read.
    void spoil(Found issue, String reason) {
        found.remove(issue.shown().id());
        flaw(issue.shown(), reason);
    }

    /// How many there were on the list, readable or not.
    int elements() {
        return elements;
    }

    boolean holds(String id) {
        return found.containsKey(id);
    }

    List<Found> all() {
        return List.copyOf(found.values());
    }

    /// What they say.
    ///
    /// @param at when the oldest of the answers was given
    Page<Change> told(
            String connection,
            Site site,
            Statuses statuses,
            Instant at,
            @Nullable String next,
            @Nullable Long total) {
        var changes = new ArrayList<Change>();
        for (var issue : all()) {
            try {
                changes.add(Telling.of(connection, issue, site.address(), statuses, at));
            } catch (Unreadable unreadable) {
                flaw(issue.shown(), unreadable.reason());
            }
        }
        return new Page<>(changes, flaws, next, total);
    }
}
