package dev.turnaround.provider.jira;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Jira Cloud, in three calls for a hundred issues: the search says which, and two calls by
/// identity what they are and what was changed.
///
/// The search is asked for identities only because its index runs behind, and what it would show of
/// an issue with it; what is asked for by identity does not.
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/>
final class Cloud implements Tracker {
    /// As many as one may ask for with their comments.
    /// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/>
    private static final int ISSUES_MAX = 100;

    private static final int PROJECTS_MAX = 50;
    private static final int CHANGES_MAX = 1_000;
    private static final int CHANGE_PAGES_MAX = 10_000;

    private final String connection;
    private final Site site;
    private final Statuses statuses;

    Cloud(String connection, Site site) {
        this.connection = connection;
        this.site = site;
        this.statuses = new Statuses(site, Call.get("/rest/api/3/status"));
    }

    @Override
    public Page<Repository> projects(@Nullable String cursor) {
        var start = start(cursor);
        var answer =
                site.ask(
                        Call.get(
                                "/rest/api/3/project/search?action=browse&orderBy=key&startAt=%d&maxResults=%d"
                                        .formatted(start, PROJECTS_MAX)));
        var projects = new Projects(answer.at());
        var end = Site.read(answer, in -> ListEnd.of(in, "values", projects::read));
        var next = start + projects.elements();
        var more = projects.elements() > 0 && !end.last(next);
        return projects.page(more ? Long.toString(next) : null, end.total());
    }

    @Override
    public Page<Change> changed(Repository project, Instant since, @Nullable String cursor) {
        var jql = Query.touchedOnCloud(project.id(), since);
        var question =
                new JsonObject()
                        .put("jql", jql)
                        .put("fields", new JsonArray().add("id"))
                        .put("maxResults", ISSUES_MAX);
        if (cursor != null) {
            question.put("nextPageToken", cursor);
        }
        var call = Call.post("/rest/api/3/search/jql", question.encode());
        var answer = site.send(call);
        if (answer.status() == Refusals.BAD_REQUEST) {
            throw badQuestion(answer, cursor);
        }
        var ids = new Issues();
        var end = Site.read(Site.good(answer, call), in -> ListEnd.of(in, "issues", ids::read));
        if (cursor == null && ids.elements() == 0) {
            mustSee(project);
        }
        return told(
                ids.all().stream().map(found -> found.shown().id()).toList(),
                end.last() ? null : end.token(),
                cursor == null ? count(jql) : null);
    }

    @Override
    public Page<Change> issues(List<IssueKey> keys) {
        var items = new ArrayList<Change>();
        var flaws = new ArrayList<Page.Flaw>();
        for (var from = 0; from < keys.size(); from += ISSUES_MAX) {
            var some = keys.subList(from, Math.min(keys.size(), from + ISSUES_MAX));
            var page = told(some.stream().map(IssueKey::id).toList(), null, null);
            items.addAll(page.items());
            flaws.addAll(page.flaws());
        }
        return new Page<>(items, flaws, null, (long) keys.size());
    }

    /// None: nothing tells an issue that is deleted from one that the account may not see.
    @Override
    public List<IssueKey> missing(List<IssueKey> keys) {
        return List.of();
    }

    private Page<Change> told(List<String> ids, @Nullable String next, @Nullable Long total) {
        if (ids.isEmpty()) {
            return new Page<>(List.of(), List.of(), next, total);
        }
        var answer =
                site.ask(
                        Call.post(
                                "/rest/api/3/issue/bulkfetch",
                                new JsonObject()
                                        .put("issueIdsOrKeys", new JsonArray(ids))
                                        .put("fields", new JsonArray(Query.FIELDS))
                                        .encode()));
        var issues = new Issues();
        Site.read(
                answer,
                in -> {
                    read(in, issues);
                    return issues;
                });
        addChanges(issues);
        addComments(issues);
        return issues.told(connection, site, statuses, answer.at(), next, total);
    }

    /// Issues that the account may not see are left out without a word.
    private static void read(Fields in, Issues issues) throws IOException {
        while (in.next()) {
            switch (in.name()) {
                case "issues" -> issues.read(in);
                case "issueErrors" -> errors(in, issues);
                default -> in.skip();
            }
        }
    }

    private static void errors(Fields in, Issues issues) throws IOException {
        if (!in.enterList()) {
            return;
        }
        while (in.nextElement()) {
            String id = null;
            if (in.enter()) {
                while (in.next()) {
                    switch (in.name()) {
                        case "id" -> id = in.identityText();
                        default -> in.skip();
                    }
                }
            }
            issues.flaw(id == null ? "unknown" : id, "Jira could not tell it this time");
        }
    }

    /// The changes of several issues come on common pages, on which one issue may end and begin
    /// again.
    private void addChanges(Issues issues) {
        if (issues.all().isEmpty()) {
            return;
        }
        var changes = new Changes();
        var question =
                new JsonObject()
                        .put(
                                "issueIdsOrKeys",
                                new JsonArray(
                                        issues.all().stream()
                                                .map(found -> found.shown().id())
                                                .toList()))
                        .put("fieldIds", new JsonArray().add("status").add("assignee"))
                        .put("maxResults", CHANGES_MAX);
        var seen = new HashSet<String>();
        for (var pages = 0; pages < CHANGE_PAGES_MAX; pages++) {
            var answer = site.ask(Call.post("/rest/api/3/changelog/bulkfetch", question.encode()));
            var end = Site.read(answer, in -> ListEnd.of(in, "issueChangeLogs", changes::read));
            if (end.token() == null) {
                changes.addTo(issues);
                return;
            }
            if (!seen.add(end.token())) {
                break;
            }
            question.put("nextPageToken", end.token());
        }
        throw new ApiFailure.Unreadable("the pages of changelog/bulkfetch have no end");
    }

    private void addComments(Issues issues) {
        for (var issue : issues.all()) {
            if (issue.comments() == null || !issue.comments().whole()) {
                try {
                    issues.replace(
                            issue.withComments(CommentPages.of(site, 3, issue.shown().id())));
                } catch (Unreadable unreadable) {
                    issues.spoil(issue, unreadable.reason());
                }
            }
        }
    }

    /// A search in a project that cannot be seen finds nothing, and a search that finds nothing
    /// looks like a quiet day.
    private void mustSee(Repository project) {
        var call = Call.get("/rest/api/3/project/" + project.id());
        var answer = site.send(call);
        if (answer.status() == Refusals.NOT_FOUND) {
            throw new ApiFailure.Refused(Refusals.PROJECT);
        }
        Site.good(answer, call);
    }

    private static ApiFailure badQuestion(Answer answer, @Nullable String cursor) {
        if (cursor != null) {
            return new ApiFailure.CursorExpired();
        }
        return Refusals.text(answer).contains("project")
                ? new ApiFailure.Refused(Refusals.PROJECT)
                : Refusals.of(answer, "the search");
    }

    /// About how many a search will find, for people who wait; null when it does not say.
    private @Nullable Long count(String jql) {
        var answer =
                site.send(
                        Call.post(
                                "/rest/api/3/search/approximate-count",
                                new JsonObject().put("jql", jql).encode()));
        if (!answer.ok()) {
            return null;
        }
        var count = Site.read(answer, Cloud::count);
        return count < 0 ? null : count;
    }

    private static Long count(Fields in) throws IOException {
        Long count = null;
        while (in.next()) {
            switch (in.name()) {
                case "count" -> count = in.count();
                default -> in.skip();
            }
        }
        return count == null ? -1L : count;
    }

    private static long start(@Nullable String cursor) {
        try {
            return cursor == null ? 0 : Long.parseLong(cursor);
        } catch (NumberFormatException _) {
            throw new ApiFailure.CursorExpired();
        }
    }

    /// The changes of the issues of one question.
    private static final class Changes {
        private final Map<String, List<History>> byIssue = new HashMap<>();
        private final Map<String, String> faults = new HashMap<>();

        void read(Fields in) throws IOException {
            if (!in.enterList()) {
                return;
            }
            while (in.nextElement()) {
                one(in);
            }
        }

        private void one(Fields in) throws IOException {
            String issue = null;
            var all = new ArrayList<History>();
            if (in.enter()) {
                while (in.next()) {
                    switch (in.name()) {
                        case "issueId" -> issue = in.identityText();
                        case "changeHistories" -> History.readAll(in, all);
                        default -> in.skip();
                    }
                }
            }
            var fault = in.takeFault();
            if (issue == null) {
                throw new ApiFailure.Unreadable(
                        "changelog/bulkfetch tells changes and not of which issue");
            }
            if (fault != null) {
                faults.put(issue, fault);
            }
            byIssue.computeIfAbsent(issue, _ -> new ArrayList<>()).addAll(all);
        }

        void addTo(Issues issues) {
            for (var issue : issues.all()) {
                var id = issue.shown().id();
                var fault = faults.get(id);
                if (fault == null) {
                    var all = byIssue.getOrDefault(id, List.of());
                    issues.replace(issue.with(new Listed<>(all, true)));
                } else {
                    issues.spoil(issue, fault);
                }
            }
        }
    }
}
