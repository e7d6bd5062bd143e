package dev.turnaround.model.issue;

import dev.turnaround.model.Settled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A store in memory: keeps facts and progress as the real one does, and reads no more of them.
final class IssueMemory {
    private final Map<String, IssueFact> rows = new HashMap<>();
    private @Nullable IssueProgress progress;
    private Settled<IssueStrand> settled = Settled.nothing();
    private int historiesRead;

    /// Everything that was told, as facts: the slow and obvious way.
    static Collection<IssueFact> union(Collection<IssueFact> tellings) {
        var union = new HashMap<String, IssueFact>();
        tellings.forEach(telling -> union.merge(telling.id(), telling, IssueFact::merge));
        return union.values();
    }

    /// Takes all tellings in, some of them several times, in an order and in batches of chance.
    static IssueMemory shuffled(Collection<IssueFact> tellings, Random chance) {
        var arrivals = new ArrayList<IssueFact>();
        for (var telling : tellings) {
            for (var times = 1 + chance.nextInt(3); times > 0; times--) {
                arrivals.add(telling);
            }
        }
        Collections.shuffle(arrivals, chance);
        var memory = new IssueMemory();
        for (var from = 0; from < arrivals.size(); ) {
            var to = Math.min(arrivals.size(), from + 1 + chance.nextInt(3));
            memory.receive(arrivals.subList(from, to));
            from = to;
        }
        return memory;
    }

    /// Takes one batch in, as `ingest` does.
    ///
    /// @return how many of the tellings said something new
    int receive(List<IssueFact> batch) {
        return receive(batch, null);
    }

    /// Takes one batch in, as `ingest` does.
    ///
    /// @param coverage what the batch lists in full; null for nothing
    /// @return how many of the tellings said something new
    int receive(List<IssueFact> batch, @Nullable IssueCoverage coverage) {
        var touched = batch.stream().map(IssueFact::id).distinct().map(rows::get);
        var facts = new IssueFacts(progress, settled, touched.filter(Objects::nonNull).toList());
        var news = new HashMap<String, IssueFact>();
        var said = 0;
        for (var telling :
                coverage == null ? batch.stream().map(List::of).toList() : List.of(batch)) {
            for (var fact : facts.take(telling, coverage)) {
                said++;
                news.put(fact.id(), fact);
            }
        }
        if (facts.needsHistory()) {
            historiesRead++;
            facts.learn(rows.values());
        }
        facts.settle().forEach(fact -> news.put(fact.id(), fact));
        progress = facts.progress();
        settled = facts.settled();
        rows.putAll(news);
        return said;
    }

    IssueProgress progress() {
        if (progress == null) {
            throw new IllegalStateException("nothing received");
        }
        return progress;
    }

    /// How often the whole story was read again.
    int historiesRead() {
        return historiesRead;
    }
}
