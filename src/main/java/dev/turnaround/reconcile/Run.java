package dev.turnaround.reconcile;

import dev.turnaround.ingest.Unavailable;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.Subject;
import dev.turnaround.store.Away;
import dev.turnaround.store.OpenItems;
import dev.turnaround.store.SyncLogLine.Level;
import dev.turnaround.store.SyncPhase;
import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.SyncState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run over one repository or project, from wherever it stands to its end.
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Means means;
    private final Source source;
    private final OpenItems open;
    private final SyncRun run;
    private final Watch watch;
    private final Repository repository;
    private final Caller caller;
    private final Set<Subject> refused = EnumSet.noneOf(Subject.class);
    private SyncRun.@Nullable Trouble trouble;

    /// A run.
    ///
    /// @param run as it was when it was taken up
    /// @param stillOurs whether the right to work on it is still held
    Run(Means means, Source source, OpenItems open, SyncRun run, BooleanSupplier stillOurs) {
        this.means = means;
        this.source = source;
        this.open = open;
        this.run = run;
        this.watch = new Watch(means, run.id(), stillOurs);
        this.repository =
                new Repository(
                        run.repository(), new Stamped<>(run.repositoryName(), run.requestedAt()));
        var seed = run.repository().hashCode() ^ means.clock().millis();
        this.caller = new Caller(watch, means.clock(), new SplittableRandom(seed));
    }

    /// Goes on to its end, or to where it may not go on.
    ///
    /// @throws Away when the database is, and [Unavailable] when nothing can be stored: the run
    ///   stands where it stood, to be taken up again
    void go() {
        try {
            watch.note(Level.INFO, run.phase() == null ? "begins" : "is taken up again");
            read();
            end();
        } catch (Stopped stopped) {
            if (stopped.because() == Stopped.Because.CANCELLED) {
                watch.note(Level.INFO, "cancelled");
                watch.end(SyncState.CANCELLED, null);
            }
        } catch (ApiFailure failed) {
            note(failed);
            watch.end(SyncState.FAILED, trouble);
        } catch (Away | Unavailable away) {
            throw away;
        } catch (RuntimeException ours) {
            if (means.closing().getAsBoolean()) {
                return;
            }
            LOG.atError()
                    .addKeyValue("connection", run.connection())
                    .addKeyValue("repository", run.repositoryName())
                    .setCause(ours)
                    .log("a sync broke off");
            watch.note(Level.ERROR, "an error of this server: " + ours.getClass().getSimpleName());
            watch.end(
                    SyncState.FAILED,
                    new SyncRun.Trouble(
                            "internal",
                            "an error of this server: " + ours.getClass().getSimpleName(),
                            "See the server's log."));
        }
    }

    private void read() {
        try (var intake = new Intake(means, source::counting, run, watch, unmet(), flawed())) {
            read(intake);
        }
    }

    private void read(Intake intake) {
        var sweep = new Sweep(source.api(), repository, run, caller, intake);
        if (run.reason() == SyncReason.RETRY) {
            sweep.read(List.copyOf(intake.flawed()));
            return;
        }
        readUndelivered(intake);
        var failedBefore = Set.copyOf(intake.flawed());
        var listing = new Listing(means, source.api(), repository, run, watch, caller, intake);
        for (var subject : new TreeSet<>(source.subjects())) {
            despiteRefusal(subject, () -> listing.read(subject));
        }
        for (var subject : new TreeSet<>(source.subjects())) {
            if (!refused.contains(subject)) {
                despiteRefusal(subject, () -> sweep.read(left(subject, intake, failedBefore)));
            }
        }
        if (source.subjects().contains(Subject.ISSUES) && !refused.contains(Subject.ISSUES)) {
            var patrol = new Patrol(means, source.api(), repository, run, watch, caller);
            despiteRefusal(Subject.ISSUES, () -> patrol.walk(open, sweep));
        }
    }

    private void despiteRefusal(Subject subject, Runnable reading) {
        try {
            reading.run();
        } catch (ApiFailure.Refused | ApiFailure.Unreadable | ApiFailure.CursorExpired failed) {
            // The issues may be closed to us while the pull requests are not.
            note(failed);
            refused.add(subject);
        }
    }

    /// What is open here and was not met, and what failed in earlier runs.
    private static List<Item> left(Subject subject, Intake intake, Set<Item> failedBefore) {
        var left = new HashSet<>(intake.unmet());
        for (var item : failedBefore) {
            if (intake.flawed().contains(item)) {
                left.add(item);
            }
        }
        left.removeIf(item -> item.subject() != subject);
        return List.copyOf(left);
    }

    private Set<Item> unmet() {
        var items = new HashSet<Item>();
        if (run.reason() == SyncReason.RETRY) {
            return items;
        }
        var subjects = source.subjects();
        if (subjects.contains(Subject.PULL_REQUESTS)) {
            open.pullRequests(run.connection(), run.repository())
                    .forEach(key -> items.add(Item.of(key)));
        }
        if (subjects.contains(Subject.ISSUES)) {
            open.issues(run.connection(), run.repository()).forEach(key -> items.add(Item.of(key)));
        }
        return items;
    }

    private Set<Item> flawed() {
        var items = new HashSet<Item>();
        for (var flaw : means.targets().flaws(run.connection(), run.repository())) {
            for (var subject : source.subjects()) {
                if (flaw.subject().equals(Item.word(subject))) {
                    items.add(new Item(subject, flaw.item()));
                }
            }
        }
        return items;
    }

    /// What the provider could not deliver. It brings nothing that the lists would not, but the
    /// times that only a webhook tells; so whatever fails here is no reason to stop.
    private void readUndelivered(Intake intake) {
        var before = means.journal().lastSuccess(run.connection(), run.repository());
        if (before == null) {
            return;
        }
        var since = before.minus(Listing.OVERLAP);
        try {
            intake.enter(SyncPhase.UNDELIVERED, 0, null);
            @Nullable String cursor = null;
            do {
                cursor = readUndelivered(intake, since, cursor);
            } while (cursor != null);
        } catch (ApiFailure.Refused | ApiFailure.Unreadable | ApiFailure.CursorExpired failed) {
            watch.note(
                    Level.WARNING,
                    "the deliveries that failed could not be read: " + failed.getMessage());
        }
    }

    private @Nullable String readUndelivered(
            Intake intake, Instant since, @Nullable String cursor) {
        var page = caller.ask(() -> source.api().undelivered(repository, since, cursor));
        if (page.next() != null && page.next().equals(cursor)) {
            throw new ApiFailure.Unreadable("a page that is followed by itself");
        }
        if (!page.flaws().isEmpty()) {
            watch.note(
                    Level.WARNING,
                    page.flaws().size() + " deliveries that failed could not be read");
        }
        if (!page.items().isEmpty()) {
            watch.note(
                    Level.INFO,
                    page.items().size() + " deliveries that the provider could not make");
            intake.takeUndelivered(page.items().stream().map(Reading.Relevant::change).toList());
        }
        return page.next();
    }

    /// Says what came by no webhook although it should have.
    private void settleGap(boolean readAll) {
        means.gaps()
                .settle(run.id(), readAll && run.reason() != SyncReason.RETRY)
                .ifPresent(gap ->
                        watch.note(
                                Level.WARNING,
                                "%d facts came by no webhook since %s: the hook may be disabled, or this server was away; run turnaround check %s"
                                        .formatted(gap.missed(), gap.since(), run.connection())));
    }

    private void note(ApiFailure failed) {
        var seen = Troubles.of(failed);
        if (trouble == null) {
            trouble = seen;
        }
        watch.note(
                Level.ERROR,
                seen.advice() == null ? seen.what() : seen.what() + " " + seen.advice());
    }

    private void end() {
        var counts = means.journal().run(run.id()).counts();
        var left = means.targets().flaws(run.connection(), run.repository()).size();
        settleGap(trouble == null && counts.failed() == 0 && left == 0);
        if (trouble != null) {
            watch.end(counts.processed() == 0 ? SyncState.FAILED : SyncState.PARTIAL, trouble);
        } else if (counts.failed() > 0 || left > 0) {
            watch.end(SyncState.PARTIAL, Troubles.items(Math.max(counts.failed(), left)));
        } else {
            watch.note(
                    Level.INFO,
                    counts.processed() + " read, " + counts.backfilled() + " facts were missing");
            watch.end(SyncState.SUCCEEDED, null);
        }
    }
}
