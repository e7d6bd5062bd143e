package dev.turnaround.world;

import static java.util.Objects.requireNonNull;

import dev.turnaround.model.Phase;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.simulator.world.IssueHistory;
import dev.turnaround.simulator.world.PullRequestHistory;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.RecordedFact;
import dev.turnaround.store.Tied;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds what a server says against what truly happened.
final class Comparison {
    private Comparison() {}

    /// Everything, exactly.
    static void expectTruth(long seed, String test, World world, WorldServer server) {
        var stored = server.pullRequests();
        var issues = server.issues();
        var findings = new Findings(Seeds.replay(seed, test));
        for (var history : world.pullRequests()) {
            var one = stored.remove(history.page());
            if (history.deletedAt() != null) {
                expectEnd(findings, history, one);
            } else if (one != null) {
                expect(findings, world, server, history, one);
            } else {
                findings.add(history.page() + " is unknown");
            }
        }
        findings.compare(() -> "what never was", stored.keySet(), Set.of());
        for (var history : world.issues()) {
            var one = issues.remove(history.key());
            if (history.deletedAt() != null) {
                expectEnd(findings, server, history, one);
            } else if (one != null) {
                findings.compare(
                        () -> history.key() + "\n" + lines(history.entries()),
                        standing(one),
                        Truth.of(history));
            } else {
                findings.add(history.key() + " is unknown");
            }
        }
        findings.compare(() -> "issues that never were", issues.keySet(), Set.of());
        findings.expectNone();
    }

    /// Of what was deleted nobody can be asked what else had happened to it, nor when it was, nor
    /// that it ever was if nobody had heard of it.
    private static void expectEnd(
            Findings findings, PullRequestHistory history, @Nullable Tied stored) {
        if (stored == null) {
            return;
        }
        var progress = stored.pullRequest().progress();
        findings.compare(() -> "end of " + history.page(), progress.phase(), Phase.CLOSED);
        var deletedAt = requireNonNull(history.deletedAt()).truncatedTo(ChronoUnit.SECONDS);
        findings.require(
                !progress.phaseSince().isBefore(deletedAt),
                () -> history.page() + " ended at " + progress.phaseSince() + " < " + deletedAt);
    }

    /// Jira Cloud's API does not tell what was deleted from what may not be seen: who was not told
    /// by a webhook never knows.
    private static void expectEnd(
            Findings findings, WorldServer server, IssueHistory history, @Nullable Issue stored) {
        var at = requireNonNull(history.deletedAt());
        var end = stored == null ? null : stored.progress().deletedAt();
        findings.compare(
                () -> "end of " + history.key() + "\n" + lines(history.entries()),
                end == null ? null : end.at(),
                server.wasTold(history.key(), at) ? at.truncatedTo(ChronoUnit.MILLIS) : null);
    }

    private static void expect(
            Findings findings,
            World world,
            WorldServer server,
            PullRequestHistory history,
            Tied stored) {
        findings.compare(
                () ->
                        history.page()
                                + "\n"
                                + lines(history.entries())
                                + "\n"
                                + lines(facts(server, stored)),
                Standing.of(stored),
                Truth.of(history));
        world.size(history)
                .ifPresent(size ->
                        findings.compare(
                                () -> "size of " + history.page(), Standing.size(stored), size));
    }

    private static List<RecordedFact> facts(WorldServer server, Tied stored) {
        return WorldServer.finished(server.reading().facts(stored.pullRequest().key())).stream()
                .sorted((one, other) ->
                        dev.turnaround.model.Fact.ORDER.compare(one.fact(), other.fact()))
                .toList();
    }

    private static String lines(List<?> all) {
        return all.stream().map(one -> "  " + one).collect(Collectors.joining("\n"));
    }

    private static IssueStanding standing(Issue issue) {
        var assignee = issue.attributes().assignee();
        var actor = assignee == null ? null : assignee.value().actor();
        return IssueStanding.of(issue.progress(), actor == null ? null : actor.login());
    }
}
