package dev.turnaround.provider.github;

import dev.turnaround.model.Actor;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueStrand;
import dev.turnaround.model.reference.Markdown;
import dev.turnaround.provider.json.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One issue as GraphQL tells it, while its lists are read.
///
/// Thread safety: none.
final class ListedIssue {
    private final Tree told;
    private final List<IssueFact> comments = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Rest restOfComments = new Rest(null);
    private Rest restOfEvents = new Rest(null);

    /// An issue with the beginnings of its lists.
    ListedIssue(Tree told) throws Unreadable {
        this.told = told;
        take(told);
    }

    private record Event(
            String type, Instant at, @Nullable Actor actor, @Nullable Actor assignee) {}

    /// More of its lists, those that are there.
    void take(Tree more) throws Unreadable {
        var someComments = more.at("comments");
        if (someComments.present()) {
            for (var one : someComments.at("nodes").list()) {
                comments.add(
                        IssueFacts.commented(
                                new Payload.Comment(
                                        one.at("fullDatabaseId").id(),
                                        People.account(one.at("author")),
                                        one.at("createdAt").time(),
                                        null)));
            }
            restOfComments = Rest.of(someComments);
        }
        var someEvents = more.at("timelineItems");
        if (someEvents.present()) {
            for (var one : someEvents.at("nodes").list()) {
                events.add(
                        new Event(
                                one.at("__typename").text(),
                                one.at("createdAt").time(),
                                People.account(one.at("actor")),
                                People.account(one.at("assignee"))));
            }
            restOfEvents = Rest.of(someEvents);
        }
    }

    /// Its number as an identity.
    long id() throws Unreadable {
        return told.at("fullDatabaseId").id();
    }

    /// Its node id.
    String node() throws Unreadable {
        return told.at("id").passing();
    }

    Rest restOfComments() {
        return restOfComments;
    }

    Rest restOfEvents() {
        return restOfEvents;
    }

    /// What was read to its end. No API tells of moves on boards.
    Set<IssueStrand> strands() {
        var strands = EnumSet.noneOf(IssueStrand.class);
        if (!restOfEvents.more()) {
            strands.addAll(
                    Set.of(IssueStrand.MOVES, IssueStrand.ASSIGNMENTS, IssueStrand.SIGHTINGS));
        }
        if (!restOfComments.more()) {
            strands.add(IssueStrand.COMMENTS);
        }
        return strands;
    }

    /// All that happened, as far as it was read.
    List<IssueFact> facts() throws Unreadable {
        var shown = shown();
        var facts = new ArrayList<IssueFact>();
        facts.add(IssueFacts.created(shown));
        var holders = new ArrayList<Actor>();
        for (var event : events) {
            var fact = fact(event, holders);
            if (fact != null) {
                facts.add(fact);
            }
        }
        if (shown.closedAt() != null
                && !restOfEvents.more()
                && events.stream().noneMatch(one -> one.type().equals("ClosedEvent"))) {
            // An import may bring the state along without the event that led to it.
            facts.add(IssueFacts.closed(shown.closedAt(), null));
        }
        facts.addAll(comments);
        return facts;
    }

    /// @param holders who has it, the one who got it first first
    private static @Nullable IssueFact fact(Event event, List<Actor> holders) {
        var at = event.at();
        var assignee = event.assignee();
        return switch (event.type()) {
            case "ClosedEvent" -> IssueFacts.closed(at, event.actor());
            case "ReopenedEvent" -> IssueFacts.known(IssueFacts.reopened(at, event.actor()));
            case "AssignedEvent" -> {
                if (assignee == null) {
                    yield null;
                }
                holders.add(assignee);
                yield IssueFacts.known(IssueFacts.assigned(assignee, at, event.actor()));
            }
            case "UnassignedEvent" -> {
                if (assignee == null) {
                    yield null;
                }
                holders.removeIf(assignee::is);
                var left = holders.isEmpty() ? null : holders.getFirst();
                yield IssueFacts.known(IssueFacts.unassigned(assignee, left, at, event.actor()));
            }
            default -> null;
        };
    }

    /// What it shows now.
    IssueSnapshot shown() throws Unreadable {
        var assignees = told.at("assignees").at("nodes").list();
        var createdAt = told.at("createdAt").time();
        return new IssueSnapshot(
                id(),
                told.at("number").id(),
                People.account(told.at("author")),
                createdAt,
                told.at("updatedAt").time(),
                told.at("closedAt").timeIfAny(),
                null,
                told.at("title").text(),
                Markdown.withoutCode(told.at("body").passing()),
                assignees.isEmpty() ? null : People.account(assignees.getFirst()),
                true,
                told.at("url").link());
    }

    /// The number of the repository that it is in now.
    long repository() throws Unreadable {
        return told.at("repository").at("databaseId").id();
    }
}
