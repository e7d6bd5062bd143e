package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.Actor;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The fields of a Cloud delivery's body that mean something here: the allow-list.
///
/// Comments' content and lines, descriptions (which come five times over), everything rendered,
/// commit messages, and all that Bitbucket may yet add are not on it.
///
/// @param actor who caused the event
/// @param repository the one that the pull request is to be merged into
/// @param fault the first field that is not what Bitbucket documents, or null
record CloudPayload(
        @Nullable Actor actor,
        @Nullable RepositoryObject repository,
        @Nullable Snapshot pullRequest,
        @Nullable Decision approval,
        @Nullable Decision changesRequest,
        @Nullable Comment comment,
        @Nullable String fault) {

    /// @param uuid stays when it is renamed or moves
    record RepositoryObject(String uuid, String fullName) {}

    record Decision(@Nullable Instant date, @Nullable Actor user) {}

    /// @param pending whether it belongs to a review that is not published yet
    /// @param deleted whether it was taken back, as the API lists it
    record Comment(
            long id, @Nullable Actor user, Instant createdAt, boolean pending, boolean deleted) {}

    /// Reads a body.
    ///
    /// @throws Unreadable when it is not one JSON object
    static CloudPayload read(byte[] json) throws Unreadable {
        return Fields.read(json, Values.DIALECT, CloudPayload::of);
    }

    private static CloudPayload of(Fields in) throws IOException {
        Actor actor = null;
        RepositoryObject repository = null;
        Snapshot pullRequest = null;
        Decision approval = null;
        Decision changesRequest = null;
        Comment comment = null;
        while (in.next()) {
            switch (in.name()) {
                case "actor" -> actor = account(in);
                case "repository" -> repository = repository(in);
                case "pullrequest" -> pullRequest = CloudPullRequest.read(in);
                case "approval" -> approval = decision(in);
                case "changes_request" -> changesRequest = decision(in);
                case "comment" -> comment = comment(in);
                default -> in.skip();
            }
        }
        return new CloudPayload(
                actor, repository, pullRequest, approval, changesRequest, comment, in.fault());
    }

    private static @Nullable RepositoryObject repository(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String uuid = null;
        String fullName = null;
        while (in.next()) {
            switch (in.name()) {
                case "uuid" -> uuid = Values.uuid(in);
                case "full_name" -> fullName = in.text();
                default -> in.skip();
            }
        }
        if (uuid == null || fullName == null) {
            in.missing(uuid == null ? "uuid" : "full_name");
            return null;
        }
        return new RepositoryObject(uuid, fullName);
    }

    static @Nullable Decision decision(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Instant date = null;
        Actor user = null;
        while (in.next()) {
            switch (in.name()) {
                case "date" -> date = in.time();
                case "user" -> user = account(in);
                default -> in.skip();
            }
        }
        return new Decision(date, user);
    }

    static @Nullable Comment comment(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        Actor user = null;
        Instant createdAt = null;
        Boolean pending = null;
        Boolean deleted = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "user" -> user = account(in);
                case "created_on" -> createdAt = in.time();
                case "pending" -> pending = in.flag();
                case "deleted" -> deleted = in.flag();
                default -> in.skip();
            }
        }
        if (id == null || createdAt == null) {
            in.missing(id == null ? "id" : "created_on");
            return null;
        }
        return new Comment(
                id, user, createdAt, Boolean.TRUE.equals(pending), Boolean.TRUE.equals(deleted));
    }

    /// An account; null when it has no identity left. One that was deleted keeps its own and is
    /// called "Former user".
    static @Nullable Actor account(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String uuid = null;
        String nickname = null;
        String displayName = null;
        String type = null;
        while (in.next()) {
            switch (in.name()) {
                case "uuid" -> uuid = Values.uuid(in);
                case "nickname" -> nickname = in.text();
                case "display_name" -> displayName = in.text();
                case "type" -> type = in.text();
                default -> in.skip();
            }
        }
        if (uuid == null) {
            return null;
        }
        var name = nickname == null ? displayName : nickname;
        return new Actor(uuid, name == null ? uuid : name, "app_user".equalsIgnoreCase(type));
    }
}
