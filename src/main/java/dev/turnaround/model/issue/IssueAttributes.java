package dev.turnaround.model.issue;

import dev.turnaround.model.Stamped;
import dev.turnaround.model.reference.References;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is known about an issue besides its facts. Each attribute is merged on its own, because
/// some payloads carry half a dozen fields: absent (null) is unknown and never overwrites.
///
/// @param repository identity of the repository or project that it is in; it may move
/// @param name what people call it now, such as `ENG-12` or `acme/web#12`
/// @param names every name it is known to have had, so that old references still find it
/// @param number its number within the repository; null where names are made otherwise
/// @param url where people look at it
/// @param type the provider's word for its type
/// @param priority the provider's word for its priority; empty for none
/// @param summary its title
/// @param descriptionLength how many characters its description has, without code
/// @param assignee who has it
/// @param estimated whether somebody has estimated it
/// @param parent identity of the issue or epic that it is a part of; empty for none
/// @param references what summary and description refer to; null when nobody has looked
/// @param updatedAt the newest moment for which it was told
public record IssueAttributes(
        @Nullable Stamped<String> repository,
        @Nullable Stamped<String> name,
        SortedSet<String> names,
        @Nullable Stamped<Long> number,
        @Nullable Stamped<String> url,
        @Nullable Stamped<String> type,
        @Nullable Stamped<String> priority,
        @Nullable Stamped<String> summary,
        @Nullable Stamped<Long> descriptionLength,
        @Nullable Stamped<Assignee> assignee,
        @Nullable Stamped<Boolean> estimated,
        @Nullable Stamped<String> parent,
        @Nullable References references,
        @Nullable Instant updatedAt) {

    /// Nothing known.
    public static final IssueAttributes NONE =
            new IssueAttributes(
                    null,
                    null,
                    Collections.emptySortedSet(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);

    public IssueAttributes {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /// What both say together. Commutative, associative and idempotent.
    public IssueAttributes merge(IssueAttributes other) {
        var allNames = new TreeSet<>(names);
        allNames.addAll(other.names);
        return new IssueAttributes(
                Stamped.merge(repository, other.repository),
                Stamped.merge(name, other.name),
                allNames,
                Stamped.merge(number, other.number),
                Stamped.merge(url, other.url),
                Stamped.merge(type, other.type),
                Stamped.merge(priority, other.priority),
                Stamped.merge(summary, other.summary),
                Stamped.merge(descriptionLength, other.descriptionLength),
                Stamped.merge(assignee, other.assignee),
                Stamped.merge(estimated, other.estimated),
                Stamped.merge(parent, other.parent),
                References.merge(references, other.references),
                Greater.of(updatedAt, other.updatedAt));
    }

    /// Whether both say the same, whenever they were told.
    public boolean sameValues(IssueAttributes other) {
        return names.equals(other.names)
                && Stamped.same(repository, other.repository)
                && Stamped.same(name, other.name)
                && Stamped.same(number, other.number)
                && Stamped.same(url, other.url)
                && Stamped.same(type, other.type)
                && Stamped.same(priority, other.priority)
                && Stamped.same(summary, other.summary)
                && Stamped.same(descriptionLength, other.descriptionLength)
                && Stamped.same(assignee, other.assignee)
                && Stamped.same(estimated, other.estimated)
                && Stamped.same(parent, other.parent)
                && Objects.equals(
                        References.values(references), References.values(other.references));
    }
}
