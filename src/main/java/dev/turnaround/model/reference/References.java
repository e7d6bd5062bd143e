package dev.turnaround.model.reference;

import dev.turnaround.model.Stamped;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything that a pull request or an issue points at. Each kind of evidence is merged on its
/// own, the last writer winning: an edited title no longer refers to what the old one did, and says
/// nothing about the description.
///
/// @param byEvidence what was found, also when that was nothing; absent is unknown
public record References(SortedMap<Evidence, Stamped<Targets>> byEvidence) {

    /// Copies the map.
    public References {
        byEvidence = Collections.unmodifiableSortedMap(new TreeMap<>(byEvidence));
    }

    /// Nobody has looked.
    public static final References NONE = new References(new TreeMap<>());

    /// The keys of issues that the texts of a pull request quote.
    ///
    /// @param title null when it is not told, as the others
    /// @param prose the description without code
    /// @param at the moment for which the texts are told
    /// @return null when none of the texts is told
    public static @Nullable References quoted(
            @Nullable String title, @Nullable String branch, @Nullable String prose, Instant at) {
        var references =
                NONE.quoted(Evidence.TITLE, title, at)
                        .quoted(Evidence.BRANCH, branch, at)
                        .quoted(Evidence.DESCRIPTION, prose, at);
        return references.byEvidence.isEmpty() ? null : references;
    }

    private References quoted(Evidence evidence, @Nullable String text, Instant at) {
        return text == null ? this : with(evidence, IssueKeys.in(text), at);
    }

    /// These references, with what was found in one place.
    ///
    /// @param at the moment for which the text was told
    public References with(Evidence evidence, Collection<String> targets, Instant at) {
        var more = new TreeMap<>(byEvidence);
        more.merge(evidence, new Stamped<>(Targets.of(targets), at), References::later);
        return new References(more);
    }

    /// What both say together; absent is unknown. Commutative, associative and idempotent.
    public static @Nullable References merge(@Nullable References one, @Nullable References other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        var both = new TreeMap<>(one.byEvidence);
        other.byEvidence.forEach((evidence, told) -> both.merge(evidence, told, References::later));
        return new References(both);
    }

    private static Stamped<Targets> later(Stamped<Targets> one, Stamped<Targets> other) {
        var order = one.at().compareTo(other.at());
        if (order == 0) {
            order = one.value().compareTo(other.value());
        }
        return order >= 0 ? one : other;
    }

    /// What is said, whenever it was told; for comparison.
    public static Map<Evidence, Targets> values(@Nullable References references) {
        var values = new EnumMap<Evidence, Targets>(Evidence.class);
        if (references != null) {
            references.byEvidence.forEach((evidence, told) -> values.put(evidence, told.value()));
        }
        return values;
    }

    /// All of them.
    public SortedSet<Reference> all() {
        var all = new TreeSet<Reference>();
        byEvidence.forEach((evidence, told) ->
                told.value().all().forEach(target -> all.add(new Reference(evidence, target))));
        return all;
    }
}
