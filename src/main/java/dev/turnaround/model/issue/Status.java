package dev.turnaround.model.issue;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Where an issue can stand in its workflow.
///
/// @param id identity at the provider: what statuses are compared by
/// @param name what people call it, for display only: it may be translated and renamed
/// @param category what it means; null when the telling does not say
public record Status(String id, String name, @Nullable Category category)
        implements Comparable<Status> {

    // The unknown is least, so that the greater of two tellings is the one that says more.
    private static final Comparator<Status> ORDER =
            Comparator.comparing(Status::id)
                    .thenComparing(
                            Status::category, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(Status::name);

    /// This status, with the category that is known of it if it does not say itself.
    Status or(@Nullable Status known) {
        return category != null || known == null ? this : new Status(id, name, known.category);
    }

    @Override
    public int compareTo(Status other) {
        return ORDER.compare(this, other);
    }
}
