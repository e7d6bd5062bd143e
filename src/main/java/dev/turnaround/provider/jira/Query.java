package dev.turnaround.provider.jira;

import dev.turnaround.model.issue.IssueKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Questions in Jira's own language. A project is named by its identity.
///
/// <https://support.atlassian.com/jira-software-cloud/docs/use-advanced-search-with-jira-query-language-jql/>
final class Query {
    /// The fields of an issue that mean something here.
    static final List<String> FIELDS =
            List.of(
                    "summary",
                    "description",
                    "issuetype",
                    "project",
                    "status",
                    "priority",
                    "creator",
                    "assignee",
                    "parent",
                    "timetracking",
                    "created",
                    "updated",
                    "issuelinks",
                    "comment");

    /// How far the index of the search may be behind what was done: an issue that it did not know
    /// of yet must be found by the next look.
    static final Duration INDEX_LAG = Duration.ofMinutes(15);

    // By something that stays: an issue that is touched while pages are turned would jump between
    // them if they were in the order of touching.
    private static final String ORDER = " ORDER BY created ASC, key ASC";

    private Query() {}

    /// What was touched since a moment, on Cloud. Some moves, such as those of a changed workflow,
    /// do not count as a touch; most of them count as a change of the status's category.
    static String touchedOnCloud(String project, Instant since) {
        var from = from(since);
        return "project = %s AND (updated >= %d OR statusCategoryChangedDate >= %d)"
                        .formatted(project, from, from)
                + ORDER;
    }

    /// What was touched since a moment, on Data Center.
    static String touched(String project, Instant since) {
        return "project = %s AND updated >= %d".formatted(project, from(since)) + ORDER;
    }

    /// Some issues, wherever they are.
    static String these(List<IssueKey> keys) {
        return "id in (%s)"
                        .formatted(
                                keys.stream().map(IssueKey::id).collect(Collectors.joining(", ")))
                + ORDER;
    }

    /// In milliseconds: a date as text would be read in the time zone of the account, by the
    /// minute. There is no upper end, for the same reason.
    private static long from(Instant since) {
        return Math.max(0, since.minus(INDEX_LAG).toEpochMilli());
    }
}
