package dev.turnaround.provider.jira;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is read from a site, in the way of one of the two products.
sealed interface Tracker permits Cloud, DataCenter {

    /// The projects that the account can see.
    Page<Repository> projects(@Nullable String cursor);

    /// What was touched in a project.
    Page<Change> changed(Repository project, Instant since, @Nullable String cursor);

    /// Some issues; those that the answer leaves out may be there all the same.
    Page<Change> issues(List<IssueKey> keys);

    /// Those of some issues that a search does not find, where a later look can tell why.
    List<IssueKey> missing(List<IssueKey> keys);
}
