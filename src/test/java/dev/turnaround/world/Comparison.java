package dev.turnaround.world;

import dev.turnaround.model.issue.Issue;
import dev.turnaround.simulator.world.IssueHistory;
import dev.turnaround.simulator.world.PullRequestHistory;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.RecordedFact;
import dev.turnaround.store.Tied;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/// Holds what a server says against what truly happened.
final class Comparison {
    private Comparison() {}

    /// Everything, exactly.
    static void expectTruth(long seed, String test, World world, WorldServer server) {
        var stored = server.pullRequests();
        var issues = server.issues();
        var soft = new SoftAssertions();
        var replay = Seeds.replay(seed, test);
        soft.assertThat(stored.keySet())
                .as(replay)
                .isEqualTo(
                        world.pullRequests().stream()
                                .map(PullRequestHistory::page)
                                .collect(Collectors.toSet()));
        for (var history : world.pullRequests()) {
            var one = stored.get(history.page());
            if (one != null) {
                expect(soft, replay, world, server, history, one);
            }
        }
        soft.assertThat(issues.keySet())
                .as(replay)
                .isEqualTo(
                        world.issues().stream().map(IssueHistory::key).collect(Collectors.toSet()));
        for (var history : world.issues()) {
            var one = issues.get(history.key());
            if (one != null) {
                soft.assertThat(standing(one))
                        .as("%s, %s%n%s", replay, history.key(), history.entries())
                        .isEqualTo(Truth.of(history));
            }
        }
        soft.assertAll();
    }

    private static void expect(
            SoftAssertions soft,
            String replay,
            World world,
            WorldServer server,
            PullRequestHistory history,
            Tied stored) {
        var truth = Truth.of(history);
        var said = Standing.of(stored);
        if (!said.equals(truth)) {
            soft.assertThat(said)
                    .as(
                            "%s, %s%n%s%n%s",
                            replay,
                            history.page(),
                            lines(history.entries()),
                            lines(facts(server, stored)))
                    .usingRecursiveComparison()
                    .isEqualTo(truth);
        }
        world.size(history)
                .ifPresent(size ->
                        soft.assertThat(Standing.size(stored))
                                .as("%s, size of %s", replay, history.page())
                                .isEqualTo(size));
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
