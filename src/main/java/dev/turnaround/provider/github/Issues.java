package dev.turnaround.provider.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.IssueCoverage;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.json.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The issues of a repository, each with all that happened to it.
final class Issues {
    private static final int PAGE_MAX = 50;
    private static final int IDS_MAX = 50;

    /// As many as GitHub takes. <https://docs.github.com/en/graphql/reference/queries#nodes>
    private static final int IDENTITIES_MAX = 100;

    private static final int FOLLOWED_MAX = 200;

    private final String connection;
    private final GraphQl graphQl;
    private final PageSize pageSize = new PageSize(PAGE_MAX);

    Issues(String connection, GraphQl graphQl) {
        this.connection = connection;
        this.graphQl = graphQl;
    }

    /// As [dev.turnaround.provider.Api#changed].
    Page<Change> changed(Repository repository, Instant since, @Nullable String cursor) {
        var told = page(repository, since, cursor);
        var named = Named.of(told, repository);
        try {
            var list = told.data().at("repository").at("issues");
            var items = new ArrayList<Change>();
            var flaws = new ArrayList<Page.Flaw>();
            var at = 0;
            for (var node : list.at("nodes").list()) {
                var place = List.of("repository", "issues", "nodes", "" + at++);
                take(named, told, node, place, "unknown", items, flaws);
            }
            return new Page<>(items, flaws, Rest.of(list).after(), list.at("totalCount").count());
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable(unreadable.reason());
        }
    }

    private GraphQl.Told page(Repository repository, Instant since, @Nullable String cursor) {
        while (true) {
            var variables =
                    GraphQl.variables()
                            .put("owner", Named.owner(repository))
                            .put("name", Named.name(repository))
                            .put("pageSize", pageSize.now())
                            .put("after", cursor)
                            .put("since", since.toString());
            var told = graphQl.askOnce(GraphQl.Document.ISSUES, "Issues", variables);
            if (told != null) {
                pageSize.fine();
                return told;
            }
            if (!pageSize.less()) {
                return graphQl.ask(GraphQl.Document.ISSUES, "Issues", variables);
            }
        }
    }

    /// As [dev.turnaround.provider.Api#issues].
    ///
    /// What we keep of an issue is its number, and what GitHub finds it by is its node id, which is
    /// GitHub's to make. They are made here as GitHub is seen to make them, and only as long as the
    /// repository's own comes out right; else nothing is said to be gone.
    Page<Change> byId(Repository repository, List<IssueKey> keys) {
        var items = new ArrayList<Change>();
        var flaws = new ArrayList<Page.Flaw>();
        var rest = keys;
        while (!rest.isEmpty()) {
            var some = rest.subList(0, Math.min(IDS_MAX, rest.size()));
            byId(repository, some, items, flaws);
            rest = rest.subList(some.size(), rest.size());
        }
        return new Page<>(items, flaws, null, (long) keys.size());
    }

    /// As [dev.turnaround.provider.Api#missing].
    List<IssueKey> missing(Repository repository, List<IssueKey> keys) {
        var missing = new ArrayList<IssueKey>();
        for (var from = 0; from < keys.size(); from += IDENTITIES_MAX) {
            missing(
                    repository,
                    keys.subList(from, Math.min(keys.size(), from + IDENTITIES_MAX)),
                    missing);
        }
        return missing;
    }

    private void missing(Repository repository, List<IssueKey> keys, List<IssueKey> missing) {
        var told =
                graphQl.ask(GraphQl.Document.ISSUES, "IssuesThere", identities(repository, keys));
        var named = Named.of(told, repository);
        try {
            var nodes = told.data().at("nodes").list();
            for (var at = 0; knows(told, named) && at < keys.size() && at < nodes.size(); at++) {
                var fault = told.within(List.of("nodes", "" + at));
                if (nodes.get(at).absent() && fault != null && fault.notFound()) {
                    missing.add(keys.get(at));
                }
            }
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable(unreadable.reason());
        }
    }

    private static ObjectNode identities(Repository repository, List<IssueKey> keys) {
        var variables =
                GraphQl.variables()
                        .put("owner", Named.owner(repository))
                        .put("name", Named.name(repository));
        var ids = variables.putArray("ids");
        for (var key : keys) {
            ids.add(NodeId.of("I", Long.parseLong(repository.id()), Long.parseLong(key.id())));
        }
        return variables;
    }

    /// Whether GitHub makes node ids as we do.
    private static boolean knows(GraphQl.Told told, Named named) throws Unreadable {
        return NodeId.of("R", named.id()).equals(told.data().at("repository").at("id").passing());
    }

    private void byId(
            Repository repository, List<IssueKey> keys, List<Change> items, List<Page.Flaw> flaws) {
        var told = graphQl.ask(GraphQl.Document.ISSUES, "IssuesById", identities(repository, keys));
        var named = Named.of(told, repository);
        try {
            var sure = knows(told, named);
            var nodes = told.data().at("nodes").list();
            for (var at = 0; at < keys.size() && at < nodes.size(); at++) {
                var node = nodes.get(at);
                var place = List.of("nodes", "" + at);
                var fault = told.within(place);
                if (node.present() && node.at("fullDatabaseId").present()) {
                    take(named, told, node, place, keys.get(at).id(), items, flaws);
                } else if (sure && fault != null && fault.notFound()) {
                    items.add(new Change.IssueGone(keys.get(at), named.repository(), told.at()));
                } else if (fault != null && !fault.notFound()) {
                    flaws.add(new Page.Flaw(keys.get(at).id(), fault.words()));
                }
            }
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable(unreadable.reason());
        }
    }

    private void take(
            Named named,
            GraphQl.Told told,
            Tree node,
            List<String> place,
            String name,
            List<Change> items,
            List<Page.Flaw> flaws) {
        var number = node.at("number").count();
        var item = number == null ? name : Long.toString(number);
        var fault = told.within(place);
        if (fault != null || node.absent()) {
            flaws.add(new Page.Flaw(item, fault == null ? "it is empty" : fault.words()));
            return;
        }
        try {
            var listed = new ListedIssue(node);
            if (listed.repository() == named.id()) {
                follow(listed);
                items.add(change(named, told, listed));
            }
        } catch (Unreadable unreadable) {
            flaws.add(new Page.Flaw(item, unreadable.reason()));
        }
    }

    private Change change(Named named, GraphQl.Told told, ListedIssue listed) throws Unreadable {
        return new Change.ToIssue(
                new IssueKey(connection, Long.toString(listed.id())),
                named.repository(),
                listed.shown().attributes(named.repository(), null),
                listed.facts(),
                new IssueCoverage(told.at().minus(PullRequests.LAG), listed.strands()));
    }

    private void follow(ListedIssue listed) throws Unreadable {
        for (var asked = 0;
                asked < FOLLOWED_MAX
                        && (listed.restOfComments().more() || listed.restOfEvents().more());
                asked++) {
            var variables =
                    GraphQl.variables()
                            .put("id", listed.node())
                            .put("comments", listed.restOfComments().more())
                            .put("commentsAfter", listed.restOfComments().after())
                            .put("events", listed.restOfEvents().more())
                            .put("eventsAfter", listed.restOfEvents().after());
            listed.take(more(variables));
        }
    }

    private Tree more(ObjectNode variables) throws Unreadable {
        var more = graphQl.ask(GraphQl.Document.ISSUES, "MoreOfIssue", variables);
        var fault = more.within(List.of("node"));
        var node = more.data().at("node");
        if (fault != null || node.absent()) {
            throw new Unreadable(fault == null ? "the rest is empty" : fault.words());
        }
        return node;
    }
}
