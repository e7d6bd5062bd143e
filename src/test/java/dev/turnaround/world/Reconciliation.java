package dev.turnaround.world;

import dev.turnaround.ingest.Sheet;
import dev.turnaround.model.Repository;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads everything that an API has.
final class Reconciliation {
    private final WorldServer server;
    private final String connection;
    private final Api api;
    private final Set<Subject> subjects;

    Reconciliation(WorldServer server, String connection, Api api, Set<Subject> subjects) {
        this.server = server;
        this.connection = connection;
        this.api = api;
        this.subjects = subjects;
    }

    /// Reads it once.
    ///
    /// @return what of it could not be read
    /// @throws dev.turnaround.provider.ApiFailure when the API is not well
    List<Page.Flaw> run(Instant since) {
        var flaws = new ArrayList<Page.Flaw>();
        for (var repository : repositories()) {
            for (var subject : subjects) {
                read(subject, repository, since, flaws);
            }
        }
        return flaws;
    }

    private List<Repository> repositories() {
        var all = new ArrayList<Repository>();
        @Nullable String cursor = null;
        do {
            var page = api.repositories(cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private void read(
            Subject subject, Repository repository, Instant since, List<Page.Flaw> flaws) {
        @Nullable String cursor = null;
        do {
            var page = api.changed(subject, repository, since, cursor);
            var tally =
                    server.ingest()
                            .take(new Sheet(connection, page.items(), page.flaws().size(), null));
            if (tally.failed() > page.flaws().size()) {
                throw new AssertionError("what an API told could not be stored");
            }
            flaws.addAll(page.flaws());
            cursor = page.next();
        } while (cursor != null);
    }
}
