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
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/// Holds what a server says against what truly happened.
final class Comparison {
    private Comparison() {}

    /// Everything, exactly.
    static void expectTruth(long seed, String test, World world, WorldServer server) {
        var stored = server.pullRequests();
        var issues = server.issues();
        var soft = new SoftAssertions();
        var replay = Seeds.replay(seed, test);
        for (var history : world.pullRequests()) {
            var one = stored.remove(history.page());
            if (history.deletedAt() != null) {
                expectEnd(soft, replay, history, one);
            } else if (one != null) {
                expect(soft, replay, world, server, history, one);
            } else {
                soft.fail("%s: %s is unknown", replay, history.page());
            }
        }
        soft.assertThat(stored.keySet()).as(replay).isEmpty();
        for (var history : world.issues()) {
            var one = issues.remove(history.key());
            if (history.deletedAt() != null) {
                expectEnd(soft, replay, server, history, one);
            } else if (one != null) {
                soft.assertThat(standing(one))
                        .as("%s, %s%n%s", replay, history.key(), lines(history.entries()))
                        .isEqualTo(Truth.of(history));
            } else {
                soft.fail("%s: %s is unknown", replay, history.key());
            }
        }
        soft.assertThat(issues.keySet()).as(replay).isEmpty();
        soft.assertAll();
    }

    /// Of what was deleted nobody can be asked what else had happened to it, nor when it was, nor
    /// that it ever was if nobody had heard of it.
    private static void expectEnd(
            SoftAssertions soft, String replay, PullRequestHistory history, @Nullable Tied stored) {
        if (stored == null) {
            return;
        }
        var progress = stored.pullRequest().progress();
        soft.assertThat(progress.phase())
                .as("%s, end of %s", replay, history.page())
                .isEqualTo(Phase.CLOSED);
        soft.assertThat(progress.phaseSince())
                .as("%s, end of %s", replay, history.page())
                .isAfterOrEqualTo(
                        requireNonNull(history.deletedAt()).truncatedTo(ChronoUnit.SECONDS));
    }

    /// Jira Cloud's API does not tell what was deleted from what may not be seen: who was not told
    /// by a webhook never knows.
    private static void expectEnd(
            SoftAssertions soft,
            String replay,
            WorldServer server,
            IssueHistory history,
            @Nullable Issue stored) {
        var at = requireNonNull(history.deletedAt());
        var end = stored == null ? null : stored.progress().deletedAt();
        soft.assertThat(end == null ? null : end.at())
                .as("%s, end of %s%n%s", replay, history.key(), lines(history.entries()))
                .isEqualTo(
                        server.wasTold(history.key(), at)
                                ? at.truncatedTo(ChronoUnit.MILLIS)
                                : null);
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
