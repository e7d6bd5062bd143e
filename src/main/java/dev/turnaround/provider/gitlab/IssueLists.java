package dev.turnaround.provider.gitlab;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.json.Fields;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists of issues, each with all that is told of it; read as [MergeRequestLists] does.
final class IssueLists {
    private static final String LIST = "issues";
    private static final String UNTOLD = "GitLab does not tell it without errors";

    /// Everything about each comes in one query, whose complexity is limited.
    private static final int SOME_MAX = 4;

    /// Of each of these only its identity comes.
    private static final int IDENTITIES_MAX = 50;

    private final String connection;
    private final Graph graph;
    private final Rest rest;
    private final Inquiry inquiry;

    IssueLists(String connection, Graph graph, Rest rest) {
        this.connection = connection;
        this.graph = graph;
        this.rest = rest;
        this.inquiry = new Inquiry(graph);
    }

    /// What was changed since a moment, least recently changed first.
    Page<Change> changed(Repository repository, Instant since, Place from) {
        for (var place = from; ; place = place.shorter()) {
            var reply = ask(repository, since, place, true);
            var part =
                    reply.data() == null
                            ? null
                            : MergeRequestLists.told(reply.data(), reply.troubled());
            if (!reply.troubled() && part != null && part.whole()) {
                var read =
                        read(
                                repository,
                                MergeRequestLists.project(reply.data()),
                                part.items(),
                                reply.at());
                return new Page<>(read.items(), read.flaws(), next(part, place), part.total());
            }
            if (place.size() == 1) {
                return flaw(repository, since, place);
            }
        }
    }

    private Graph.Reply<Listing<ListedIssue.Line>> ask(
            Repository repository, Instant since, Place place, boolean whole) {
        return graph.ask(
                Queries.ISSUES,
                new JsonObject()
                        .put("project", "gid://gitlab/Project/" + repository.id())
                        .put("since", since.toString())
                        .put("first", place.size())
                        .put("after", place.after())
                        .put("whole", whole),
                in -> Listing.read(in, LIST, ListedIssue::read));
    }

    private Page<Change> flaw(Repository repository, Instant since, Place place) {
        var reply = ask(repository, since, place, false);
        var part =
                reply.data() == null
                        ? null
                        : MergeRequestLists.told(reply.data(), reply.troubled());
        if (part == null) {
            throw new ApiFailure.Away("GitLab does not tell its issues without errors");
        }
        var flaws =
                part.items().stream()
                        .map(line -> new Page.Flaw(Long.toString(line.id()), UNTOLD))
                        .toList();
        return new Page<>(List.of(), flaws, next(part, place), part.total());
    }

    private static @Nullable String next(Told.Part<?> part, Place place) {
        return part.next() == null ? null : place.then(part.next()).text();
    }

    /// Some of them, whether they changed or not. An issue that was made confidential is gone for
    /// an account below Reporter.
    Page<Change> some(Repository repository, List<IssueKey> keys) {
        var items = new ArrayList<Change>();
        var flaws = new ArrayList<Page.Flaw>();
        for (var from = 0; from < keys.size(); from += SOME_MAX) {
            some(
                    repository,
                    keys.subList(from, Math.min(keys.size(), from + SOME_MAX)),
                    items,
                    flaws);
        }
        return new Page<>(items, flaws, null, (long) keys.size());
    }

    /// @param project null when it is not there or not shown
    /// @param lines by what was asked for; null for what is not there or not shown
    private record Found(
            Payload.@Nullable Project project, Map<Long, ListedIssue.@Nullable Line> lines) {}

    private void some(
            Repository repository, List<IssueKey> keys, List<Change> items, List<Page.Flaw> flaws) {
        var ids = keys.stream().map(key -> Long.valueOf(key.id())).toList();
        var reply =
                graph.ask(
                        Queries.issues(ids),
                        new JsonObject().put("project", "gid://gitlab/Project/" + repository.id()),
                        IssueLists::found);
        var found = reply.data();
        if (reply.troubled() || found == null) {
            if (keys.size() == 1) {
                flaws.add(new Page.Flaw(keys.getFirst().id(), UNTOLD));
                return;
            }
            var half = keys.size() / 2;
            some(repository, keys.subList(0, half), items, flaws);
            some(repository, keys.subList(half, keys.size()), items, flaws);
            return;
        }
        if (found.project() == null) {
            throw new ApiFailure.Refused(Refusal.NO_PROJECT);
        }
        var there = new ArrayList<ListedIssue.Line>();
        for (var key : keys) {
            var line = found.lines().get(Long.valueOf(key.id()));
            if (line == null) {
                items.add(
                        new Change.IssueGone(
                                key,
                                GitLabApi.repository(found.project(), reply.at()),
                                reply.at()));
            } else {
                there.add(line);
            }
        }
        var read = read(repository, found.project(), there, reply.at());
        items.addAll(read.items());
        flaws.addAll(read.flaws());
    }

    /// Those that are not there, or not shown. An answer with any trouble in it says nothing.
    List<IssueKey> missing(Repository repository, List<IssueKey> keys) {
        var missing = new ArrayList<IssueKey>();
        for (var from = 0; from < keys.size(); from += IDENTITIES_MAX) {
            var some = keys.subList(from, Math.min(keys.size(), from + IDENTITIES_MAX));
            var reply =
                    graph.ask(
                            Queries.identities(
                                    some.stream().map(key -> Long.valueOf(key.id())).toList()),
                            new JsonObject()
                                    .put("project", "gid://gitlab/Project/" + repository.id()),
                            IssueLists::shown);
            var shown = reply.data();
            if (!reply.troubled() && shown != null && shown.project()) {
                some.stream()
                        .filter(key -> !shown.issues().contains(Long.valueOf(key.id())))
                        .forEach(missing::add);
            }
        }
        return missing;
    }

    /// @param project whether the project is shown
    /// @param issues those that are
    private record Shown(boolean project, Set<Long> issues) {}

    private static Shown shown(Fields in) throws IOException {
        var project = false;
        var issues = new HashSet<Long>();
        while (in.next()) {
            if (in.name().equals("projects")) {
                project = Listing.projects(in, LIST, _ -> null).project() != null;
            } else {
                var asked = Long.parseLong(in.name().substring(1));
                if (in.enter()) {
                    issues.add(asked);
                    while (in.next()) {
                        in.skip();
                    }
                }
            }
        }
        return new Shown(project, issues);
    }

    private static Found found(Fields in) throws IOException {
        Payload.Project project = null;
        var lines = new HashMap<Long, ListedIssue.@Nullable Line>();
        while (in.next()) {
            if (in.name().equals("projects")) {
                project = Listing.projects(in, LIST, _ -> null).project();
            } else {
                var asked = Long.parseLong(in.name().substring(1));
                lines.put(asked, ListedIssue.read(in));
            }
        }
        return new Found(project, lines);
    }

    private Page<Change> read(
            Repository repository,
            Payload.Project project,
            List<ListedIssue.Line> lines,
            Instant at) {
        var flaws = new ArrayList<Page.Flaw>();
        var shown = new ArrayList<ListedIssue>();
        for (var line : lines) {
            var whole = line.told() == null ? null : whole(line.told());
            if (whole == null) {
                flaws.add(new Page.Flaw(Long.toString(line.id()), UNTOLD));
            } else {
                shown.add(whole);
            }
        }
        if (shown.isEmpty()) {
            return new Page<>(List.of(), flaws, null, null);
        }
        var known =
                inquiry.about(
                        shown.stream().flatMap(one -> one.notes().stream()).toList(),
                        IssueHistory.WORDED,
                        people(shown));
        var first = shown.stream().map(ListedIssue::createdAt).min(Instant::compareTo);
        var endings =
                Endings.read(
                        rest,
                        repository.id(),
                        Endings.Target.ISSUE,
                        first.orElse(at),
                        at,
                        shown.stream().anyMatch(one -> !one.open()));
        var changes = new ArrayList<Change>(shown.size());
        for (var one : shown) {
            changes.add(
                    IssueHistory.change(
                            connection,
                            project,
                            one,
                            known,
                            endings.of(one.number(), one.createdAt(), !one.open()),
                            at));
        }
        return new Page<>(changes, flaws, null, null);
    }

    private static People people(List<ListedIssue> shown) {
        var people = new People();
        for (var one : shown) {
            people.add(one.author());
            people.add(one.assignees());
            one.notes().forEach(note -> people.add(note.author()));
        }
        return people;
    }

    /// The same with its notes to their end; null when they are in trouble.
    private @Nullable ListedIssue whole(ListedIssue shown) {
        var further = new ArrayList<Remark>();
        for (var after = shown.notesAfter(); after != null; ) {
            var reply =
                    graph.ask(
                            Queries.ISSUE_NOTES,
                            new JsonObject()
                                    .put("issue", "gid://gitlab/Issue/" + shown.id())
                                    .put("after", after),
                            IssueLists::furtherNotes);
            var part = reply.data();
            if (reply.troubled() || part == null || !part.whole()) {
                return null;
            }
            further.addAll(part.items());
            after = part.next();
        }
        return shown.with(further);
    }

    private static Told.@Nullable Part<Remark> furtherNotes(Fields in) throws IOException {
        Told.Part<Remark> notes = null;
        while (in.next()) {
            if (in.name().equals("issue")) {
                notes = MergeRequestLists.notesOf(in);
            } else {
                in.skip();
            }
        }
        return notes;
    }
}
