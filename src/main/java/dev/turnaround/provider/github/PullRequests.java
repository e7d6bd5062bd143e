package dev.turnaround.provider.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.model.Change;
import dev.turnaround.model.Coverage;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Strand;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The pull requests of a repository, each with all that happened to it.
final class PullRequests {
    /// Twenty and more go into one answer, and an answer is one call; the pushes cost about as many
    /// calls again.
    private static final int PAGE_MAX = 40;

    /// As many as the query has places for.
    private static final int SLOTS = 20;

    /// Of one pull request. One with more than ten thousand comments is not read to its end.
    private static final int FOLLOWED_MAX = 200;

    /// GitHub answers from copies that lag behind by seconds: what happened shortly before the
    /// answer may not be in it yet.
    static final Duration LAG = Duration.ofSeconds(60);

    private final String connection;
    private final Calls calls;
    private final GraphQl graphQl;
    private final PageSize pageSize = new PageSize(PAGE_MAX);
    private final Map<String, Activity> activities = new ConcurrentHashMap<>();

    PullRequests(String connection, Calls calls, GraphQl graphQl) {
        this.connection = connection;
        this.calls = calls;
        this.graphQl = graphQl;
    }

    /// As [dev.turnaround.provider.Api#changed].
    Page<Change> changed(Repository repository, Instant since, @Nullable String cursor) {
        if (cursor == null) {
            activities.remove(repository.id());
        }
        var activity =
                activities.computeIfAbsent(
                        repository.id(), _ -> new Activity(calls, repository.name().value()));
        var told = page(repository, cursor);
        var named = Named.of(told, repository);
        try {
            var list = told.data().at("repository").at("pullRequests");
            var reading = new Reading(named, told, activity);
            var at = 0;
            var older = false;
            for (var node : list.at("nodes").list()) {
                var place = List.of("repository", "pullRequests", "nodes", "" + at++);
                older =
                        node.at("updatedAt").present()
                                && node.at("updatedAt").time().isBefore(since);
                if (older) {
                    break;
                }
                reading.take(node, place, "unknown");
            }
            var rest = Rest.of(list);
            var next = older ? null : rest.after();
            var page = reading.page(next);
            if (next == null) {
                activities.remove(repository.id());
            } else {
                activity.forgetAfter(reading.oldest);
            }
            return page;
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable(unreadable.reason());
        }
    }

    private GraphQl.Told page(Repository repository, @Nullable String cursor) {
        while (true) {
            var size = pageSize.now();
            var variables =
                    GraphQl.variables()
                            .put("owner", Named.owner(repository))
                            .put("name", Named.name(repository))
                            .put("pageSize", size)
                            .put("after", cursor);
            var told = graphQl.askOnce(GraphQl.Document.PULL_REQUESTS, "PullRequests", variables);
            if (told != null) {
                pageSize.fine();
                return told;
            }
            if (!pageSize.less()) {
                return graphQl.ask(GraphQl.Document.PULL_REQUESTS, "PullRequests", variables);
            }
        }
    }

    /// As [dev.turnaround.provider.Api#pullRequests].
    Page<Change> byNumber(Repository repository, List<PullRequestKey> keys) {
        var items = new ArrayList<Change>();
        var flaws = new ArrayList<Page.Flaw>();
        var activity = new Activity(calls, repository.name().value());
        var rest = keys;
        while (!rest.isEmpty()) {
            var some = rest.subList(0, Math.min(SLOTS, rest.size()));
            byNumber(repository, some, activity, items, flaws);
            rest = rest.subList(some.size(), rest.size());
        }
        return new Page<>(items, flaws, null, (long) keys.size());
    }

    private void byNumber(
            Repository repository,
            List<PullRequestKey> keys,
            Activity activity,
            List<Change> items,
            List<Page.Flaw> flaws) {
        var variables =
                GraphQl.variables()
                        .put("owner", Named.owner(repository))
                        .put("name", Named.name(repository));
        for (var slot = 0; slot < keys.size(); slot++) {
            variables.put("n" + slot, keys.get(slot).number()).put("w" + slot, true);
        }
        var told =
                graphQl.askOnce(GraphQl.Document.PULL_REQUESTS, "PullRequestsByNumber", variables);
        if (told == null) {
            halved(repository, keys, activity, items, flaws, variables);
            return;
        }
        read(repository, keys, activity, items, flaws, told);
    }

    private void halved(
            Repository repository,
            List<PullRequestKey> keys,
            Activity activity,
            List<Change> items,
            List<Page.Flaw> flaws,
            ObjectNode variables) {
        if (keys.size() == 1) {
            var told =
                    graphQl.ask(GraphQl.Document.PULL_REQUESTS, "PullRequestsByNumber", variables);
            read(repository, keys, activity, items, flaws, told);
            return;
        }
        var half = keys.size() / 2;
        byNumber(repository, keys.subList(0, half), activity, items, flaws);
        byNumber(repository, keys.subList(half, keys.size()), activity, items, flaws);
    }

    private void read(
            Repository repository,
            List<PullRequestKey> keys,
            Activity activity,
            List<Change> items,
            List<Page.Flaw> flaws,
            GraphQl.Told told) {
        var named = Named.of(told, repository);
        var reading = new Reading(named, told, activity);
        for (var slot = 0; slot < keys.size(); slot++) {
            var key = keys.get(slot);
            var place = List.of("repository", "p" + slot);
            var node = told.data().at("repository").at("p" + slot);
            var fault = told.within(place);
            if (node.absent() && fault != null && fault.notFound()) {
                items.add(new Change.PullRequestGone(key, named.repository(), told.at()));
            } else {
                reading.take(node, place, Long.toString(key.number()));
            }
        }
        var page = reading.page(null);
        items.addAll(page.items());
        flaws.addAll(page.flaws());
    }

    /// What is made of one answer.
    private final class Reading {
        private final Named named;
        private final GraphQl.Told told;
        private final Activity activity;
        private final List<ListedPullRequest> whole = new ArrayList<>();
        private final List<Activity.Wanted> wanted = new ArrayList<>();
        private final List<Page.Flaw> flaws = new ArrayList<>();
        private Instant oldest = Instant.MAX;

        Reading(Named named, GraphQl.Told told, Activity activity) {
            this.named = named;
            this.told = told;
            this.activity = activity;
        }

        /// Takes one, and reads its lists to their ends.
        ///
        /// @param name what to call it where the answer does not even tell its number
        void take(Tree node, List<String> place, String name) {
            var number = node.at("number").count();
            var item = number == null ? name : Long.toString(number);
            var fault = told.within(place);
            if (fault != null || node.absent()) {
                flaws.add(new Page.Flaw(item, fault == null ? "it is empty" : fault.words()));
                return;
            }
            try {
                var listed = new ListedPullRequest(node);
                var branch = listed.branch();
                follow(listed);
                whole.add(listed);
                if (branch != null) {
                    wanted.add(new Activity.Wanted(listed.number(), branch, listed.createdAt()));
                }
                oldest = listed.updatedAt().isBefore(oldest) ? listed.updatedAt() : oldest;
            } catch (Unreadable unreadable) {
                flaws.add(new Page.Flaw(item, unreadable.reason()));
            }
        }

        Page<Change> page(@Nullable String next) {
            var items = new ArrayList<Change>();
            var pushes = activity.of(wanted);
            for (var listed : whole) {
                try {
                    items.add(change(listed, pushes.get(listed.number())));
                } catch (Unreadable unreadable) {
                    flaws.add(new Page.Flaw(Long.toString(listed.number()), unreadable.reason()));
                }
            }
            return new Page<>(items, flaws, next, null);
        }

        private Change change(ListedPullRequest listed, @Nullable List<Pushed> pushes)
                throws Unreadable {
            var strands = listed.strands(pushes != null);
            var facts = new ArrayList<>(listed.facts(pushes == null ? List.of() : pushes));
            return new Change.ToPullRequest(
                    new PullRequestKey(connection, named.repository().id(), listed.number()),
                    named.repository(),
                    listed.attributes(named.id()),
                    facts,
                    new Coverage(until(strands), strands));
        }

        private Instant until(Set<Strand> strands) {
            var pushesAt = strands.contains(Strand.PUSHES) ? activity.at() : null;
            var first = pushesAt != null && pushesAt.isBefore(told.at()) ? pushesAt : told.at();
            return first.minus(LAG);
        }

        private void follow(ListedPullRequest listed) throws Unreadable {
            for (var asked = 0;
                    asked < FOLLOWED_MAX
                            && (listed.restOfReviews().more()
                                    || listed.restOfComments().more()
                                    || listed.restOfEvents().more());
                    asked++) {
                var variables =
                        GraphQl.variables()
                                .put("id", listed.node())
                                .put("reviews", listed.restOfReviews().more())
                                .put("reviewsAfter", listed.restOfReviews().after())
                                .put("comments", listed.restOfComments().more())
                                .put("commentsAfter", listed.restOfComments().after())
                                .put("events", listed.restOfEvents().more())
                                .put("eventsAfter", listed.restOfEvents().after());
                listed.take(more("MoreOfPullRequest", variables));
            }
            for (var review : listed.reviews()) {
                for (var asked = 0; asked < FOLLOWED_MAX && review.rest().more(); asked++) {
                    var variables =
                            GraphQl.variables()
                                    .put("id", review.node())
                                    .put("after", review.rest().after());
                    listed.take(review, more("MoreOfReview", variables).at("comments"));
                }
            }
        }

        private Tree more(String operation, ObjectNode variables) throws Unreadable {
            var more = graphQl.ask(GraphQl.Document.PULL_REQUESTS, operation, variables);
            var fault = more.within(List.of("node"));
            var node = more.data().at("node");
            if (fault != null || node.absent()) {
                throw new Unreadable(fault == null ? "the rest is empty" : fault.words());
            }
            return node;
        }
    }
}
