package dev.turnaround.simulator.bitbucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// An entry of a pull request's activity: what it is, is its only key, and it has no identity.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-pull-request-id-activity-get>
sealed interface BitbucketActivity {

    /// What the pull request was after it was created or changed. What was changed is for the
    /// reader to find out.
    record Update(
            Instant at,
            Person by,
            BitbucketPullRequest.State state,
            String title,
            String description,
            boolean draft,
            List<Person> reviewers,
            String head)
            implements BitbucketActivity {
        public Update {
            reviewers = List.copyOf(reviewers);
        }
    }

    /// A verdict that stands.
    ///
    /// @param key `approval` or `changes_requested`
    record Judgement(String key, Instant at, Person by) implements BitbucketActivity {}

    /// A comment, as it is now.
    record Comment(long id) implements BitbucketActivity {}

    /// As the API writes it.
    ///
    /// @param lag how much later than the pull request an update that ended it is dated
    default ObjectNode json(BitbucketPullRequest pull, Duration lag) {
        var json = Json.object();
        switch (this) {
            case Update update -> json.set("update", update(pull, update, lag));
            case Judgement(var key, var at, var by) -> {
                var judgement = json.putObject(key);
                judgement.put("date", PullRequestJson.time(at));
                judgement.set("user", AccountJson.of(by));
                judgement.set("pullrequest", PullRequestJson.stub(pull));
            }
            case Comment(var id) -> json.set("comment", pull.comment(id).json());
        }
        json.set("pull_request", PullRequestJson.stub(pull));
        return json;
    }

    private static ObjectNode update(BitbucketPullRequest pull, Update update, Duration lag) {
        var json = Json.object();
        var ended = update.state() != BitbucketPullRequest.State.OPEN;
        json.put("state", update.state().name()).put("draft", update.draft());
        json.put("title", update.title()).put("description", update.description());
        var reviewers = json.putArray("reviewers");
        update.reviewers().forEach(reviewer -> reviewers.add(AccountJson.of(reviewer)));
        json.putObject("changes");
        json.put("reason", "");
        json.set("author", AccountJson.of(update.by()));
        json.put("date", PullRequestJson.time(ended ? update.at().plus(lag) : update.at()));
        json.set("destination", PullRequestJson.destination(pull));
        json.set("source", PullRequestJson.source(pull, update.head()));
        return json;
    }
}
