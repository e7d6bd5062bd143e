package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.Issue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An issue with what it is tied to.
///
/// @param issue what is known
/// @param project the name of its project or repository; null while unknown
/// @param pullRequests those that are tied to it, in the order of their keys
public record TiedIssue(Issue issue, @Nullable String project, List<PullRequestTie> pullRequests) {

    /// A pull request that is tied to an issue.
    ///
    /// @param key which one
    /// @param title its title; null while unknown
    /// @param url its address; null while unknown
    /// @param phase one of the six
    /// @param evidence where the issue was found, in words
    /// @param weak whether it names so many issues that it is a list of them, as that of a release
    ///   is
    public record PullRequestTie(
            PullRequestKey key,
            @Nullable String title,
            @Nullable String url,
            String phase,
            List<String> evidence,
            boolean weak) {}
}
