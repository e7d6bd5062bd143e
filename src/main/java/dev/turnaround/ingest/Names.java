package dev.turnaround.ingest;

import dev.turnaround.model.Stamped;
import dev.turnaround.store.Writes;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The repositories' names that this process has heard and knows to be written, so that it does not
/// write them with every delivery: all writers of a repository would queue for that one row.
///
/// The database keeps the newest whatever is known here: another process may have written a newer
/// one.
final class Names {
    /// How old the time of a written name may get before the same name is written again. Within it,
    /// another process that is told of a rename and of its undoing in the wrong order keeps the
    /// wrong name until the next delivery.
    private static final Duration GRAIN = Duration.ofMinutes(1);

    private final Map<String, Writes.NewName> heard = new ConcurrentHashMap<>();
    private final Map<String, Writes.NewName> written = new ConcurrentHashMap<>();

    static String key(Writes.NewName name) {
        return name.connection() + ":" + name.repository().id();
    }

    static Writes.NewName later(Writes.NewName one, Writes.NewName other) {
        var later = Stamped.merge(one.repository().name(), other.repository().name());
        return one.repository().name().equals(later) ? one : other;
    }

    /// Whether the name is to be written: nothing newer was heard, and what is written is another
    /// name or an old telling.
    boolean isNews(Writes.NewName name) {
        var newest = heard.merge(key(name), name, Names::later);
        if (!newest.equals(name)) {
            return false;
        }
        var known = written.get(key(name));
        if (known == null) {
            return true;
        }
        var before = known.repository().name();
        var now = name.repository().name();
        return !now.value().equals(before.value()) || now.at().isAfter(before.at().plus(GRAIN));
    }

    /// Forgets what it knows: somebody erases.
    void clear() {
        heard.clear();
        written.clear();
    }

    void remember(Collection<Writes.NewName> names) {
        for (var name : names) {
            written.merge(key(name), name, Names::later);
        }
    }
}
