package dev.turnaround.ingest;

import dev.turnaround.contract.Json;
import dev.turnaround.model.PullRequest;
import dev.turnaround.store.StreamEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the stream tells of a pull request that changed.
final class PullRequestEvent {

    private PullRequestEvent() {}

    /// The event.
    ///
    /// @param json the pull request as the contract shows it
    /// @param changed the names of the fields that changed
    static StreamEvent of(
            PullRequest pullRequest,
            Map<String, @Nullable Object> json,
            List<String> changed,
            Instant now) {
        var data = new LinkedHashMap<>(json);
        data.put("changed", changed);
        var name = pullRequest.attributes().repositoryName();
        var author = pullRequest.progress().opened().actor();
        return new StreamEvent(
                now,
                "pull-request",
                pullRequest.key().connection(),
                pullRequest.key().repository(),
                name == null ? null : name.value(),
                author == null ? null : author.id(),
                author == null ? null : author.login(),
                Json.text(data));
    }
}
