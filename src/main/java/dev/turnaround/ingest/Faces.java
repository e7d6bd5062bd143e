package dev.turnaround.ingest;

import dev.turnaround.model.Account;
import dev.turnaround.model.Actor;
import dev.turnaround.store.Writes;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The accounts that this process knows to be written, and where they are known to take part, so
/// that nothing is written of what is known: nearly always.
///
/// What is forgotten is only written once more.
final class Faces {
    private static final int ACCOUNTS_MAX = 100_000;
    private static final int PARTS_MAX = 200_000;

    private final Map<Account, Writes.Face> written = new ConcurrentHashMap<>();
    private final Set<Part> parts = ConcurrentHashMap.newKeySet();

    /// Where an account takes part, without what it does there.
    private record Part(String connection, String repository, long number, String account) {
        static Part of(Writes.Involved one) {
            var key = one.pullRequest();
            return new Part(key.connection(), key.repository(), key.number(), one.account());
        }
    }

    /// Whether what an account looks like at a moment is to be written.
    boolean isNews(Account account, Actor looks, Instant at) {
        var known = written.get(account);
        return known == null
                || (!known.actor().equals(looks)
                        && !isPlaceholder(looks)
                        && (isPlaceholder(known.actor()) || !at.isBefore(known.at())));
    }

    /// Where a provider tells the number alone, the number stands in for the login.
    static boolean isPlaceholder(Actor actor) {
        return actor.login().equals("#" + actor.id());
    }

    static Writes.Face newer(Writes.Face one, Writes.Face other) {
        if (isPlaceholder(one.actor()) != isPlaceholder(other.actor())) {
            return isPlaceholder(one.actor()) ? other : one;
        }
        return one.at().isAfter(other.at()) ? one : other;
    }

    /// Whether it is to be written that an account takes part.
    boolean isNews(Writes.Involved one) {
        return !parts.contains(Part.of(one));
    }

    /// Takes nothing for written that was.
    void clear() {
        written.clear();
        parts.clear();
    }

    void remember(Collection<Writes.Face> faces, Collection<Writes.Involved> involved) {
        if (written.size() > ACCOUNTS_MAX) {
            written.clear();
        }
        if (parts.size() > PARTS_MAX) {
            parts.clear();
        }
        faces.forEach(face -> written.put(face.account(), face));
        involved.forEach(one -> parts.add(Part.of(one)));
    }
}
