package dev.turnaround.world;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.ingest.Outcome;
import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.Page;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads everything that an API has.
final class Reconciliation {
    private final WorldServer server;
    private final String connection;
    private final Api api;

    Reconciliation(WorldServer server, String connection, Api api) {
        this.server = server;
        this.connection = connection;
        this.api = api;
    }

    /// Reads it once.
    ///
    /// @throws dev.turnaround.provider.ApiFailure when the API is not well
    void run(Instant since) {
        for (var repository : all(api::repositories)) {
            read(repository, since);
        }
    }

    private void read(Repository repository, Instant since) {
        for (var subject : api.subjects()) {
            take(all(cursor -> api.changed(subject, repository, since, cursor)));
        }
    }

    private void take(List<Change> changes) {
        var outcomes = new ArrayList<Future<Outcome>>();
        for (var change : changes) {
            outcomes.add(
                    server.ingest()
                            .submit(
                                    new Arrival(
                                            connection,
                                            null,
                                            "sync",
                                            null,
                                            server.world().instant(),
                                            Arrival.news(change))));
        }
        outcomes.forEach(WorldServer::finished);
    }

    private static <T> List<T> all(Function<@Nullable String, Page<T>> list) {
        var items = new ArrayList<T>();
        @Nullable String cursor = null;
        do {
            var page = list.apply(cursor);
            if (!page.flaws().isEmpty()) {
                throw new AssertionError("an item could not be read: " + page.flaws());
            }
            items.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return items;
    }
}
