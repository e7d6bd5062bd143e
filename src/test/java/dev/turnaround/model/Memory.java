package dev.turnaround.model;

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
final class Memory {
    private final Map<String, Fact> rows = new HashMap<>();
    private @Nullable Progress progress;
    private Settled<Strand> settled = Settled.nothing();
    private int historiesRead;
    private final People people;

    Memory() {
        this(People.STRANGERS);
    }

    /// @param people what is known of the accounts all along
    Memory(People people) {
        this.people = people;
    }

    /// Everything that was told, as facts: the slow and obvious way.
    static Collection<Fact> union(Collection<Fact> tellings) {
        var union = new HashMap<String, Fact>();
        tellings.forEach(telling -> union.merge(telling.id(), telling, Fact::merge));
        return union.values();
    }

    /// Takes all tellings in, some of them several times, in an order and in batches of chance.
    static Memory shuffled(Collection<Fact> tellings, Random chance) {
        return shuffled(tellings, chance, People.STRANGERS);
    }

    static Memory shuffled(Collection<Fact> tellings, Random chance, People people) {
        var arrivals = new ArrayList<Fact>();
        for (var telling : tellings) {
            for (var times = 1 + chance.nextInt(3); times > 0; times--) {
                arrivals.add(telling);
            }
        }
        Collections.shuffle(arrivals, chance);
        // Every delivery implies the opening, so some telling of it is always among the first.
        var opening = arrivals.stream().filter(one -> one.act() instanceof Act.Opened).findAny();
        arrivals.addFirst(opening.orElseThrow());
        var memory = new Memory(people);
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
    int receive(List<Fact> batch) {
        return receive(batch, null);
    }

    /// Takes one batch in, as `ingest` does.
    ///
    /// @param coverage what the batch lists in full; null for nothing
    /// @return how many of the tellings said something new
    int receive(List<Fact> batch, @Nullable Coverage coverage) {
        var touched = batch.stream().map(Fact::id).distinct().map(rows::get);
        var facts = new Facts(progress, settled, touched.filter(Objects::nonNull).toList(), people);
        var news = new HashMap<String, Fact>();
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

    Progress progress() {
        if (progress == null) {
            throw new IllegalStateException("nothing received");
        }
        return progress;
    }

    Collection<Fact> facts() {
        return rows.values();
    }

    /// How often the whole story was read again.
    int historiesRead() {
        return historiesRead;
    }
}
