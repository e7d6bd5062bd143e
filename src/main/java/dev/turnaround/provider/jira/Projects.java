package dev.turnaround.provider.jira;

import dev.turnaround.model.Repository;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes projects from a list of them.
final class Projects {
    private final List<Repository> all = new ArrayList<>();
    private final List<Page.Flaw> flaws = new ArrayList<>();
    private final Instant at;
    private int elements;

    /// @param at when the list was given
    Projects(Instant at) {
        this.at = at;
    }

    /// Reads a list; the walk stands on it.
    void read(Fields in) throws IOException {
        if (!in.enterList()) {
            return;
        }
        while (in.nextElement()) {
            elements++;
            var project = SnapshotReader.project(in);
            var fault = in.takeFault();
            if (project == null) {
                flaws.add(
                        new Page.Flaw(
                                "project " + elements, fault == null ? "is no project" : fault));
            } else {
                all.add(Portrait.repository(project, at));
            }
        }
    }

    /// How many there were on the list, readable or not.
    int elements() {
        return elements;
    }

    Page<Repository> page(@Nullable String next, @Nullable Long total) {
        return new Page<>(all, flaws, next, total);
    }
}
