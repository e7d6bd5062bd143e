package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Reviewer;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a [Snapshot] from a Data Center delivery's `pullRequest`, and the repository that it is to
/// be merged into, which stands nowhere else.
///
/// <https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html#Eventpayload-PullRequest>
final class DataCenterPullRequest {
    private @Nullable Long id;
    private @Nullable Long version;
    private @Nullable Actor author;
    private @Nullable String state;
    private @Nullable Boolean draft;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable Instant closedAt;
    private @Nullable String head;
    private @Nullable List<Reviewer> reviewers;
    private @Nullable String title;
    private @Nullable String url;
    private @Nullable String sourceBranch;
    private @Nullable String targetBranch;
    private @Nullable String prose;
    private DataCenterPayload.@Nullable RepositoryObject repository;
    private @Nullable Snapshot snapshot;

    private DataCenterPullRequest() {}

    /// The pull request; null when it is missing.
    static @Nullable DataCenterPullRequest read(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        var reader = new DataCenterPullRequest();
        reader.take(in);
        reader.finish(in);
        return reader;
    }

    /// What it shows; null when it lacks what is needed.
    @Nullable Snapshot snapshot() {
        return snapshot;
    }

    DataCenterPayload.@Nullable RepositoryObject repository() {
        return repository;
    }

    private void take(Fields in) throws IOException {
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "version" -> version = in.count();
                case "author" -> author = DataCenterPayload.user(in);
                case "state" -> state = in.text();
                case "draft" -> draft = in.flag();
                case "createdDate" -> createdAt = in.time();
                case "updatedDate" -> updatedAt = in.time();
                case "closedDate" -> closedAt = in.time();
                case "fromRef" -> from(in);
                case "toRef" -> to(in);
                case "reviewers" -> reviewers(in);
                case "title" -> title = in.text();
                case "description" -> prose = Values.prose(in);
                case "links" -> links(in);
                default -> in.skip();
            }
        }
    }

    private void from(Fields in) throws IOException {
        if (!in.enter()) {
            return;
        }
        while (in.next()) {
            switch (in.name()) {
                case "displayId" -> sourceBranch = in.text();
                case "latestCommit" -> head = in.hash(Values.HASH_DIGITS_MIN);
                default -> in.skip();
            }
        }
    }

    private void to(Fields in) throws IOException {
        if (!in.enter()) {
            return;
        }
        while (in.next()) {
            switch (in.name()) {
                case "displayId" -> targetBranch = in.text();
                case "repository" -> repository = DataCenterPayload.repository(in);
                default -> in.skip();
            }
        }
    }

    private void reviewers(Fields in) throws IOException {
        if (!in.enterList()) {
            return;
        }
        var listed = new ArrayList<Reviewer>();
        while (in.nextElement()) {
            var account = DataCenterPayload.user(in);
            if (account != null) {
                listed.add(new Reviewer.Person(account));
            }
        }
        reviewers = listed;
    }

    /// Some versions send a list with nothing but null in it.
    private void links(Fields in) throws IOException {
        if (!in.enter()) {
            return;
        }
        while (in.next()) {
            switch (in.name()) {
                case "self" -> self(in);
                default -> in.skip();
            }
        }
    }

    private void self(Fields in) throws IOException {
        if (!in.enterList()) {
            return;
        }
        while (in.nextElement()) {
            var link = Values.link(in);
            url = url == null ? link : url;
        }
    }

    private void finish(Fields in) {
        if (id == null || createdAt == null) {
            in.missing(id == null ? "id" : "createdDate");
            return;
        }
        snapshot =
                new Snapshot(
                        id,
                        version,
                        author,
                        createdAt,
                        updatedAt,
                        state,
                        closedAt,
                        null,
                        draft,
                        head,
                        reviewers,
                        title,
                        url,
                        sourceBranch,
                        targetBranch,
                        prose);
    }
}
