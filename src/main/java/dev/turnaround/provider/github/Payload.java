package dev.turnaround.provider.github;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.issue.Status;
import dev.turnaround.provider.json.Dialect;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The fields of a delivery's body that mean something here: the allow-list.
///
/// The body of a pull request or an issue is looked at and forgotten; other bodies, all of
/// `changes` but [Changes], paths, diffs, messages, labels and all that GitHub may yet add are not
/// on it.
///
/// @param action what happened; null when the event has no such field
/// @param repository null when it is not about one
/// @param pullRequest null when the body has none
/// @param issue null when the body has none
/// @param sender who caused the event
/// @param asked who was asked, or no longer is; null when the account is deleted
/// @param after the commit that the source branch now points at
/// @param assignee who was given an issue, or had it taken from them; null when the account is
///   deleted
/// @param item null when it is not about an item of a board
/// @param changes null when it tells of no change that matters
/// @param fault the first field that is not what GitHub documents, or null
record Payload(
        @Nullable String action,
        @Nullable RepositoryObject repository,
        @Nullable Snapshot pullRequest,
        @Nullable Issue issue,
        @Nullable Review review,
        @Nullable Comment comment,
        @Nullable Actor sender,
        @Nullable Reviewer asked,
        @Nullable String after,
        @Nullable Actor assignee,
        @Nullable Item item,
        @Nullable Changes changes,
        @Nullable String fault) {

    /// A description has at most 65,536 characters, of which each may take four bytes.
    private static final Dialect DIALECT = new Dialect(300_000, Times::parse);

    /// Of a commit, SHA-1; SHA-256 has more.
    private static final int HASH_DIGITS = 40;

    /// The account that stands for all deleted ones: <https://github.com/ghost>. Taken as what it
    /// means, because two people who left are not the same person.
    private static final String GHOST = "ghost";

    /// @param updatedAt null when it does not say
    record RepositoryObject(long id, String fullName, @Nullable Instant updatedAt) {}

    /// An issue, or a pull request in the shape of one. Both are null when it lacks what is needed.
    record Issue(@Nullable IssueSnapshot plain, @Nullable Snapshot pullRequest) {}

    /// A line on a project's board.
    ///
    /// @param contentType `Issue`, `PullRequest` or `DraftIssue`
    /// @param content the node id of what it stands for
    record Item(long id, String contentType, String content, Instant updatedAt) {}

    /// What was otherwise before.
    ///
    /// @param formerName what people called an issue before it came from another repository; null
    ///   when it did not
    /// @param move null when no board moved it
    record Changes(@Nullable String formerName, @Nullable Move move) {}

    /// Another value in the field of a board that says where things stand.
    ///
    /// @param from,to null for no value
    record Move(@Nullable Status from, @Nullable Status to) {}

    /// @param state as GitHub spells it: in lower case, in older deliveries in upper case
    /// @param submittedAt null when it does not say
    /// @param empty whether it has no words of its own
    record Review(
            long id,
            @Nullable Actor user,
            String state,
            @Nullable Instant submittedAt,
            boolean empty) {}

    /// @param review the review that it is part of, or null
    record Comment(long id, @Nullable Actor user, Instant createdAt, @Nullable Long review) {}

    /// Reads a body.
    ///
    /// @throws Unreadable when it is not one JSON object
    static Payload read(byte[] json) throws Unreadable {
        return Fields.read(json, DIALECT, Payload::of);
    }

    private static Payload of(Fields in) throws IOException {
        String action = null;
        RepositoryObject repository = null;
        Snapshot pullRequest = null;
        Issue issue = null;
        Review review = null;
        Comment comment = null;
        Actor sender = null;
        Reviewer asked = null;
        String after = null;
        Actor assignee = null;
        Item item = null;
        Changes changes = null;
        while (in.next()) {
            switch (in.name()) {
                case "action" -> action = in.text();
                case "pull_request" -> pullRequest = SnapshotReader.pullRequest(in);
                case "issue" -> issue = SnapshotReader.issue(in);
                case "review" -> review = review(in);
                case "comment" -> comment = comment(in);
                case "requested_reviewer" -> {
                    var person = person(in);
                    asked = person == null ? asked : person;
                }
                case "requested_team" -> {
                    var team = team(in);
                    asked = team == null ? asked : team;
                }
                case "after" -> after = in.hash(HASH_DIGITS);
                case "assignee" -> assignee = actor(in);
                case "projects_v2_item" -> item = item(in);
                case "changes" -> changes = ChangesReader.read(in);
                case "repository" -> repository = repository(in);
                case "sender" -> sender = actor(in);
                default -> in.skip();
            }
        }
        return new Payload(
                action,
                repository,
                pullRequest,
                issue,
                review,
                comment,
                sender,
                asked,
                after,
                assignee,
                item,
                changes,
                in.fault());
    }

    private static @Nullable Item item(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String contentType = null;
        String content = null;
        Instant updatedAt = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "content_type" -> contentType = in.text();
                case "content_node_id" -> content = in.text();
                case "updated_at" -> updatedAt = in.time();
                default -> in.skip();
            }
        }
        if (id == null || contentType == null || content == null || updatedAt == null) {
            in.missing(
                    id == null
                            ? "id"
                            : contentType == null
                                    ? "content_type"
                                    : content == null ? "content_node_id" : "updated_at");
            return null;
        }
        return new Item(id, contentType, content, updatedAt);
    }

    private static @Nullable RepositoryObject repository(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String fullName = null;
        Instant updatedAt = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "full_name" -> fullName = in.text();
                case "updated_at" -> updatedAt = in.time();
                default -> in.skip();
            }
        }
        if (id == null || fullName == null) {
            in.missing(id == null ? "id" : "full_name");
            return null;
        }
        return new RepositoryObject(id, fullName, updatedAt);
    }

    private static @Nullable Review review(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        Actor user = null;
        String state = null;
        Instant submittedAt = null;
        var empty = true;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "user" -> user = actor(in);
                case "body" -> empty = !in.saysSomething();
                case "state" -> state = in.text();
                case "submitted_at" -> submittedAt = in.time();
                default -> in.skip();
            }
        }
        if (id == null || state == null) {
            in.missing(id == null ? "id" : "state");
            return null;
        }
        return new Review(id, user, state, submittedAt, empty);
    }

    private static @Nullable Comment comment(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        Actor user = null;
        Instant createdAt = null;
        Long review = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "user" -> user = actor(in);
                case "created_at" -> createdAt = in.time();
                case "pull_request_review_id" -> review = in.identity();
                default -> in.skip();
            }
        }
        if (id == null || createdAt == null) {
            in.missing(id == null ? "id" : "created_at");
            return null;
        }
        return new Comment(id, user, createdAt, review);
    }

    /// An account; null when it is deleted.
    static @Nullable Actor actor(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String login = null;
        String type = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "login" -> login = in.text();
                case "type" -> type = in.text();
                default -> in.skip();
            }
        }
        if (id == null || login == null) {
            in.missing(id == null ? "id" : "login");
            return null;
        }
        return account(id, login, type);
    }

    /// An account by what GitHub says of it; null when it stands for the deleted ones.
    static @Nullable Actor account(long id, String login, @Nullable String type) {
        return GHOST.equals(login)
                ? null
                : new Actor(Long.toString(id), login, Bots.is(login, type));
    }

    /// An account that was asked for a review; null when it is deleted.
    static Reviewer.@Nullable Person person(Fields in) throws IOException {
        var actor = actor(in);
        return actor == null ? null : new Reviewer.Person(actor);
    }

    /// A team that was asked for a review, by its slug, because that is what the GraphQL API calls
    /// it too.
    static Reviewer.@Nullable Team team(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String slug = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "slug" -> slug = in.text();
                default -> in.skip();
            }
        }
        if (id == null || slug == null) {
            in.missing(id == null ? "id" : "slug");
            return null;
        }
        return new Reviewer.Team(Long.toString(id), slug);
    }
}
