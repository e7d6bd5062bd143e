package dev.turnaround.world;

import dev.turnaround.model.Moment;
import dev.turnaround.model.Phase;
import dev.turnaround.model.Progress;
import dev.turnaround.model.Stamped;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.store.Tied;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything about a pull request that people are shown, as one value.
///
/// Whether a time is estimated is not in it: that says how it is known.
record Standing(
        @Nullable String title,
        @Nullable String source,
        @Nullable String target,
        List<String> issues,
        boolean draft,
        Phase phase,
        Instant phaseSince,
        Map<Phase, Duration> spent,
        int rounds,
        List<String> turn,
        Instant openedAt,
        @Nullable Instant readyAt,
        @Nullable Instant firstResponseAt,
        @Nullable Instant approvedAt,
        @Nullable Instant mergedAt,
        @Nullable Instant closedAt) {

    static Standing of(
            Progress progress,
            @Nullable String title,
            @Nullable String source,
            @Nullable String target,
            List<String> issues) {
        return new Standing(
                title,
                source,
                target,
                issues,
                progress.draft(),
                progress.phase(),
                progress.phaseSince(),
                new TreeMap<>(progress.spent()),
                progress.reviewRounds(),
                progress.turn().stream().sorted().toList(),
                progress.opened().at(),
                at(progress.readyAt()),
                at(progress.firstResponseAt()),
                at(progress.approvedAt()),
                at(progress.mergedAt()),
                at(progress.closedAt()));
    }

    static Standing of(Tied stored) {
        var told = stored.pullRequest().attributes();
        return of(
                stored.pullRequest().progress(),
                value(told.title()),
                value(told.sourceBranch()),
                value(told.targetBranch()),
                stored.issues());
    }

    /// How much it changes, as it is stored; null unless all of it is known.
    static GitHubRepository.@Nullable Size size(Tied stored) {
        var told = stored.pullRequest().attributes();
        var commits = value(told.commits());
        var additions = value(told.additions());
        var deletions = value(told.deletions());
        var files = value(told.changedFiles());
        return commits == null || additions == null || deletions == null || files == null
                ? null
                : new GitHubRepository.Size(
                        commits.intValue(),
                        additions.intValue(),
                        deletions.intValue(),
                        files.intValue());
    }

    private static <T extends Comparable<T>> @Nullable T value(@Nullable Stamped<T> told) {
        return map(told, Stamped::value);
    }

    private static @Nullable Instant at(@Nullable Moment moment) {
        return map(moment, Moment::at);
    }

    private static <A, B> @Nullable B map(@Nullable A one, Function<A, B> to) {
        return one == null ? null : to.apply(one);
    }
}
