package dev.turnaround.provider.gitlab;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.json.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists of merge requests, each with all that is told of it.
///
/// An answer that has any trouble in it is not believed: the page is halved until the trouble is
/// alone, and then it is a flaw.
final class MergeRequestLists {
    private static final String LIST = "mergeRequests";
    private static final String UNTOLD = "GitLab does not tell it without errors";

    private final String connection;
    private final Graph graph;
    private final Rest rest;
    private final Inquiry inquiry;

    MergeRequestLists(String connection, Graph graph, Rest rest) {
        this.connection = connection;
        this.graph = graph;
        this.rest = rest;
        this.inquiry = new Inquiry(graph);
    }

    /// What was changed since a moment, least recently changed first. GitLab's cursors name the
    /// last item with its time, so nothing is skipped when items move while pages are turned.
    Page<Change> changed(Repository repository, Instant since, Place from) {
        for (var place = from; ; place = place.shorter()) {
            var reply = ask(repository, since, place, true);
            var part = reply.data() == null ? null : told(reply.data(), reply.troubled());
            if (!reply.troubled() && part != null && part.whole()) {
                return page(repository, project(reply.data()), part, reply.at(), place);
            }
            if (place.size() == 1) {
                return flaw(repository, since, place);
            }
        }
    }

    private Graph.Reply<Listing<ListedMergeRequest.Line>> ask(
            Repository repository, Instant since, Place place, boolean whole) {
        return graph.ask(
                Queries.MERGE_REQUESTS,
                new JsonObject()
                        .put("project", "gid://gitlab/Project/" + repository.id())
                        .put("since", since.toString())
                        .put("first", place.size())
                        .put("after", place.after())
                        .put("whole", whole),
                MergeRequestLists::listing);
    }

    private static Listing<ListedMergeRequest.Line> listing(Fields in) throws IOException {
        return Listing.read(in, LIST, ListedMergeRequest::read);
    }

    /// The list; null when it is in trouble.
    static <T> Told.@Nullable Part<T> told(Listing<T> listing, boolean troubled) {
        if (listing.project() == null && !troubled) {
            throw new ApiFailure.Refused(Refusal.NO_PROJECT);
        }
        if (listing.part() == null && !troubled) {
            throw new ApiFailure.Refused(Refusal.NO_MERGE_REQUESTS);
        }
        return listing.part();
    }

    static Payload.Project project(@Nullable Listing<?> listing) {
        if (listing == null || listing.project() == null) {
            throw new ApiFailure.Refused(Refusal.NO_PROJECT);
        }
        return listing.project();
    }

    /// The one item that cannot be told, by its number, and the place after it.
    private Page<Change> flaw(Repository repository, Instant since, Place place) {
        var reply = ask(repository, since, place, false);
        var part = reply.data() == null ? null : told(reply.data(), reply.troubled());
        if (part == null) {
            throw new ApiFailure.Away("GitLab does not tell its merge requests without errors");
        }
        var flaws =
                part.items().stream()
                        .map(line -> new Page.Flaw(Long.toString(line.number()), UNTOLD))
                        .toList();
        return new Page<>(List.of(), flaws, next(part, place), part.total());
    }

    private static @Nullable String next(Told.Part<?> part, Place place) {
        return part.next() == null ? null : place.then(part.next()).text();
    }

    private Page<Change> page(
            Repository repository,
            Payload.Project project,
            Told.Part<ListedMergeRequest.Line> part,
            Instant at,
            Place place) {
        var read = read(repository, project, part.items(), at);
        return new Page<>(read.items(), read.flaws(), next(part, place), part.total());
    }

    /// Some of them, whether they changed or not.
    Page<Change> some(Repository repository, List<PullRequestKey> keys) {
        var items = new ArrayList<Change>();
        var flaws = new ArrayList<Page.Flaw>();
        for (var from = 0; from < keys.size(); from += Place.SIZE_FIRST) {
            some(
                    repository,
                    keys.subList(from, Math.min(keys.size(), from + Place.SIZE_FIRST)),
                    items,
                    flaws);
        }
        return new Page<>(items, flaws, null, (long) keys.size());
    }

    private void some(
            Repository repository,
            List<PullRequestKey> keys,
            List<Change> items,
            List<Page.Flaw> flaws) {
        var numbers = keys.stream().map(key -> Long.toString(key.number())).toList();
        var reply =
                graph.ask(
                        Queries.MERGE_REQUESTS_BY_NUMBER,
                        new JsonObject()
                                .put("project", "gid://gitlab/Project/" + repository.id())
                                .put("numbers", new JsonArray(numbers))
                                .put("first", numbers.size()),
                        MergeRequestLists::listing);
        var part = reply.data() == null ? null : told(reply.data(), reply.troubled());
        if (reply.troubled() || part == null || !part.whole()) {
            if (keys.size() == 1) {
                flaws.add(new Page.Flaw(numbers.getFirst(), UNTOLD));
                return;
            }
            var half = keys.size() / 2;
            some(repository, keys.subList(0, half), items, flaws);
            some(repository, keys.subList(half, keys.size()), items, flaws);
            return;
        }
        var read = read(repository, project(reply.data()), part.items(), reply.at());
        items.addAll(read.items());
        flaws.addAll(read.flaws());
        var found = new HashSet<Long>();
        part.items().forEach(line -> found.add(line.number()));
        for (var key : keys) {
            if (!found.contains(key.number())) {
                items.add(
                        new Change.PullRequestGone(
                                key,
                                GitLabApi.repository(project(reply.data()), reply.at()),
                                reply.at()));
            }
        }
    }

    private Page<Change> read(
            Repository repository,
            Payload.Project project,
            List<ListedMergeRequest.Line> lines,
            Instant at) {
        var flaws = new ArrayList<Page.Flaw>();
        var shown = new ArrayList<ListedMergeRequest>();
        for (var line : lines) {
            var whole = line.told() == null ? null : whole(repository, line.told());
            if (whole == null) {
                flaws.add(new Page.Flaw(Long.toString(line.number()), UNTOLD));
            } else {
                shown.add(whole);
            }
        }
        if (shown.isEmpty()) {
            return new Page<>(List.of(), flaws, null, null);
        }
        var known = inquiry.about(notes(shown), MergeRequestHistory.WORDED, people(shown));
        var endings = endings(repository, shown, at);
        var changes = new ArrayList<Change>(shown.size());
        for (var one : shown) {
            changes.add(
                    MergeRequestHistory.change(
                            connection,
                            project,
                            one,
                            known,
                            endings.of(one.number(), one.createdAt(), one.closed()),
                            at));
        }
        return new Page<>(changes, flaws, null, null);
    }

    private Endings endings(
            Repository repository, List<ListedMergeRequest> shown, Instant answeredAt) {
        var first = shown.stream().map(ListedMergeRequest::createdAt).min(Instant::compareTo);
        return Endings.read(
                rest,
                repository.id(),
                Endings.Target.MERGE_REQUEST,
                first.orElse(answeredAt),
                answeredAt,
                shown.stream().anyMatch(ListedMergeRequest::closed));
    }

    private static List<Remark> notes(List<ListedMergeRequest> shown) {
        return shown.stream().flatMap(one -> one.notes().stream()).toList();
    }

    private static People people(List<ListedMergeRequest> shown) {
        var people = new People();
        for (var one : shown) {
            people.add(one.author());
            people.add(one.merger());
            people.add(one.reviewers());
            one.notes().forEach(note -> people.add(note.author()));
        }
        return people;
    }

    /// The same with its notes to their end; null when they are in trouble.
    private @Nullable ListedMergeRequest whole(Repository repository, ListedMergeRequest shown) {
        var further = new ArrayList<Remark>();
        for (var after = shown.notesAfter(); after != null; ) {
            var reply =
                    graph.ask(
                            Queries.MERGE_REQUEST_NOTES,
                            new JsonObject()
                                    .put("project", "gid://gitlab/Project/" + repository.id())
                                    .put(
                                            "numbers",
                                            new JsonArray().add(Long.toString(shown.number())))
                                    .put("after", after),
                            MergeRequestLists::furtherNotes);
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
        var listing = Listing.read(in, LIST, one -> notesOf(one));
        var part = listing.part();
        return part == null || part.items().isEmpty() ? null : part.items().getFirst();
    }

    static Told.@Nullable Part<Remark> notesOf(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Told.Part<Remark> notes = null;
        while (in.next()) {
            if (in.name().equals("notes")) {
                notes = Told.part(in, Remark::read);
            } else {
                in.skip();
            }
        }
        return notes;
    }
}
