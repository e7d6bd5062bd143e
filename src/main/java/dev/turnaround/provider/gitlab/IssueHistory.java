package dev.turnaround.provider.gitlab;

import static dev.turnaround.provider.gitlab.Prose.stamped;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.Assignee;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueCoverage;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.IssueStrand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the API tells of one issue on its way to be a change.
final class IssueHistory {
    /// Actions whose words are needed: who was assigned is named nowhere else.
    static final Set<String> WORDED = Set.of("assignee");

    private final String connection;
    private final Payload.Project project;
    private final ListedIssue shown;
    private final Known known;
    private final @Nullable List<Endings.Ending> endings;
    private final Instant answeredAt;

    private final Map<String, IssueFact> facts = new LinkedHashMap<>();
    private final Set<IssueStrand> clear =
            EnumSet.of(
                    IssueStrand.MOVES,
                    IssueStrand.ASSIGNMENTS,
                    IssueStrand.COMMENTS,
                    IssueStrand.SIGHTINGS);
    private final Set<Long> assigned = new LinkedHashSet<>();

    private IssueHistory(
            String connection,
            Payload.Project project,
            ListedIssue shown,
            Known known,
            @Nullable List<Endings.Ending> endings,
            Instant answeredAt) {
        this.connection = connection;
        this.project = project;
        this.shown = shown;
        this.known = known;
        this.endings = endings;
        this.answeredAt = answeredAt;
    }

    /// @param known words and people that it refers to
    /// @param endings all that closed and reopened it; null when that is not known
    /// @param answeredAt when GitLab began to tell it
    static Change change(
            String connection,
            Payload.Project project,
            ListedIssue shown,
            Known known,
            @Nullable List<Endings.Ending> endings,
            Instant answeredAt) {
        return new IssueHistory(connection, project, shown, known, endings, answeredAt).change();
    }

    private Change change() {
        shown.notes().stream()
                .sorted(Comparator.comparing(Remark::createdAt).thenComparingLong(Remark::id))
                .forEach(this::take);
        takeEnds();
        if (endings == null) {
            clear.remove(IssueStrand.MOVES);
        }
        if (!clear.contains(IssueStrand.MOVES)) {
            clear.remove(IssueStrand.SIGHTINGS);
        }
        var all = new ArrayList<IssueFact>();
        // Where it began only its creation tells, and a status of its own (18.2) may be one.
        var began = clear.contains(IssueStrand.MOVES) ? IssueReader.OPEN : null;
        all.add(IssueFacts.created(shown.createdAt(), actor(shown.author()), began));
        facts.values().stream().sorted(IssueFact.ORDER).forEach(all::add);
        var repository =
                new Repository(
                        Long.toString(project.id()), new Stamped<>(project.path(), answeredAt));
        return new Change.ToIssue(
                new IssueKey(connection, Long.toString(shown.id())),
                repository,
                attributes(repository, shown.updatedAt()),
                all,
                new IssueCoverage(answeredAt.minus(GitLabApi.LAG), clear));
    }

    private IssueAttributes attributes(Repository repository, Instant at) {
        var name = project.path() + "#" + shown.number();
        var prose = shown.prose();
        return new IssueAttributes(
                stamped(repository.id(), at),
                stamped(name, at),
                new TreeSet<>(Set.of(name)),
                stamped((Long) shown.number(), at),
                stamped(shown.url(), at),
                stamped(shown.type(), at),
                null,
                stamped(shown.title(), at),
                stamped(prose == null ? null : (Long) (long) prose.strip().length(), at),
                stamped(assignee(), at),
                stamped(shown.estimated(), at),
                null,
                Prose.references(shown.title(), prose, at),
                at);
    }

    private @Nullable Assignee assignee() {
        var list = shown.assignees();
        return list == null ? null : new Assignee(list.isEmpty() ? null : actor(list.getFirst()));
    }

    private void take(Remark note) {
        var who = actor(note.author());
        if (!note.system()) {
            add(IssueFacts.commented(note.id(), note.createdAt(), who));
            return;
        }
        switch (note.action() == null ? "" : note.action()) {
            case "assignee" -> takeAssignees(note, who);
            // A status of its own, which webhooks tell and this does not.
            case "status", "work_item_status" -> clear.remove(IssueStrand.MOVES);
            default -> {}
        }
    }

    private void takeAssignees(Remark note, @Nullable Actor who) {
        var words = known.text(note.id());
        var listing = words == null ? null : NoteText.assignees(words);
        if (listing == null) {
            clear.remove(IssueStrand.ASSIGNMENTS);
            return;
        }
        listing.off().forEach(name -> assigned.remove(number(name)));
        for (var name : listing.on()) {
            var number = number(name);
            if (number != null) {
                assigned.add(number);
            }
        }
        if (clear.contains(IssueStrand.ASSIGNMENTS)) {
            var first = assigned.isEmpty() ? null : known.people().of(assigned.iterator().next());
            add(IssueFacts.exactly(IssueFacts.assigned(note.createdAt(), first, who)));
        }
    }

    private @Nullable Long number(String name) {
        var number = known.people().number(name);
        if (number == null) {
            // The account is gone, or has another name since.
            clear.remove(IssueStrand.ASSIGNMENTS);
        }
        return number;
    }

    private void takeEnds() {
        for (var ending : endings == null ? List.<Endings.Ending>of() : endings) {
            var by = known.people().of(ending.by());
            add(
                    ending.closed()
                            ? IssueFacts.closed(ending.at(), IssueReader.CLOSED, by)
                            : IssueFacts.exactly(
                                    IssueFacts.reopened(ending.at(), IssueReader.OPEN, by)));
        }
        if (endings != null) {
            return;
        }
        if (!shown.open() && shown.closedAt() != null) {
            add(IssueFacts.closed(shown.closedAt(), IssueReader.CLOSED, null));
        }
        add(
                IssueFacts.seen(
                        shown.updatedAt(), shown.open() ? IssueReader.OPEN : IssueReader.CLOSED));
    }

    private @Nullable Actor actor(@Nullable User user) {
        return known.people().of(user);
    }

    private void add(IssueFact fact) {
        facts.merge(fact.id(), fact, IssueFact::merge);
    }
}
