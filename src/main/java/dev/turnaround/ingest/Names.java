package dev.turnaround.ingest;

import dev.turnaround.model.Stamped;
import dev.turnaround.store.Writes;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The repositories' names that this process knows to be written, so that it does not write them
/// with every delivery.
///
/// The database keeps the newest whatever is known here: another process may have written a newer
/// one.
final class Names {
    private final Map<String, Writes.NewName> written = new ConcurrentHashMap<>();

    static String key(Writes.NewName name) {
        return name.connection() + ":" + name.repository().id();
    }

    static Writes.NewName later(Writes.NewName one, Writes.NewName other) {
        var later = Stamped.merge(one.repository().name(), other.repository().name());
        return one.repository().name().equals(later) ? one : other;
    }

    /// Whether the name, or the time for which it is told, is newer than what is written.
    boolean isNews(Writes.NewName name) {
        var known = written.get(key(name));
        return known == null || !later(known, name).equals(known);
    }

    void remember(Collection<Writes.NewName> names) {
        for (var name : names) {
            written.merge(key(name), name, Names::later);
        }
    }
}
