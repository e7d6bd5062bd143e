package dev.turnaround.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/// What lists of a provider's API do to what webhooks told, whatever comes first.
class ListingPropertyTest {

    @Provide
    Arbitrary<Tellings> orderly() {
        return Tellings.orderly();
    }

    /// Something that comes in: a webhook's news of one fact, or a list.
    private record Arrival(List<Fact> told, @Nullable Coverage coverage) {}

    @Property(edgeCases = EdgeCasesMode.NONE)
    void news_and_lists_come_to_the_same_in_any_order(
            @ForAll("orderly") Tellings truth, @ForAll long seed) {
        var chance = new Random(seed);
        var opened = truth.all().getFirst();
        var arrivals = new ArrayList<Arrival>();
        truth.all().forEach(fact -> arrivals.add(new Arrival(List.of(opened, fact), null)));
        for (var lists = 1 + chance.nextInt(3); lists > 0; lists--) {
            arrivals.add(someList(truth, chance));
        }

        var progress = received(arrivals);
        for (var times = 0; times < 3; times++) {
            Collections.shuffle(arrivals, chance);
            assertThat(received(arrivals)).isEqualTo(progress);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void guesses_give_way_to_the_list_whenever_it_comes(
            @ForAll("orderly") Tellings truth, @ForAll long seed) {
        var chance = new Random(seed);
        var opened = truth.all().getFirst();
        var end = truth.all().getLast().at();
        var list =
                new Arrival(
                        truth.all(), new Coverage(end.plusSeconds(60), Set.of(Strand.values())));
        var arrivals = new ArrayList<Arrival>(List.of(list));
        for (var fact : truth.all()) {
            if (fact.strand() != null && chance.nextBoolean()) {
                var guess =
                        Fact.estimated(
                                "guess:" + fact.id(),
                                fact.at().plusSeconds(chance.nextInt(30)),
                                fact.actor(),
                                fact.act());
                arrivals.add(new Arrival(List.of(opened, guess), null));
            }
        }
        Collections.shuffle(arrivals, chance);

        assertThat(received(arrivals).withoutLast())
                .isEqualTo(new Outcome(Fold.of(truth.all())).withoutLast());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_same_list_again_says_nothing_new(@ForAll("orderly") Tellings truth) {
        var memory = new Memory();
        var until = truth.all().getLast().at();
        memory.receive(truth.all(), new Coverage(until, Set.of(Strand.values())));
        var before = memory.progress();

        var said =
                memory.receive(
                        truth.all(), new Coverage(until.plusSeconds(99), Set.of(Strand.values())));

        assertThat(said).isZero();
        assertThat(memory.progress()).isEqualTo(before);
    }

    /// A progress, to be compared with or without the last fact folded, which may count nowhere.
    private record Outcome(Progress progress) {

        List<Object> withoutLast() {
            return List.of(
                    progress.opened(),
                    progress.phase(),
                    progress.phaseSince(),
                    progress.spent(),
                    progress.turns(),
                    progress.participants(),
                    String.valueOf(progress.readyAt()),
                    String.valueOf(progress.firstResponseAt()),
                    String.valueOf(progress.approvedAt()),
                    String.valueOf(progress.mergedAt()),
                    String.valueOf(progress.closedAt()));
        }
    }

    private static Arrival someList(Tellings truth, Random chance) {
        var until = Tellings.START.plus(Duration.ofMinutes(chance.nextInt(240)));
        var strands = EnumSet.noneOf(Strand.class);
        Stream.of(Strand.values()).filter(_ -> chance.nextInt(3) > 0).forEach(strands::add);
        var held =
                truth.all().stream()
                        .filter(fact -> fact.strand() == null || chance.nextInt(4) > 0)
                        .toList();
        return new Arrival(held, new Coverage(until, strands));
    }

    private static Outcome received(List<Arrival> arrivals) {
        var memory = new Memory();
        for (var arrival : arrivals) {
            memory.receive(arrival.told(), arrival.coverage());
        }
        return new Outcome(memory.progress());
    }
}
