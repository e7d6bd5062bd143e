package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.json.Dialect;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of a delivery's body that mean something here: the allow-list.
///
/// Notes, `st_diff`, `position`, commits but for the identity of the last one, snippets, labels and
/// all that GitLab may yet add are not on it. Descriptions and titles are looked at within the
/// walk.
///
/// @param kind what it is about, in GitLab's word: `object_kind`, else `event_name`
/// @param user who caused it
/// @param project the one that it happened in
/// @param mergeRequest of its own event, or that a note is on
/// @param issue of its own event, or that a note is on
/// @param reviewers everybody on the list; null when it is absent, which may mean that it is empty
/// @param assignees everybody on the list; null as well
/// @param renamed the project that a hook of the instance is about
/// @param fault the first field that is not what GitLab documents, or null
record Payload(
        @Nullable String kind,
        @Nullable User user,
        @Nullable Project project,
        @Nullable MergeRequest mergeRequest,
        @Nullable Issue issue,
        @Nullable Note note,
        Changes changes,
        @Nullable List<User> reviewers,
        @Nullable List<User> assignees,
        @Nullable Project renamed,
        @Nullable Instant renamedAt,
        @Nullable String fault) {

    /// GitLab takes descriptions of a million characters; nobody writes that many, and whoever
    /// makes them up would have an event loop read them. What a longer one refers to stays unknown.
    /// <https://docs.gitlab.com/administration/instance_limits/>
    static final Dialect DIALECT = new Dialect(300_000, Times::parse);

    /// @param path with all groups, such as `acme/shop/web`
    /// @param url where people look at it
    record Project(long id, String path, @Nullable String url) {

        /// The beginning of the addresses of the instance's pages, be it at the root of a host or
        /// below; null when this does not tell.
        @Nullable String site() {
            return url != null && url.endsWith("/" + path)
                    ? url.substring(0, url.length() - path.length())
                    : null;
        }
    }

    /// Reads a body.
    ///
    /// @throws Unreadable when it is not one JSON object
    static Payload read(byte[] json, Shape shape) throws Unreadable {
        return Fields.read(json, DIALECT, in -> of(in, shape));
    }

    private static Payload of(Fields in, Shape shape) throws IOException {
        String objectKind = null;
        String eventName = null;
        User user = null;
        Project project = null;
        MergeRequest mergeRequest = null;
        Issue issue = null;
        Note note = null;
        var changes = Changes.NONE;
        List<User> reviewers = null;
        List<User> assignees = null;
        Long projectId = null;
        String path = null;
        Instant updatedAt = null;
        while (in.next()) {
            switch (in.name()) {
                case "object_kind" -> objectKind = in.text();
                case "event_name" -> eventName = in.text();
                case "user" -> user = User.read(in);
                case "project" -> project = project(in);
                case "object_attributes" -> {
                    switch (shape) {
                        case MERGE_REQUEST, SYSTEM -> mergeRequest = MergeRequestReader.read(in);
                        case ISSUE -> issue = IssueReader.read(in);
                        case NOTE -> note = Note.read(in);
                    }
                }
                case "merge_request" -> {
                    if (shape == Shape.NOTE) {
                        mergeRequest = MergeRequestReader.read(in);
                    } else {
                        in.skip();
                    }
                }
                case "issue" -> {
                    if (shape == Shape.NOTE) {
                        issue = IssueReader.read(in);
                    } else {
                        in.skip();
                    }
                }
                case "changes" -> changes = Changes.read(in);
                case "reviewers" -> reviewers = User.list(in);
                case "assignees" -> assignees = User.list(in);
                case "project_id" -> projectId = in.identity();
                case "path_with_namespace" -> path = in.text();
                case "updated_at" -> updatedAt = in.time();
                default -> in.skip();
            }
        }
        return new Payload(
                objectKind == null ? eventName : objectKind,
                user,
                project,
                mergeRequest,
                issue,
                note,
                changes,
                reviewers,
                assignees,
                projectId == null || path == null ? null : new Project(projectId, path, null),
                updatedAt,
                in.fault());
    }

    private static @Nullable Project project(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String path = null;
        String url = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "path_with_namespace" -> path = in.text();
                case "web_url" -> url = in.link();
                default -> in.skip();
            }
        }
        if (id == null || path == null) {
            in.missing(id == null ? "id" : "path_with_namespace");
            return null;
        }
        return new Project(id, path, url);
    }

    /// Everybody whom the delivery tells by number and name.
    People people() {
        var people = new People();
        people.add(reviewers);
        people.add(assignees);
        people.add(changes.reviewersBefore());
        people.add(changes.reviewersAfter());
        people.add(changes.assigneesAfter());
        people.add(user);
        if (note != null && note.author() != null && user != null && user.id() == null) {
            // Old deliveries tell the number of a note's author only there, and the name only here.
            people.add(note.isNew() ? user.as(note.author()) : null);
        }
        return people;
    }

    /// A part without which the delivery says nothing.
    ///
    /// @throws Unreadable when it is missing or of no use
    <T> T present(@Nullable T part, String path) throws Unreadable {
        if (part == null) {
            throw new Unreadable(fault == null ? path + " is missing" : fault);
        }
        return part;
    }
}
