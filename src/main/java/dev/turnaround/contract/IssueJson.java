package dev.turnaround.contract;

import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.Score;
import dev.turnaround.model.issue.ScoreWeights;
import dev.turnaround.model.issue.Stage;
import dev.turnaround.model.issue.StageTimes;
import dev.turnaround.model.issue.Status;
import dev.turnaround.store.Directory;
import dev.turnaround.store.TiedIssue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An issue as the API shows it.
public final class IssueJson {

    private IssueJson() {}

    /// The fields in the order of the contract.
    ///
    /// @param provider the word for its provider
    /// @param directory whose the accounts are
    /// @param now up to when the present stage is counted
    public static Map<String, @Nullable Object> of(
            TiedIssue tied,
            String provider,
            ScoreWeights weights,
            Directory directory,
            Instant now) {
        var issue = tied.issue();
        var told = issue.attributes();
        var progress = issue.progress();
        var status = progress.status();
        var created = progress.created();
        var assignee = value(told.assignee());
        var json = new LinkedHashMap<String, @Nullable Object>(40);
        json.put("id", issue.key().word());
        json.put("provider", provider);
        json.put("connection", issue.key().connection());
        json.put("project", tied.project());
        json.put("projectId", value(told.repository()));
        json.put("key", value(told.name()));
        json.put("formerKeys", formerKeys(tied));
        json.put("url", value(told.url()));
        json.put("type", orNull(value(told.type())));
        json.put("priority", orNull(value(told.priority())));
        json.put("summary", value(told.summary()));
        json.put("state", status == null ? null : status.name());
        json.put("category", category(status));
        json.put(
                "stateSince",
                progress.stays().isEmpty() ? null : progress.stays().getLast().entered().at());
        json.put(
                "creator",
                PullRequestJson.actor(
                        created == null ? null : created.actor(),
                        provider,
                        issue.key().connection(),
                        directory));
        json.put(
                "assignee",
                PullRequestJson.actor(
                        assignee == null ? null : assignee.actor(),
                        provider,
                        issue.key().connection(),
                        directory));
        json.put("parent", parent(tied));
        json.put("createdAt", progress.began().at());
        json.put("updatedAt", told.updatedAt());
        json.put("deletedAt", progress.deletedAt() == null ? null : progress.deletedAt().at());
        json.put("comments", progress.comments());
        json.put("reopenings", progress.reopenings());
        json.put("score", score(score(tied, weights)));
        json.put("stages", progress.stages(now).stream().map(IssueJson::stage).toList());
        json.put("pullRequests", tied.pullRequests().stream().map(IssueJson::tie).toList());
        json.put("estimated", progress.began().estimated() ? List.of("createdAt") : List.of());
        return json;
    }

    /// What issues took in one stage.
    public static Map<String, @Nullable Object> times(StageTimes.Times times) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("state", times.status().name());
        json.put("category", category(times.status()));
        json.put("count", times.times().size());
        json.put("medianSeconds", seconds(times.median()));
        json.put("meanSeconds", seconds(times.mean()));
        json.put("p90Seconds", seconds(times.ninetieth()));
        json.put("pending", times.pending());
        json.put("tooFew", times.tooFew());
        return json;
    }

    /// A release that lists the issue is no work on it, so that weak ties give no points.
    private static Score score(TiedIssue tied, ScoreWeights weights) {
        var linked =
                tied.pullRequests().stream()
                        .filter(tie -> !tie.weak())
                        .map(tie -> tie.url() == null ? tie.key().id() : tie.url())
                        .toList();
        return Score.of(tied.issue(), linked, weights);
    }

    private static Map<String, @Nullable Object> score(Score score) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("total", score.total());
        json.put("completeness", score.of(Score.Half.COMPLETENESS));
        json.put("interactions", score.of(Score.Half.INTERACTIONS));
        json.put(
                "parts",
                score.parts().stream()
                        .map(part -> {
                            var one = new LinkedHashMap<String, @Nullable Object>();
                            one.put("half", part.half().name().toLowerCase(Locale.ROOT));
                            one.put("part", part.name());
                            one.put("points", part.points());
                            one.put("max", part.max());
                            return one;
                        })
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> stage(Stage stage) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("state", stage.status().name());
        json.put("category", category(stage.status()));
        json.put("stays", stage.stays());
        json.put("sumSeconds", stage.sum().toSeconds());
        json.put("spanSeconds", stage.span().toSeconds());
        json.put("current", stage.current());
        return json;
    }

    private static Map<String, @Nullable Object> tie(TiedIssue.PullRequestTie tie) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", tie.key().id());
        json.put("number", tie.key().number());
        json.put("title", tie.title());
        json.put("url", tie.url());
        json.put("phase", tie.phase());
        json.put("evidence", tie.evidence());
        json.put("weak", tie.weak());
        return json;
    }

    private static List<String> formerKeys(TiedIssue tied) {
        var told = tied.issue().attributes();
        var name = value(told.name());
        return told.names().stream().filter(one -> !one.equals(name)).toList();
    }

    private static @Nullable String parent(TiedIssue tied) {
        var parent = orNull(value(tied.issue().attributes().parent()));
        return parent == null ? null : tied.issue().key().connection() + ":" + parent;
    }

    private static @Nullable String category(@Nullable Status status) {
        return status == null || status.category() == null ? null : status.category().word();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static <T extends Comparable<T>> @Nullable T value(@Nullable Stamped<T> stamped) {
        return stamped == null ? null : stamped.value();
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
