package dev.turnaround.provider.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.json.Unreadable;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Jira Data Center: one call for fifty issues, with all their changes. There is no other way to
/// the changes; the texts among them are passed over in the bytes of the answer.
///
/// <https://developer.atlassian.com/server/jira/platform/rest/>
final class DataCenter implements Tracker {
    private static final int ISSUES_MAX = 50;

    /// As many as fit into an address of 2,000 characters.
    private static final int IDENTITIES_MAX = 100;

    /// How many issues of the page before are asked for again. Pages are counted from the start, so
    /// that one that vanishes from them while they are turned would hide another.
    private static final int OVERLAP = 5;

    private final String connection;
    private final Site site;
    private final Statuses statuses;

    DataCenter(String connection, Site site) {
        this.connection = connection;
        this.site = site;
        this.statuses = new Statuses(site, Call.get("/rest/api/2/status"));
    }

    @Override
    public Page<Repository> projects(@Nullable String cursor) {
        var answer = site.ask(Call.get("/rest/api/2/project"));
        var projects = new Projects(answer.at());
        Site.readList(
                answer,
                in -> {
                    while (in.next()) {
                        projects.read(in);
                    }
                    return projects;
                });
        return projects.page(null, (long) projects.elements());
    }

    @Override
    public Page<Change> changed(Repository project, Instant since, @Nullable String cursor) {
        var start = start(cursor);
        var from = Math.max(0, start - OVERLAP);
        var call = search(Query.touched(project.id(), since), from, ISSUES_MAX, "strict");
        var answer = site.send(call);
        if (answer.status() == Refusals.BAD_REQUEST && Refusals.text(answer).contains("project")) {
            throw new ApiFailure.Refused(Refusals.PROJECT);
        }
        var issues = new Issues();
        var end = Site.read(Site.good(answer, call), in -> ListEnd.of(in, "issues", issues::read));
        var next = from + issues.elements();
        var more = next > start && !end.last(next);
        return told(issues, answer, more ? Long.toString(next) : null, end.total());
    }

    @Override
    public Page<Change> issues(List<IssueKey> keys) {
        var items = new ArrayList<Change>();
        var flaws = new ArrayList<Page.Flaw>();
        for (var from = 0; from < keys.size(); from += ISSUES_MAX) {
            var some = keys.subList(from, Math.min(keys.size(), from + ISSUES_MAX));
            // Otherwise one that is no longer there would spoil the question.
            var answer = site.ask(search(Query.these(some), 0, ISSUES_MAX, "none"));
            var issues = new Issues();
            Site.read(answer, in -> ListEnd.of(in, "issues", issues::read));
            var page = told(issues, answer, null, null);
            items.addAll(page.items());
            flaws.addAll(page.flaws());
            if (issues.elements() < some.size()) {
                for (var key : some) {
                    if (!issues.holds(key.id())) {
                        gone(key, items);
                    }
                }
            }
        }
        return new Page<>(items, flaws, null, (long) keys.size());
    }

    @Override
    public List<IssueKey> missing(List<IssueKey> keys) {
        var missing = new ArrayList<IssueKey>();
        for (var from = 0; from < keys.size(); from += IDENTITIES_MAX) {
            var some = keys.subList(from, Math.min(keys.size(), from + IDENTITIES_MAX));
            var answer = site.ask(identities(some));
            var issues = new Issues();
            Site.read(answer, in -> ListEnd.of(in, "issues", issues::read));
            if (issues.elements() < some.size()) {
                some.stream().filter(key -> !issues.holds(key.id())).forEach(missing::add);
            }
        }
        return missing;
    }

    /// Data Center says of an issue whether it is not there or may not be seen; only the former is
    /// taken for a deletion, and only when said in so many words.
    private void gone(IssueKey key, List<Change> items) {
        var answer = site.send(Call.get("/rest/api/2/issue/" + key.id() + "?fields=created"));
        var text = Refusals.text(answer);
        if (answer.status() == Refusals.NOT_FOUND
                && text.contains("issue does not exist")
                && !text.contains("permission")) {
            items.add(new Change.IssueGone(key, null, answer.at()));
        }
    }

    private Page<Change> told(
            Issues issues, Answer answer, @Nullable String next, @Nullable Long total) {
        for (var issue : issues.all()) {
            if (issue.comments() == null || !issue.comments().whole()) {
                try {
                    issues.replace(
                            issue.withComments(CommentPages.of(site, 2, issue.shown().id())));
                } catch (Unreadable unreadable) {
                    issues.spoil(issue, unreadable.reason());
                }
            }
        }
        return issues.told(connection, site, statuses, answer.at(), next, total);
    }

    private static Call identities(List<IssueKey> keys) {
        return Call.get(
                "/rest/api/2/search?jql=%s&startAt=0&maxResults=%d&fields=%s&validateQuery=false"
                        .formatted(
                                URLEncoder.encode(Query.these(keys), UTF_8),
                                IDENTITIES_MAX,
                                "project"));
    }

    private static Call search(String jql, long startAt, int maxResults, String validation) {
        return Call.get(
                "/rest/api/2/search?jql=%s&startAt=%d&maxResults=%d&fields=%s&expand=changelog&validateQuery=%s"
                        .formatted(
                                URLEncoder.encode(jql, UTF_8),
                                startAt,
                                maxResults,
                                String.join(",", Query.FIELDS),
                                validation.equals("strict")));
    }

    private static long start(@Nullable String cursor) {
        try {
            return cursor == null ? 0 : Math.max(0, Long.parseLong(cursor));
        } catch (NumberFormatException _) {
            throw new ApiFailure.CursorExpired();
        }
    }
}
