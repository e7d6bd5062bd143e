package dev.turnaround.ingest;

import dev.turnaround.model.Change;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueFacts;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.store.StoredIssue;
import dev.turnaround.store.Writes;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One issue while a batch works on it.
final class IssueStory {
    /// Identity of the deletion that nobody told of.
    static final String GONE = "deleted";

    private final IssueKey key;
    private final @Nullable StoredIssue stored;
    private final IssueFacts facts;
    private final Map<String, Writes.NewIssueFact> news = new LinkedHashMap<>();
    private IssueAttributes attributes;

    /// The story as far as it is stored.
    ///
    /// @param stored null at first sight
    /// @param known those of the stored facts that the batch may touch
    IssueStory(IssueKey key, @Nullable StoredIssue stored, Collection<IssueFact> known) {
        this.key = key;
        this.stored = stored;
        this.facts = new IssueFacts(stored == null ? null : stored.issue().progress(), known);
        this.attributes = stored == null ? IssueAttributes.NONE : stored.issue().attributes();
    }

    /// Takes a change in.
    ///
    /// @param delivery what brought it, or null
    /// @return whether it said anything new
    boolean take(Change.ToIssue change, String source, @Nullable String delivery) {
        var before = attributes;
        attributes = attributes.merge(change.attributes());
        var anythingNew = !attributes.sameValues(before);
        for (var told : change.facts().stream().sorted(IssueFact.ORDER).toList()) {
            var fact = facts.take(told);
            if (fact != null) {
                news.put(fact.id(), new Writes.NewIssueFact(key, fact, source, delivery));
                anythingNew = true;
            }
        }
        return anythingNew;
    }

    /// Ends what is no longer at the provider.
    ///
    /// @return whether that is news; not if nobody had heard of it
    boolean end(Instant at) {
        if (stored == null) {
            return false;
        }
        var fact = facts.take(IssueFact.estimated(GONE, at, null, new IssueAct.Deleted()));
        if (fact == null) {
            return false;
        }
        news.put(fact.id(), new Writes.NewIssueFact(key, fact, "reconciliation", null));
        return true;
    }

    IssueKey key() {
        return key;
    }

    Collection<Writes.NewIssueFact> news() {
        return news.values();
    }

    /// Whether the facts that are stored must be read to go on.
    boolean needsHistory() {
        return facts.needsHistory();
    }

    /// Puts the facts that are stored beside those of the batch.
    void learn(Collection<IssueFact> history) {
        facts.learn(history);
    }

    /// The issue after the batch, or null when nothing about it moved.
    Writes.@Nullable NewIssue outcome() {
        if (stored == null && news.isEmpty()) {
            return null;
        }
        if (stored != null && news.isEmpty() && attributes.equals(stored.issue().attributes())) {
            return null;
        }
        return new Writes.NewIssue(
                new Issue(key, attributes, facts.progress()),
                stored == null ? 0 : stored.version());
    }

    /// Whether pull requests may be tied to the issue otherwise than before.
    boolean answersToOthers(Issue after) {
        var before = stored == null ? null : stored.issue();
        return before == null
                ? !words(after).isEmpty()
                : !words(before).equals(words(after)) || !name(before).equals(name(after));
    }

    private static SortedSet<String> words(Issue issue) {
        var words = new TreeSet<>(issue.answersTo());
        words.addAll(issue.documents());
        return words;
    }

    private static String name(Issue issue) {
        var name = issue.attributes().name();
        return name == null ? "" : name.value();
    }
}
