package dev.turnaround.model.profile;

import dev.turnaround.model.profile.Aggregation.Mean;
import dev.turnaround.model.profile.Aggregation.Missing;
import dev.turnaround.model.profile.Aggregation.Percentile;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The tools whose definitions are known.
public final class Profiles {

    private static final Voices ALL_BUT_AUTHOR = new Voices(false, true);

    /// Ours. Without the numbers that only we have.
    public static final Profile TURNAROUND =
            new Profile(
                    "turnaround",
                    null,
                    List.of(
                            ours(
                                    "timeToFirstComment",
                                    Subject.RESPONSE,
                                    Point.FIRST_READY,
                                    Point.FIRST_RESPONSE),
                            ours(
                                    "timeToFirstReview",
                                    Subject.REVIEW,
                                    Point.FIRST_READY,
                                    Point.FIRST_REVIEW),
                            ours(
                                    "timeToApprove",
                                    Subject.APPROVAL,
                                    Point.FIRST_READY,
                                    Point.FIRST_APPROVAL),
                            ours("timeToMerge", Subject.OPEN, Point.FIRST_READY, Point.MERGED),
                            ours("codingTime", Subject.CODING, Point.FIRST_COMMIT, Point.OPENED),
                            ours(
                                            "cycleTime",
                                            Subject.CYCLE,
                                            Point.FIRST_COMMIT_OR_OPENED,
                                            Point.MERGED)
                                    .closedCounts(false)),
                    List.of(
                            new Percentile(50, Missing.LEFT_OUT),
                            new Percentile(75, Missing.LEFT_OUT),
                            new Percentile(90, Missing.LEFT_OUT),
                            new Mean(Missing.LEFT_OUT)),
                    Day.STOPPED);

    /// Apache DevLake. Its clocks run in drafts, bots count, and what has no value is averaged as
    /// nothing. Its cycle time includes the time to the deployment, of which we know nothing: here
    /// it ends at the merge.
    public static final Profile DEVLAKE =
            new Profile(
                    "devlake",
                    URI.create("https://devlake.apache.org/docs/Metrics/PRCycleTime/"),
                    List.of(
                            devlake(
                                    "pr_pickup_time",
                                    Subject.RESPONSE,
                                    Point.OPENED,
                                    Point.FIRST_RESPONSE),
                            devlake(
                                    "pr_review_time",
                                    Subject.IN_REVIEW,
                                    Point.FIRST_RESPONSE,
                                    Point.MERGED),
                            devlake(
                                    "pr_coding_time",
                                    Subject.CODING,
                                    Point.FIRST_COMMIT,
                                    Point.OPENED),
                            devlake("pr_time_to_merge", Subject.OPEN, Point.OPENED, Point.MERGED),
                            devlake(
                                    "pr_cycle_time",
                                    Subject.CYCLE,
                                    Point.FIRST_COMMIT_OR_OPENED,
                                    Point.MERGED)),
                    List.of(new Mean(Missing.ZERO)),
                    Day.ENDED);

    /// Middleware. The author's own review is a first response, and a review of a draft comes
    /// before the start. It takes the commit's date where we have the author's.
    public static final Profile MIDDLEWARE =
            new Profile(
                    "middleware",
                    URI.create("https://middlewarehq.com/docs/product/metrics-documentation"),
                    List.of(
                            middleware(
                                    "first_response_time",
                                    Subject.REVIEW,
                                    Point.FIRST_MADE_READY,
                                    Point.FIRST_REVIEW),
                            middleware(
                                    "rework_time",
                                    Subject.IN_REVIEW,
                                    Point.FIRST_REVIEW,
                                    Point.FIRST_APPROVAL),
                            middleware(
                                    "merge_time",
                                    Subject.MERGING,
                                    Point.FIRST_APPROVAL,
                                    Point.MERGED),
                            middleware(
                                    "cycle_time",
                                    Subject.OPEN,
                                    Point.FIRST_MADE_READY,
                                    Point.MERGED),
                            middleware(
                                    "first_commit_to_open",
                                    Subject.CODING,
                                    Point.FIRST_COMMIT,
                                    Point.OPENED)),
                    List.of(new Mean(Missing.LEFT_OUT)),
                    Day.ENDED);

    /// The action issue-metrics of GitHub's open source programme office. What took no time at all
    /// drops out of its averages. It looks at the first 20 comments and 50 events and reviews; here
    /// it sees all.
    public static final Profile ISSUE_METRICS =
            new Profile(
                    "github-issue-metrics",
                    URI.create("https://github.com/github/issue-metrics"),
                    List.of(
                            new Definition(
                                    "time_to_first_response",
                                    Subject.RESPONSE,
                                    Point.FIRST_MADE_READY,
                                    Point.FIRST_RESPONSE,
                                    Voices.HUMANS,
                                    Early.SKIPPED,
                                    Eligible.ALL,
                                    true,
                                    false),
                            new Definition(
                                    "time_to_close",
                                    Subject.OPEN,
                                    Point.FIRST_MADE_READY,
                                    Point.MERGED,
                                    Voices.HUMANS,
                                    Early.UNKNOWN,
                                    Eligible.MERGED,
                                    true,
                                    false)),
                    List.of(
                            new Mean(Missing.LEFT_OUT_LIKE_ZERO),
                            new Percentile(50, Missing.LEFT_OUT_LIKE_ZERO),
                            new Percentile(90, Missing.LEFT_OUT_LIKE_ZERO)),
                    Day.OPENED);

    /// LinearB. What is merged without a word was picked up by its merge. It does not say whether
    /// bots count: here they do. It measures branches that were touched in the window and up to
    /// their release; here it is pull requests that ended in it, up to the merge.
    public static final Profile LINEARB =
            new Profile(
                    "linearb",
                    URI.create(
                            "https://linearb.helpdocs.io/article/0vif1ihmgc-how-is-cycle-time-calculated"),
                    List.of(
                            linearb(
                                    "pickup_time",
                                    Subject.RESPONSE,
                                    Point.LAST_READY,
                                    Point.FIRST_RESPONSE_OR_MERGED),
                            linearb(
                                    "review_time",
                                    Subject.IN_REVIEW,
                                    Point.FIRST_RESPONSE,
                                    Point.MERGED),
                            linearb(
                                    "coding_time",
                                    Subject.CODING,
                                    Point.FIRST_COMMIT,
                                    Point.OPENED)),
                    List.of(new Mean(Missing.LEFT_OUT)),
                    Day.ENDED);

    /// Swarmia. It starts when a review is asked for, and a review is one that decides. It does not
    /// say whether bots' reviews count: here they do not.
    public static final Profile SWARMIA =
            new Profile(
                    "swarmia",
                    URI.create(
                            "https://help.swarmia.com/metrics-and-definitions/pull-request-cycle-time/time-to-review"),
                    List.of(
                            swarmia(
                                    "time_to_first_review",
                                    Subject.REVIEW,
                                    Point.FIRST_REQUEST,
                                    Point.FIRST_VERDICT),
                            swarmia(
                                    "in_review",
                                    Subject.IN_REVIEW,
                                    Point.FIRST_REQUEST,
                                    Point.LAST_APPROVAL),
                            swarmia("merge", Subject.MERGING, Point.LAST_APPROVAL, Point.MERGED),
                            swarmia(
                                    "in_progress",
                                    Subject.CODING,
                                    Point.FIRST_COMMIT_OR_OPENED,
                                    Point.FIRST_REQUEST),
                            swarmia(
                                    "cycle_time",
                                    Subject.CYCLE,
                                    Point.FIRST_COMMIT_OR_OPENED,
                                    Point.MERGED)),
                    List.of(new Mean(Missing.LEFT_OUT)),
                    Day.ENDED);

    /// All of them, ours first.
    public static final List<Profile> ALL =
            List.of(TURNAROUND, DEVLAKE, MIDDLEWARE, ISSUE_METRICS, LINEARB, SWARMIA);

    private Profiles() {}

    /// The one of that name.
    public static Optional<Profile> named(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private static Definition ours(String name, Subject subject, Point from, Point to) {
        return definition(name, subject, from, to, Voices.HUMANS, Early.ZERO, Eligible.ALL);
    }

    private static Definition devlake(String name, Subject subject, Point from, Point to) {
        return definition(name, subject, from, to, ALL_BUT_AUTHOR, Early.UNKNOWN, Eligible.MERGED)
                .minutes(true);
    }

    private static Definition middleware(String name, Subject subject, Point from, Point to) {
        return definition(
                name, subject, from, to, new Voices(true, false), Early.NEGATIVE, Eligible.ENDED);
    }

    private static Definition linearb(String name, Subject subject, Point from, Point to) {
        return definition(name, subject, from, to, ALL_BUT_AUTHOR, Early.ZERO, Eligible.ALL);
    }

    private static Definition swarmia(String name, Subject subject, Point from, Point to) {
        return definition(name, subject, from, to, Voices.HUMANS, Early.ZERO, Eligible.ALL);
    }

    private static Definition definition(
            String name,
            Subject subject,
            Point from,
            Point to,
            Voices voices,
            Early early,
            Eligible eligible) {
        return new Definition(name, subject, from, to, voices, early, eligible, true, false);
    }
}
