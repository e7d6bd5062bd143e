package dev.turnaround.reconcile;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.Subject;
import java.util.Locale;
import java.util.Optional;

/// A pull request or an issue of a repository, such that it can be asked for again.
///
/// @param word a pull request's number, an issue's identity
record Item(Subject subject, String word) {

    /// What a change is about; empty when it is about neither.
    static Optional<Item> of(Change change) {
        return switch (change) {
            case Change.ToPullRequest news -> Optional.of(of(news.key()));
            case Change.PullRequestGone gone -> Optional.of(of(gone.key()));
            case Change.ToIssue news -> Optional.of(of(news.key()));
            case Change.IssueGone gone -> Optional.of(of(gone.key()));
            case Change.ToRepository _ -> Optional.empty();
        };
    }

    /// Whether somebody can say what it is: of what is flawed not even that may be known.
    boolean canBeAskedFor() {
        return subject == Subject.PULL_REQUESTS
                ? word.matches("[1-9][0-9]{0,17}")
                : !word.isEmpty() && !word.equals("?");
    }

    static Item of(PullRequestKey key) {
        return new Item(Subject.PULL_REQUESTS, Long.toString(key.number()));
    }

    static Item of(IssueKey key) {
        return new Item(Subject.ISSUES, key.id());
    }

    /// A subject as it is stored.
    static String word(Subject subject) {
        return subject.name().toLowerCase(Locale.ROOT);
    }
}
