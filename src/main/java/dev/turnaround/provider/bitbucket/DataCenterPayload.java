package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Reviewer;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of a Data Center delivery's body that mean something here: the allow-list.
///
/// Comments' text and anchors, descriptions, e-mail addresses, and all that Bitbucket may yet add
/// are not on it.
///
/// @param date when the event happened
/// @param actor who caused it
/// @param pullRequest null when the body has none
/// @param repository the one that the pull request is to be merged into
/// @param participant whose decision it is about
/// @param hadRequestedChanges whether that decision was a request for changes before
/// @param previousDraft whether it was a draft before; null when that was not changed
/// @param renamed the repository as it is called from now on
/// @param fault the first field that is not what Bitbucket documents, or null
record DataCenterPayload(
        @Nullable Instant date,
        @Nullable Actor actor,
        @Nullable Snapshot pullRequest,
        @Nullable RepositoryObject repository,
        @Nullable Actor participant,
        boolean hadRequestedChanges,
        @Nullable Boolean previousDraft,
        List<Reviewer> addedReviewers,
        List<Reviewer> removedReviewers,
        @Nullable Comment comment,
        @Nullable RepositoryObject renamed,
        @Nullable String fault) {

    /// Its newer and its older word.
    private static final Set<String> REQUESTED_CHANGES = Set.of("CHANGES_REQUESTED", "NEEDS_WORK");

    /// @param name key of the project and slug; a person's project has a key such as `~mia`
    record RepositoryObject(long id, String name) {}

    /// @param pending whether it belongs to a review that is not published yet
    record Comment(long id, @Nullable Actor author, Instant createdAt, boolean pending) {}

    /// Reads a body.
    ///
    /// @throws Unreadable when it is not one JSON object
    static DataCenterPayload read(byte[] json) throws Unreadable {
        return Fields.read(json, Values.DIALECT, DataCenterPayload::of);
    }

    private static DataCenterPayload of(Fields in) throws IOException {
        Instant date = null;
        Actor actor = null;
        DataCenterPullRequest pullRequest = null;
        Actor participant = null;
        String previousStatus = null;
        Boolean previousDraft = null;
        List<Reviewer> added = List.of();
        List<Reviewer> removed = List.of();
        Comment comment = null;
        RepositoryObject renamed = null;
        while (in.next()) {
            switch (in.name()) {
                case "date" -> date = in.time();
                case "actor" -> actor = account(in);
                case "pullRequest" -> pullRequest = DataCenterPullRequest.read(in);
                case "participant" -> participant = user(in);
                case "previousStatus" -> previousStatus = in.text();
                case "previousDraft" -> previousDraft = in.flag();
                case "addedReviewers" -> added = accounts(in);
                case "removedReviewers" -> removed = accounts(in);
                case "comment" -> comment = comment(in);
                case "new" -> renamed = repository(in);
                default -> in.skip();
            }
        }
        return new DataCenterPayload(
                date,
                actor,
                pullRequest == null ? null : pullRequest.snapshot(),
                pullRequest == null ? null : pullRequest.repository(),
                participant,
                previousStatus != null
                        && REQUESTED_CHANGES.contains(previousStatus.toUpperCase(Locale.ROOT)),
                previousDraft,
                added,
                removed,
                comment,
                renamed,
                in.fault());
    }

    static @Nullable RepositoryObject repository(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String slug = null;
        String project = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "slug" -> slug = in.text();
                case "project" -> project = project(in);
                default -> in.skip();
            }
        }
        if (id == null || slug == null) {
            in.missing(id == null ? "id" : "slug");
            return null;
        }
        return new RepositoryObject(id, project == null ? slug : project + "/" + slug);
    }

    private static @Nullable String project(Fields in) throws IOException {
        String key = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "key" -> key = in.text();
                    default -> in.skip();
                }
            }
        }
        return key;
    }

    private static @Nullable Comment comment(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        Actor author = null;
        Instant createdAt = null;
        String state = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "author" -> author = account(in);
                case "createdDate" -> createdAt = in.time();
                case "state" -> state = in.text();
                default -> in.skip();
            }
        }
        if (id == null || createdAt == null) {
            in.missing(id == null ? "id" : "createdDate");
            return null;
        }
        return new Comment(id, author, createdAt, "PENDING".equalsIgnoreCase(state));
    }

    private static List<Reviewer> accounts(Fields in) throws IOException {
        var accounts = new ArrayList<Reviewer>();
        if (in.enterList()) {
            while (in.nextElement()) {
                var account = account(in);
                if (account != null) {
                    accounts.add(new Reviewer.Person(account));
                }
            }
        }
        return accounts;
    }

    /// The account in what stands for its part in a pull request: author, reviewer, participant.
    static @Nullable Actor user(Fields in) throws IOException {
        Actor user = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "user" -> user = account(in);
                    default -> in.skip();
                }
            }
        }
        return user;
    }

    /// An account; null when it has no identity left. Its e-mail address stays where it is.
    static @Nullable Actor account(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String name = null;
        String type = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "name" -> name = in.text();
                case "type" -> type = in.text();
                default -> in.skip();
            }
        }
        if (id == null) {
            return null;
        }
        var key = Long.toString(id);
        return new Actor(key, name == null ? key : name, "SERVICE".equalsIgnoreCase(type));
    }
}
