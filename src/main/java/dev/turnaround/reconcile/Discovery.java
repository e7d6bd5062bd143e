package dev.turnaround.reconcile;

import dev.turnaround.ingest.Sheet;
import dev.turnaround.model.Change;
import dev.turnaround.provider.ApiFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out which repositories a connection has.
final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final Sheets sheets;

    Discovery(Sheets sheets) {
        this.sheets = sheets;
    }

    /// Makes the repositories known that the credentials can see and that are selected.
    ///
    /// @throws ApiFailure when the provider does not say; what it said before is known all the same
    void discover(Source source) {
        @Nullable String cursor = null;
        do {
            var page = source.api().repositories(cursor);
            if (page.next() != null && page.next().equals(cursor)) {
                throw new ApiFailure.Unreadable("a page that is followed by itself");
            }
            for (var flaw : page.flaws()) {
                LOG.atWarn()
                        .addKeyValue("connection", source.connection())
                        .addKeyValue("what", flaw.item())
                        .addKeyValue("reason", flaw.reason())
                        .log("a part of a connection cannot be listed");
            }
            var wanted = page.items().stream().filter(source.wanted()).toList();
            if (!wanted.isEmpty()) {
                sheets.take(
                        new Sheet(
                                source.connection(),
                                wanted.stream().<Change>map(Change.ToRepository::new).toList(),
                                0,
                                0,
                                null));
            }
            cursor = page.next();
        } while (cursor != null);
    }
}
