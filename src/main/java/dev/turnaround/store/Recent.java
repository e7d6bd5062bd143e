package dev.turnaround.store;

import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pull requests that one writer touched last, so that it need not read again what it wrote.
///
/// Nothing here is taken on trust: the version that is read under lock says whether another writer
/// was there since. Whoever writes a fact writes a new version with it.
///
/// Not for two threads at once.
final class Recent {
    private final int factsMax;
    private final LinkedHashMap<PullRequestKey, Remembered> byKey =
            new LinkedHashMap<>(64, 0.75f, true);
    private int facts;

    /// A memory.
    ///
    /// @param factsMax how many facts it holds at most, over all pull requests
    Recent(int factsMax) {
        this.factsMax = factsMax;
    }

    /// What is remembered of one.
    ///
    /// @param stored as it was written
    /// @param facts by identity
    /// @param complete whether those are all facts that it has
    record Remembered(StoredPullRequest stored, Map<String, Fact> facts, boolean complete) {

        /// Whether it is known if the pull request has a fact of this identity, and which.
        boolean tells(String fact) {
            return complete || facts.containsKey(fact);
        }
    }

    @Nullable Remembered find(PullRequestKey key) {
        return byKey.get(key);
    }

    void forget(PullRequestKey key) {
        var gone = byKey.remove(key);
        if (gone != null) {
            facts -= gone.facts().size();
        }
    }

    void clear() {
        byKey.clear();
        facts = 0;
    }

    /// Remembers what was just read or written.
    ///
    /// @param news facts to put beside those remembered
    /// @param complete whether these and the remembered are all that there are
    void remember(StoredPullRequest stored, Collection<Fact> news, boolean complete) {
        var key = stored.pullRequest().key();
        var before = byKey.get(key);
        var known = before == null ? new HashMap<String, Fact>() : before.facts();
        facts -= known.size();
        news.forEach(fact -> known.put(fact.id(), fact));
        facts += known.size();
        byKey.put(
                key,
                new Remembered(stored, known, complete || (before != null && before.complete())));
    }

    /// Forgets what was not touched for longest, until the rest fits. Not in the middle of a batch,
    /// which counts on what it found here when it began.
    void makeRoom() {
        Iterator<Remembered> oldest = byKey.values().iterator();
        while (facts > factsMax && oldest.hasNext()) {
            facts -= oldest.next().facts().size();
            oldest.remove();
        }
    }
}
