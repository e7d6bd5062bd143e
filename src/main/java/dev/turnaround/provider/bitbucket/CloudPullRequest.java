package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Reviewer;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a [Snapshot] from a Cloud delivery's `pullrequest`, or from one in a list of the API.
///
/// Older deliveries lack `draft`, and the source's repository may be gone.
/// <https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/#Pull-request>
final class CloudPullRequest {
    private @Nullable Long id;
    private @Nullable Actor author;
    private @Nullable Actor closedBy;
    private @Nullable String state;
    private @Nullable Boolean draft;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable String head;
    private @Nullable List<Reviewer> reviewers;
    private @Nullable String title;
    private @Nullable String url;
    private @Nullable String sourceBranch;
    private @Nullable String targetBranch;
    private @Nullable String prose;

    private final Others others;

    private CloudPullRequest(Others others) {
        this.others = others;
    }

    /// What is done with a field that does not belong to the snapshot.
    @FunctionalInterface
    interface Others {
        /// Takes it or passes over it.
        void take(Fields in) throws IOException;
    }

    /// The pull request; null when it is missing or lacks what is needed.
    static @Nullable Snapshot read(Fields in) throws IOException {
        return in.enter() ? entered(in, Fields::skip).snapshot(in) : null;
    }

    /// Walks through a pull request that has been entered.
    static CloudPullRequest entered(Fields in, Others others) throws IOException {
        var reader = new CloudPullRequest(others);
        reader.take(in);
        return reader;
    }

    /// Its number, if that is told.
    @Nullable Long id() {
        return id;
    }

    private void take(Fields in) throws IOException {
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "author" -> author = CloudPayload.account(in);
                case "closed_by" -> closedBy = CloudPayload.account(in);
                case "state" -> state = in.text();
                case "draft" -> draft = in.flag();
                case "created_on" -> createdAt = in.time();
                case "updated_on" -> updatedAt = in.time();
                case "source" -> source(in);
                case "destination" -> destination(in);
                case "reviewers" -> reviewers = people(in);
                case "title" -> title = in.text();
                case "description" -> prose = Values.prose(in);
                case "links" -> links(in);
                default -> others.take(in);
            }
        }
    }

    private void source(Fields in) throws IOException {
        if (!in.enter()) {
            return;
        }
        while (in.next()) {
            switch (in.name()) {
                case "branch" -> sourceBranch = name(in);
                case "commit" -> head = commit(in);
                default -> in.skip();
            }
        }
    }

    /// The hash of a commit; null when it is absent.
    static @Nullable String commit(Fields in) throws IOException {
        String hash = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "hash" -> hash = in.hash(Values.HASH_DIGITS_MIN);
                    default -> in.skip();
                }
            }
        }
        return hash;
    }

    private void destination(Fields in) throws IOException {
        if (!in.enter()) {
            return;
        }
        while (in.next()) {
            switch (in.name()) {
                case "branch" -> targetBranch = name(in);
                default -> in.skip();
            }
        }
    }

    private static @Nullable String name(Fields in) throws IOException {
        String name = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "name" -> name = in.text();
                    default -> in.skip();
                }
            }
        }
        return name;
    }

    /// A list of accounts as reviewers; null when it is absent.
    static @Nullable List<Reviewer> people(Fields in) throws IOException {
        if (!in.enterList()) {
            return null;
        }
        var listed = new ArrayList<Reviewer>();
        while (in.nextElement()) {
            var account = CloudPayload.account(in);
            if (account != null) {
                listed.add(new Reviewer.Person(account));
            }
        }
        return listed;
    }

    private void links(Fields in) throws IOException {
        if (!in.enter()) {
            return;
        }
        while (in.next()) {
            switch (in.name()) {
                case "html" -> url = Values.link(in);
                default -> in.skip();
            }
        }
    }

    /// What it shows; null when it lacks what is needed, which is noted as a fault.
    @Nullable Snapshot snapshot(Fields in) {
        if (id == null || createdAt == null) {
            in.missing(id == null ? "id" : "created_on");
            return null;
        }
        return new Snapshot(
                id,
                null,
                author,
                createdAt,
                updatedAt,
                state,
                null,
                closedBy,
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
