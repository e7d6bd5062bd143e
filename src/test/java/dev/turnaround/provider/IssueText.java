package dev.turnaround.provider;

import dev.turnaround.model.Change;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.Status;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A reading about an issue as people can check it: one fact a line, then the attributes.
final class IssueText {

    private IssueText() {}

    static String of(Change.ToIssue change) {
        var text = new StringBuilder();
        change.facts().forEach(fact -> text.append(fact(fact)));
        return text + attributes(change.attributes());
    }

    private static String fact(IssueFact fact) {
        return "fact: %s%s, %s%s, by %s, id %s%n"
                .formatted(
                        act(fact.act()),
                        fact.deleted() ? ", deleted" : "",
                        fact.at(),
                        fact.estimated() ? " estimated" : "",
                        ReadingText.actor(fact.actor()),
                        fact.id());
    }

    private static String act(IssueAct act) {
        return act.kind()
                + switch (act) {
                    case IssueAct.Created(var status) -> " in " + status(status);
                    case IssueAct.Moved(var from, var to) ->
                            " from " + status(from) + " to " + status(to);
                    case IssueAct.Placed(var from, var to) ->
                            " from " + status(from) + " to " + status(to);
                    case IssueAct.Assigned(var to) -> " to " + ReadingText.actor(to);
                    case IssueAct.Linked(var evidence, var target) ->
                            " by " + evidence.word() + " with " + target;
                    case IssueAct.Seen(var status) -> " in " + status(status);
                    case IssueAct.Commented _, IssueAct.Deleted _ -> "";
                };
    }

    private static String status(@Nullable Status status) {
        return status == null
                ? "no status told"
                : "%s (%s%s)"
                        .formatted(
                                status.name(),
                                status.id(),
                                status.category() == null ? "" : ", " + status.category().word());
    }

    private static String attributes(IssueAttributes attributes) {
        var lines =
                Stream.of(
                        ReadingText.attribute("repository", attributes.repository()),
                        ReadingText.attribute("name", attributes.name()),
                        "names: " + String.join(", ", attributes.names()) + "\n",
                        ReadingText.attribute("number", attributes.number()),
                        ReadingText.attribute("url", attributes.url()),
                        ReadingText.attribute("type", attributes.type()),
                        ReadingText.attribute("priority", attributes.priority()),
                        ReadingText.attribute("summary", attributes.summary()),
                        ReadingText.attribute("description length", attributes.descriptionLength()),
                        attributes.assignee() == null
                                ? null
                                : "assignee: %s, as of %s%n"
                                        .formatted(
                                                ReadingText.actor(
                                                        attributes.assignee().value().actor()),
                                                attributes.assignee().at()),
                        ReadingText.attribute("estimated", attributes.estimated()),
                        ReadingText.attribute("parent", attributes.parent()),
                        ReadingText.references(attributes.references()),
                        "updated at: " + attributes.updatedAt() + "\n");
        return String.join("", lines.filter(Objects::nonNull).toList());
    }
}
