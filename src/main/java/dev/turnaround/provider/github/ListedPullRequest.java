package dev.turnaround.provider.github;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.Strand;
import dev.turnaround.model.reference.Markdown;
import dev.turnaround.provider.json.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One pull request as GraphQL tells it, while its lists are read.
///
/// Thread safety: none.
final class ListedPullRequest {
    private final Tree told;
    private final long number;
    private final Instant createdAt;
    private final Instant updatedAt;
    private final @Nullable Instant mergedAt;
    private final List<Review> reviews = new ArrayList<>();
    private final List<Fact> comments = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Rest restOfReviews = new Rest(null);
    private Rest restOfComments = new Rest(null);
    private Rest restOfEvents = new Rest(null);

    /// A pull request with the beginnings of its lists.
    ListedPullRequest(Tree told) throws Unreadable {
        this.told = told;
        this.number = told.at("number").id();
        this.createdAt = told.at("createdAt").time();
        this.updatedAt = told.at("updatedAt").time();
        this.mergedAt = told.at("mergedAt").timeIfAny();
        take(told);
    }

    /// A review, while its comments are read.
    static final class Review {
        private final Tree told;
        private final long id;
        private Rest rest;

        Review(Tree told) throws Unreadable {
            this.told = told;
            this.id = told.at("fullDatabaseId").id();
            this.rest = new Rest(null);
        }

        /// Its node id.
        String node() throws Unreadable {
            return told.at("id").passing();
        }

        Rest rest() {
            return rest;
        }

        boolean hasComments() throws Unreadable {
            return !told.at("comments").at("nodes").list().isEmpty();
        }
    }

    /// @param subject what it was done to or for
    private record Event(String type, Instant at, @Nullable Actor actor, Tree subject) {}

    /// More of its lists, those that are there.
    void take(Tree more) throws Unreadable {
        var someReviews = more.at("reviews");
        if (someReviews.present()) {
            for (var one : someReviews.at("nodes").list()) {
                var review = new Review(one);
                reviews.add(review);
                take(review, one.at("comments"));
            }
            restOfReviews = Rest.of(someReviews);
        }
        var someComments = more.at("comments");
        if (someComments.present()) {
            for (var one : someComments.at("nodes").list()) {
                var comment =
                        new Payload.Comment(
                                one.at("fullDatabaseId").id(),
                                People.account(one.at("author")),
                                one.at("createdAt").time(),
                                null);
                comments.add(Facts.conversationComment(comment));
            }
            restOfComments = Rest.of(someComments);
        }
        var someEvents = more.at("timelineItems");
        if (someEvents.present()) {
            for (var one : someEvents.at("nodes").list()) {
                events.add(
                        new Event(
                                one.at("__typename").text(),
                                one.at("createdAt").time(),
                                People.account(one.at("actor")),
                                one));
            }
            restOfEvents = Rest.of(someEvents);
        }
    }

    /// More of the comments of a review.
    void take(Review review, Tree connection) throws Unreadable {
        for (var one : connection.at("nodes").list()) {
            var publishedAt = one.at("publishedAt").timeIfAny();
            var at = publishedAt == null ? submittedAt(review) : publishedAt;
            var comment =
                    new Payload.Comment(
                            one.at("fullDatabaseId").id(),
                            People.account(one.at("author")),
                            at,
                            review.id);
            comments.add(Facts.known(Facts.reviewComment(comment, review.id, at)));
        }
        review.rest = Rest.of(connection);
    }

    private Instant submittedAt(Review review) throws Unreadable {
        var at = review.told.at("submittedAt").timeIfAny();
        return at == null ? updatedAt : at;
    }

    long number() {
        return number;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /// Its node id.
    String node() throws Unreadable {
        return told.at("id").passing();
    }

    Rest restOfReviews() {
        return restOfReviews;
    }

    Rest restOfComments() {
        return restOfComments;
    }

    Rest restOfEvents() {
        return restOfEvents;
    }

    List<Review> reviews() {
        return reviews;
    }

    /// The branch whose pushes are its pushes; null when it is in another repository.
    @Nullable String branch() throws Unreadable {
        return told.at("isCrossRepository").flag() ? null : told.at("headRefName").passing();
    }

    /// What was read to its end.
    ///
    /// @param pushesTold whether the pushes to its branch are known
    Set<Strand> strands(boolean pushesTold) {
        var strands = EnumSet.noneOf(Strand.class);
        if (!restOfEvents.more()) {
            strands.addAll(Set.of(Strand.DRAFTS, Strand.REQUESTS, Strand.ENDS, Strand.SIGHTINGS));
            if (pushesTold && forcedPushesAreNamed()) {
                strands.add(Strand.PUSHES);
            }
            if (!restOfReviews.more()) {
                strands.add(Strand.REVIEWS);
            }
        }
        var reviewsWhole =
                !restOfReviews.more() && reviews.stream().noneMatch(one -> one.rest.more());
        if (reviewsWhole && !restOfComments.more()) {
            strands.add(Strand.COMMENTS);
        }
        return strands;
    }

    private boolean forcedPushesAreNamed() {
        return events.stream()
                .filter(one -> one.type().equals("HeadRefForcePushedEvent"))
                .allMatch(one -> one.subject().at("afterCommit").present());
    }

    /// All that happened, as far as it was read.
    List<Fact> facts(List<Pushed> pushes) throws Unreadable {
        var facts = new ArrayList<Fact>();
        facts.add(Facts.opened(createdAt, People.account(told.at("author")), openedAsDraft()));
        for (var event : events) {
            var fact = fact(event);
            if (fact != null) {
                facts.add(fact);
            }
        }
        if (mergedAt != null) {
            facts.add(Facts.merged(mergedAt, People.account(told.at("mergedBy"))));
        } else if (closedWithoutEvent()) {
            facts.add(Facts.closed(told.at("closedAt").time(), null));
        }
        var verdicts = verdictsBeforeDismissal();
        for (var review : reviews) {
            facts.addAll(facts(review, verdicts));
        }
        facts.addAll(comments);
        for (var push : pushes) {
            if (push.at().isAfter(createdAt) && openAt(push.at())) {
                facts.add(Facts.known(Facts.pushed(push.after(), push.at(), push.actor())));
            }
        }
        return facts;
    }

    /// No event tells how it began: the first that changed it does, or, with none, what it is now.
    private @Nullable Boolean openedAsDraft() throws Unreadable {
        for (var event : events) {
            switch (event.type()) {
                case "ReadyForReviewEvent" -> {
                    return true;
                }
                case "ConvertToDraftEvent" -> {
                    return false;
                }
                default -> {}
            }
        }
        return restOfEvents.more() ? null : (Boolean) told.at("isDraft").flag();
    }

    private @Nullable Fact fact(Event event) throws Unreadable {
        var at = event.at();
        var actor = event.actor();
        return switch (event.type()) {
            case "ReadyForReviewEvent" -> Facts.known(Facts.ready(at, actor));
            case "ConvertToDraftEvent" -> Facts.known(Facts.draft(at, actor));
            case "ReopenedEvent" -> Facts.known(Facts.reopened(at, actor));
            case "ClosedEvent" -> isOfMerge(event) ? null : Facts.closed(at, actor);
            case "ReviewRequestedEvent" -> {
                var asked = People.reviewer(event.subject().at("requestedReviewer"));
                yield asked == null ? null : Facts.known(Facts.requested(asked, at, actor));
            }
            case "ReviewRequestRemovedEvent" -> {
                var asked = People.reviewer(event.subject().at("requestedReviewer"));
                yield asked == null ? null : Facts.known(Facts.unrequested(asked, at, actor));
            }
            case "ReviewDismissedEvent" -> {
                var review = event.subject().at("review").at("fullDatabaseId");
                yield review.absent() ? null : Facts.known(Facts.dismissed(review.id(), at, actor));
            }
            case "HeadRefForcePushedEvent" -> {
                var after = event.subject().at("afterCommit");
                yield after.absent()
                        ? null
                        : Facts.known(Facts.pushed(after.at("oid").hash(), at, actor));
            }
            default -> null;
        };
    }

    /// A merge has a closing beside it, of the same second or nearly, before it or behind it. What
    /// was closed and then merged was opened in between, so that every other closing has a
    /// reopening behind it.
    private boolean isOfMerge(Event closing) {
        return mergedAt != null
                && events.stream()
                        .noneMatch(other ->
                                other.type().equals("ReopenedEvent")
                                        && !other.at().isBefore(closing.at())
                                        && events.indexOf(other) > events.indexOf(closing));
    }

    /// An import may bring the state along without the event that led to it.
    private boolean closedWithoutEvent() {
        return told.at("closedAt").present()
                && !restOfEvents.more()
                && events.stream().noneMatch(one -> one.type().equals("ClosedEvent"));
    }

    /// A push to the branch of a closed pull request is none of its own.
    private boolean openAt(Instant moment) {
        if (mergedAt != null && moment.isAfter(mergedAt)) {
            return false;
        }
        var open = true;
        for (var event : events) {
            if (event.at().isBefore(moment)) {
                open =
                        switch (event.type()) {
                            case "ClosedEvent" -> isOfMerge(event);
                            case "ReopenedEvent" -> true;
                            default -> open;
                        };
            }
        }
        return open;
    }

    /// A dismissed review no longer says what it had said; the event of the dismissal does.
    private Map<Long, String> verdictsBeforeDismissal() throws Unreadable {
        var verdicts = new HashMap<Long, String>();
        for (var event : events) {
            var review = event.subject().at("review").at("fullDatabaseId");
            if (event.type().equals("ReviewDismissedEvent") && review.present()) {
                verdicts.put(review.id(), event.subject().at("previousReviewState").text());
            }
        }
        return verdicts;
    }

    private List<Fact> facts(Review review, Map<Long, String> verdicts) throws Unreadable {
        var state = review.told.at("state").text();
        var verdict = verdicts.getOrDefault(review.id, state);
        // Whether it has words of its own is not asked for: a webhook that saw some has the say.
        // A remark without words goes with its last comment, so that one without comments has some.
        var remarkInWords = state.equals("COMMENTED") && !review.hasComments();
        var shown =
                new Payload.Review(
                        review.id,
                        People.account(review.told.at("author")),
                        verdict,
                        review.told.at("submittedAt").timeIfAny(),
                        !remarkInWords);
        var submitted = Facts.reviewed(shown, updatedAt);
        return state.equals("DISMISSED") && !verdicts.containsKey(review.id)
                ? List.of(submitted, Facts.dismissed(review.id, updatedAt, null))
                : List.of(submitted);
    }

    /// What it shows besides.
    ///
    /// @param repository the repository's number
    Attributes attributes(long repository) throws Unreadable {
        var title = told.at("title").text();
        var branch = told.at("headRefName").text();
        var url = told.at("url").link();
        var prose = Markdown.withoutCode(told.at("body").passing());
        var attributes =
                new Attributes(
                        null,
                        stamped(title),
                        stamped(url),
                        stamped(branch),
                        stamped(told.at("baseRefName").text()),
                        stamped(told.at("additions").count()),
                        stamped(told.at("deletions").count()),
                        stamped(told.at("changedFiles").count()),
                        stamped(told.at("commits").at("totalCount").count()),
                        Quotes.in(title, branch, prose, url, closing(repository), updatedAt),
                        updatedAt);
        var begun = stamped(firstCommitAt());
        return begun == null ? attributes : attributes.begun(begun);
    }

    /// Null where the token may not see commits.
    private @Nullable Instant firstCommitAt() throws Unreadable {
        var commits = told.at("commits").at("nodes");
        var some = commits.present() ? commits.list() : List.<Tree>of();
        return some.isEmpty() ? null : some.getFirst().at("commit").at("authoredDate").timeIfAny();
    }

    /// What GitHub will close with it, also where somebody linked it by hand.
    private Set<String> closing(long repository) throws Unreadable {
        var closing = new TreeSet<String>();
        var told = this.told.at("closingIssuesReferences");
        if (told.present()) {
            for (var issue : told.at("nodes").list()) {
                if (issue.present()) {
                    var of = issue.at("repository");
                    var here = of.at("databaseId").id() == repository;
                    var number = "#" + issue.at("number").id();
                    closing.add(here ? number : of.at("nameWithOwner").text() + number);
                }
            }
        }
        return closing;
    }

    private <T extends Comparable<T>> @Nullable Stamped<T> stamped(@Nullable T value) {
        return value == null ? null : new Stamped<>(value, updatedAt);
    }
}
