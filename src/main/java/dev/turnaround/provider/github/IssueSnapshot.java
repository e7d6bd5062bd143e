package dev.turnaround.provider.github;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.Assignee;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.reference.Evidence;
import dev.turnaround.model.reference.IssueKeys;
import dev.turnaround.model.reference.References;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What one telling of an issue shows of it, where the issue is no pull request.
///
/// @param id identity; it changes when the issue moves to another repository
/// @param number what people see
/// @param author null when the account is deleted
/// @param updatedAt `created_at` where there is no `updated_at`
/// @param closedAt when it was closed; null when it is not
/// @param type the organisation's word for its type; empty for none, null when this does not say
/// @param title null when this does not say
/// @param prose the words of the description, which must not be kept; null when this does not say
/// @param assignee the first of those who have it; null for nobody
/// @param tellsAssignee whether `assignee` is there
/// @param url where people look at it
record IssueSnapshot(
        long id,
        long number,
        @Nullable Actor author,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant closedAt,
        @Nullable String type,
        @Nullable String title,
        @Nullable String prose,
        @Nullable Actor assignee,
        boolean tellsAssignee,
        @Nullable String url) {

    /// What this tells besides facts.
    ///
    /// @param former another name that it had; null for none that is known
    IssueAttributes attributes(Repository repository, @Nullable String former) {
        var name = repository.name().value() + "#" + number;
        var names = new TreeSet<>(former == null ? List.of(name) : List.of(name, former));
        return new IssueAttributes(
                stamped(repository.id()),
                stamped(name),
                names,
                stamped(number),
                stamped(url),
                stamped(type),
                null,
                stamped(title),
                stamped(prose == null ? null : (long) prose.strip().length()),
                stamped(tellsAssignee ? new Assignee(assignee) : null),
                null,
                null,
                references(),
                updatedAt);
    }

    private @Nullable References references() {
        var references = References.NONE;
        if (title != null) {
            references = references.with(Evidence.TITLE, IssueKeys.in(title), updatedAt);
        }
        if (prose != null) {
            references = references.with(Evidence.DESCRIPTION, IssueKeys.in(prose), updatedAt);
        }
        return references.byEvidence().isEmpty() ? null : references;
    }

    private <T extends Comparable<T>> @Nullable Stamped<T> stamped(@Nullable T value) {
        return value == null ? null : new Stamped<>(value, updatedAt);
    }
}
