package dev.turnaround.model.issue;

import dev.turnaround.model.Actor;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Who has an issue. That nobody has it is something that a snapshot tells, unlike an absent field.
///
/// @param actor null for nobody
public record Assignee(@Nullable Actor actor) implements Comparable<Assignee> {

    private static final Comparator<Assignee> ORDER =
            Comparator.comparing(Assignee::actor, Comparator.nullsFirst(Comparator.naturalOrder()));

    /// Nobody has it.
    public static final Assignee NOBODY = new Assignee(null);

    @Override
    public int compareTo(Assignee other) {
        return ORDER.compare(this, other);
    }
}
