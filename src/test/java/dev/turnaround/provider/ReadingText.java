package dev.turnaround.provider;

import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.reference.References;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A reading as people can check it: one fact a line, then the attributes.
public final class ReadingText {

    private ReadingText() {}

    public static String of(Reading reading) {
        return envelope(reading.envelope())
                + switch (reading) {
                    case Reading.Ignored(_, var reason) -> "ignored: " + reason + "\n";
                    case Reading.Malformed(_, var reason) -> "malformed: " + reason + "\n";
                    case Reading.Relevant(_, var change) -> of(change);
                };
    }

    /// A change alone, as an API tells it.
    public static String of(Change change) {
        return switch (change) {
            case Change.ToRepository(var repository) -> repository(repository);
            case Change.PullRequestGone(var key, _, var at) ->
                    "pull request: " + key.id() + ", gone at " + at + "\n";
            case Change.IssueGone(var key, _, var at) ->
                    "issue: " + key.word() + ", gone at " + at + "\n";
            case Change.ToIssue told ->
                    (told.repository() == null
                                    ? "repository: not told\n"
                                    : repository(told.repository()))
                            + "issue: "
                            + told.key().word()
                            + "\n"
                            + IssueText.of(told)
                            + covered(told.coverage());
            case Change.ToPullRequest told ->
                    repository(told.repository())
                            + "pull request: "
                            + told.key().id()
                            + "\n"
                            + facts(told)
                            + attributes(told.attributes())
                            + covered(told.coverage());
        };
    }

    private static String covered(@Nullable Object coverage) {
        return coverage == null ? "" : "lists in full: " + coverage + "\n";
    }

    private static String envelope(Envelope envelope) {
        return "delivery: %s, event: %s, action: %s%n"
                .formatted(envelope.deliveryId(), envelope.event(), envelope.action());
    }

    private static String repository(Repository repository) {
        return "repository: " + repository.id() + ", " + stamped(repository.name()) + "\n";
    }

    private static String facts(Change.ToPullRequest change) {
        var text = new StringBuilder();
        change.facts().forEach(fact -> text.append(fact(fact)));
        return text.toString();
    }

    private static String fact(Fact fact) {
        return "fact: %s%s, %s%s, by %s, id %s%n"
                .formatted(
                        act(fact.act()),
                        fact.deleted() ? ", deleted" : "",
                        fact.at(),
                        fact.estimated() ? " estimated" : "",
                        actor(fact.actor()),
                        fact.id());
    }

    private static String act(Act act) {
        return act.kind()
                + switch (act) {
                    case Act.Opened(var draft) ->
                            draft == null ? "" : draft ? " as draft" : " ready";
                    case Act.ReviewRequested(var reviewer) -> " of " + reviewer(reviewer);
                    case Act.ReviewRequestRemoved(var reviewer) -> " of " + reviewer(reviewer);
                    case Act.Commented(var review) -> review == null ? "" : " in " + review;
                    case Act.Reviewed(var verdict, var empty) ->
                            " " + verdict + (empty ? " without words" : "");
                    case Act.Dismissed(var review) -> " " + review;
                    case Act.Pushed(var head) -> " " + head;
                    case Act.Seen(var draft, var open, var reviewers) ->
                            (draft == null ? "" : draft ? " draft" : " ready")
                                    + (open ? " open" : " closed")
                                    + (reviewers == null ? "" : seen(reviewers));
                    case Act.Ready _,
                            Act.Draft _,
                            Act.Unapproved _,
                            Act.Withdrawn _,
                            Act.ApprovalsReset _,
                            Act.Merged _,
                            Act.Closed _,
                            Act.Reopened _ ->
                            "";
                };
    }

    private static String seen(List<Reviewer> reviewers) {
        return " with "
                + (reviewers.isEmpty()
                        ? "no reviewers"
                        : String.join(
                                " and ", reviewers.stream().map(ReadingText::reviewer).toList()));
    }

    private static String reviewer(Reviewer reviewer) {
        return switch (reviewer) {
            case Reviewer.Person(var actor) -> actor(actor);
            case Reviewer.Team(var id, var name) -> "team " + name + " (" + id + ")";
        };
    }

    static String actor(@Nullable Actor actor) {
        return actor == null
                ? "nobody known"
                : (actor.bot() ? "bot " : "") + actor.login() + " (" + actor.id() + ")";
    }

    private static String attributes(Attributes attributes) {
        var lines =
                Stream.of(
                        attribute("repository name", attributes.repositoryName()),
                        attribute("title", attributes.title()),
                        attribute("url", attributes.url()),
                        attribute("source branch", attributes.sourceBranch()),
                        attribute("target branch", attributes.targetBranch()),
                        attribute("additions", attributes.additions()),
                        attribute("deletions", attributes.deletions()),
                        attribute("changed files", attributes.changedFiles()),
                        attribute("commits", attributes.commits()),
                        attribute("first commit", attributes.firstCommitAt()),
                        references(attributes.references()),
                        "updated at: " + attributes.updatedAt() + "\n");
        return String.join("", lines.filter(Objects::nonNull).toList());
    }

    static @Nullable String references(@Nullable References references) {
        if (references == null) {
            return null;
        }
        var text = new StringBuilder();
        references
                .byEvidence()
                .forEach((evidence, told) ->
                        text.append(
                                "refers by %s to: %s, as of %s%n"
                                        .formatted(
                                                evidence.word(),
                                                told.value().all().isEmpty()
                                                        ? "nothing"
                                                        : String.join(", ", told.value().all()),
                                                told.at())));
        return text.toString();
    }

    static @Nullable String attribute(String name, @Nullable Stamped<?> value) {
        return value == null ? null : name + ": " + stamped(value) + "\n";
    }

    private static String stamped(Stamped<?> stamped) {
        var text = stamped.value().toString().replace("\n", "\\n");
        return text + ", as of " + stamped.at();
    }
}
