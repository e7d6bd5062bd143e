package dev.turnaround.provider.jira;

import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.reference.Evidence;
import dev.turnaround.model.reference.IssueKeys;
import dev.turnaround.model.reference.References;
import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// What a snapshot says of an issue besides what happened to it, for webhooks and API alike.
final class Portrait {

    private Portrait() {}

    /// What a snapshot says.
    ///
    /// @param site where people look at the issue; null when nobody says
    /// @param names the keys that it is known to have had
    /// @param at the moment for which it is told
    static IssueAttributes attributes(
            Snapshot shown,
            @Nullable String site,
            SortedSet<String> names,
            @Nullable Boolean estimated,
            Instant at) {
        var key = shown.key();
        var project = shown.project();
        var parent = shown.whole() || shown.tellsParent() ? orEmpty(shown.parent()) : null;
        var prose = shown.whole() ? orEmpty(shown.prose()) : shown.prose();
        return new IssueAttributes(
                stamped(project == null ? null : project.id(), at),
                stamped(key, at),
                names,
                null,
                stamped(key == null || site == null ? null : site + "/browse/" + key, at),
                stamped(shown.type(), at),
                stamped(shown.priority(), at),
                stamped(shown.summary(), at),
                stamped(prose == null ? null : (long) prose.strip().length(), at),
                stamped(shown.tellsAssignee() ? Facts.assignee(shown.assignee()) : null, at),
                stamped(estimated, at),
                stamped(parent, at),
                references(shown.summary(), prose, at),
                at);
    }

    static Repository repository(Snapshot.Project project, Instant at) {
        return new Repository(project.id(), new Stamped<>(project.key(), at));
    }

    private static @Nullable References references(
            @Nullable String summary, @Nullable String prose, Instant at) {
        if (summary == null && prose == null) {
            return null;
        }
        var references = References.NONE;
        if (summary != null) {
            references = references.with(Evidence.TITLE, IssueKeys.in(summary), at);
        }
        if (prose != null) {
            references = references.with(Evidence.DESCRIPTION, IssueKeys.in(prose), at);
        }
        return references;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T extends Comparable<T>> @Nullable Stamped<T> stamped(
            @Nullable T value, Instant at) {
        return value == null ? null : new Stamped<>(value, at);
    }
}
