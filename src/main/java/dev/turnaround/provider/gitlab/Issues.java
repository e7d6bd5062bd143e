package dev.turnaround.provider.gitlab;

import static dev.turnaround.provider.gitlab.Prose.stamped;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.Assignee;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.Status;
import dev.turnaround.provider.json.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One delivery about an issue, or another work item of a project, on its way to be a change.
///
/// <https://docs.gitlab.com/user/project/integrations/webhook_events/#work-item-events>
final class Issues {
    /// What is read. A test delivery may have none: it tells what every snapshot implies.
    static final Set<String> ACTIONS = Set.of("close", "open", "reopen", "update");

    private final String connection;
    private final Payload payload;
    private final Issue shown;
    private final Payload.Project project;
    private final People people;
    private final Instant at;

    private Issues(String connection, Payload payload, Instant receivedAt) throws Unreadable {
        this.connection = connection;
        this.payload = payload;
        this.shown =
                payload.present(
                        payload.issue(), payload.note() == null ? "object_attributes" : "issue");
        this.project = payload.present(payload.project(), "project");
        this.people = payload.people();
        this.at = shown.updatedAt() == null ? receivedAt : shown.updatedAt();
    }

    /// What an event of the issue's own says.
    static Change event(String connection, Payload payload, Instant receivedAt) throws Unreadable {
        var one = new Issues(connection, payload, receivedAt);
        var facts = one.implied();
        if ("reopen".equals(one.shown.action())) {
            facts.add(IssueFacts.reopened(one.at, one.status(), one.user()));
        }
        var assigned = payload.changes().assigneesAfter();
        if (assigned != null) {
            facts.add(IssueFacts.assigned(one.at, one.first(ids(assigned)), one.user()));
        }
        return one.change(facts);
    }

    /// What a comment on it says.
    static Change commented(String connection, Payload payload, Instant receivedAt)
            throws Unreadable {
        var one = new Issues(connection, payload, receivedAt);
        var note = payload.present(payload.note(), "object_attributes");
        var fact = IssueFacts.commented(note.id(), note.createdAt(), one.people.of(note.author()));
        var facts = one.implied();
        facts.add(note.isDeleted() ? fact.asDeleted() : fact);
        return one.change(facts);
    }

    /// What every delivery implies, whatever it came with: any of them may be the first.
    private List<IssueFact> implied() {
        var facts = new ArrayList<IssueFact>(4);
        var began = "open".equals(shown.action()) ? shown.status() : null;
        facts.add(IssueFacts.created(shown.createdAt(), people.of(shown.author()), began));
        var closing = "close".equals(shown.action());
        if (!shown.open() && shown.closedAt() != null) {
            facts.add(IssueFacts.closed(shown.closedAt(), status(), closing ? user() : null));
        } else if (closing) {
            facts.add(IssueFacts.closedBy(at, status(), user()));
        }
        if (shown.status() != null) {
            facts.add(IssueFacts.seen(at, shown.status()));
        }
        return facts;
    }

    private Change change(List<IssueFact> facts) {
        var repository =
                new Repository(Long.toString(project.id()), new Stamped<>(project.path(), at));
        return new Change.ToIssue(
                new IssueKey(connection, Long.toString(shown.id())),
                repository,
                attributes(repository),
                facts);
    }

    private IssueAttributes attributes(Repository repository) {
        var name = shown.number() == null ? null : project.path() + "#" + shown.number();
        var prose = shown.prose();
        return new IssueAttributes(
                stamped(repository.id(), at),
                stamped(name, at),
                names(name),
                stamped(shown.number(), at),
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

    private static SortedSet<String> names(@Nullable String name) {
        var names = new TreeSet<String>();
        if (name != null) {
            names.add(name);
        }
        return names;
    }

    /// Who has it: the first where there are several. The list itself is left out where it is
    /// empty, so that only the numbers tell empty from unknown.
    private @Nullable Assignee assignee() {
        var ids = payload.assignees() == null ? shown.assignees() : ids(payload.assignees());
        return ids == null ? null : new Assignee(first(ids));
    }

    private @Nullable Actor first(List<Long> ids) {
        return ids.isEmpty() ? null : people.of(ids.getFirst());
    }

    private static List<Long> ids(List<User> users) {
        var ids = new ArrayList<Long>(users.size());
        for (var user : users) {
            if (user.id() != null) {
                ids.add(user.id());
            }
        }
        return ids;
    }

    private Status status() {
        if (shown.status() != null) {
            return shown.status();
        }
        return shown.open() ? IssueReader.OPEN : IssueReader.CLOSED;
    }

    private @Nullable Actor user() {
        return people.of(payload.user());
    }
}
