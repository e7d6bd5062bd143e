package dev.turnaround.world;

import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.issue.IssueFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who told which fact first, and who told it at all: what a server's account of how complete its
/// webhooks are is held against.
final class Ledger {
    private final Map<Entry, Teller> first = new HashMap<>();
    private final Map<String, Set<String>> byWebhook = new HashMap<>();

    /// How a fact came to be known.
    enum Teller {
        WEBHOOK,
        API
    }

    /// @param about a pull request's or an issue's key as a word
    private record Entry(String about, String fact) {}

    void tells(Teller teller, Change change) {
        switch (change) {
            case Change.ToPullRequest news ->
                    tells(teller, news.key().id(), news.facts().stream().map(Fact::id).toList());
            case Change.ToIssue news ->
                    tells(
                            teller,
                            news.key().word(),
                            news.facts().stream().map(IssueFact::id).toList());
            case Change.PullRequestGone _, Change.IssueGone _, Change.ToRepository _ -> {}
        }
    }

    private void tells(Teller teller, String about, List<String> facts) {
        for (var fact : facts) {
            first.putIfAbsent(new Entry(about, fact), teller);
        }
        if (teller == Teller.WEBHOOK) {
            byWebhook.computeIfAbsent(about, _ -> new HashSet<>()).addAll(facts);
        }
    }

    /// Whether a webhook told a fact before any list did.
    boolean wasFirstToldByWebhook(String about, String fact) {
        return first.get(new Entry(about, fact)) == Teller.WEBHOOK;
    }

    /// What webhooks told of something, whenever that was.
    Set<String> toldByWebhook(String about) {
        return byWebhook.getOrDefault(about, Set.of());
    }
}
