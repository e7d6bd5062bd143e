package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells the pull requests of one repository: the snapshot from the list, what happened from the
/// activity of each. That is one request for each and one for fifty of them; the comments are asked
/// for only where the activity does not have them all.
final class CloudPullRequests {
    /// Bitbucket answers from copies that may lag behind, and writes some of the activity after the
    /// pull request itself.
    static final Duration LAG_MAX = Duration.ofSeconds(60);

    private static final int NOT_FOUND = 404;

    private final CloudClient client;
    private final String connection;
    private final Repository repository;
    private final List<Change> told = new ArrayList<>();
    private final List<Page.Flaw> flaws = new ArrayList<>();
    private boolean awayBefore;

    CloudPullRequests(CloudClient client, String connection, Repository repository) {
        this.client = client;
        this.connection = connection;
        this.repository = repository;
    }

    /// What was told so far.
    Page<Change> page(@Nullable String next, @Nullable Long total) {
        return new Page<>(told, flaws, next, total);
    }

    /// Tells one more. One that cannot be read is a flaw and stops no other; but when Bitbucket is
    /// away for two in a row it is away.
    ///
    /// @param at when it was listed
    /// @throws ApiFailure when Bitbucket tells no more of any
    void tell(CloudListed.Item item, Instant at) {
        switch (item) {
            case CloudListed.Unread(var number, var reason) ->
                    flaws.add(new Page.Flaw(number == null ? "?" : "" + number, reason));
            case CloudListed.Read(var pull) -> tell(pull, at);
        }
    }

    private void tell(CloudListed pull, Instant at) {
        var number = pull.shown().number();
        try {
            told.add(change(pull, at));
            awayBefore = false;
        } catch (ApiFailure.Unreadable unreadable) {
            flaws.add(new Page.Flaw("" + number, String.valueOf(unreadable.getMessage())));
        } catch (ApiFailure.Away away) {
            if (awayBefore) {
                throw away;
            }
            awayBefore = true;
            flaws.add(new Page.Flaw("" + number, String.valueOf(away.getMessage())));
        } catch (ApiFailure.Refused refused) {
            if (concernsAll(refused)) {
                throw refused;
            }
            flaws.add(new Page.Flaw("" + number, refused.diagnosis().what()));
        }
    }

    private static boolean concernsAll(ApiFailure.Refused refused) {
        return switch (refused.diagnosis().code()) {
            case "not_found", "unexpected_answer" -> false;
            default -> true;
        };
    }

    private Change change(CloudListed pull, Instant at) {
        var shown = pull.shown();
        var number = shown.number();
        var activity =
                client.all(
                        CloudQuery.activity(repository, number),
                        "activity of a pull request",
                        CloudActivity::read);
        var comments =
                CloudHistory.lacksComments(pull, activity)
                        ? client.all(
                                CloudQuery.comments(repository, number),
                                "comments of a pull request",
                                CloudPayload::comment)
                        : null;
        var mergedAt = CloudHistory.mergedSilently(pull, activity) ? mergedAt(pull) : null;
        var history = CloudHistory.of(pull, activity, comments, mergedAt);
        var updatedAt = shown.updatedAt() == null ? at : shown.updatedAt();
        return new Change.ToPullRequest(
                new PullRequestKey(connection, repository.id(), number),
                repository,
                shown.attributes(updatedAt),
                history.facts(),
                history.coverage(at.minus(LAG_MAX)));
    }

    /// When the commit was made that a pull request was merged by; null when that cannot be told.
    private @Nullable Instant mergedAt(CloudListed pull) {
        var hash = pull.mergeCommit();
        if (hash == null) {
            return null;
        }
        var answer = client.answer(CloudQuery.commit(repository, hash));
        if (answer.status() == NOT_FOUND) {
            return null;
        }
        if (!answer.ok()) {
            throw client.refusals().of(answer, "date of a commit");
        }
        try {
            return Fields.read(answer.body(), Values.DIALECT, CloudPullRequests::date).orElse(null);
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable("a commit: " + unreadable.reason());
        }
    }

    private static Optional<Instant> date(Fields in) throws IOException {
        Instant date = null;
        while (in.next()) {
            switch (in.name()) {
                case "date" -> date = in.time();
                default -> in.skip();
            }
        }
        return Optional.ofNullable(date);
    }

    /// Tells one that is asked for by its number, or that it is gone.
    ///
    /// @throws ApiFailure.Refused when the repository itself is not there
    void tellNumbered(PullRequestKey key) {
        var answer = client.answer(CloudQuery.pullRequest(repository, key.number()));
        if (answer.status() == NOT_FOUND) {
            // Were the repository gone, or out of sight, all of its pull requests would look so.
            client.get(CloudQuery.repository(repository), "repository");
            told.add(new Change.PullRequestGone(key, repository, answer.at()));
            return;
        }
        if (!answer.ok()) {
            var refused = client.refusals().of(answer, "pull request");
            if (concernsAll(refused)) {
                throw refused;
            }
            flaws.add(new Page.Flaw("" + key.number(), refused.diagnosis().what()));
            return;
        }
        tell(alone(answer.body()), answer.at());
    }

    private static CloudListed.Item alone(byte[] body) {
        try {
            return Fields.read(body, Values.DIALECT, CloudListed::entered);
        } catch (Unreadable unreadable) {
            return new CloudListed.Unread(null, unreadable.reason());
        }
    }
}
