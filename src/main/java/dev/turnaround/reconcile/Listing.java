package dev.turnaround.reconcile;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Subject;
import dev.turnaround.store.Checkpoint;
import dev.turnaround.store.SyncLogLine.Level;
import dev.turnaround.store.SyncPhase;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.SyncTarget;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads what changed of one subject, to the end of the list.
final class Listing {
    /// A list is asked for from a little before the end of the last one. Providers sort by a time
    /// that they stamp before they show what is stamped: what was on its way to their copies when
    /// the last list was asked for has a time from before it.
    static final Duration OVERLAP = Duration.ofMinutes(10);

    /// How far our clock may be ahead of the provider's, at most.
    static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private static final int BEGINNINGS_MAX = 3;

    private final Means means;
    private final Api api;
    private final Repository repository;
    private final SyncRun run;
    private final Watch watch;
    private final Caller caller;
    private final Intake intake;

    Listing(
            Means means,
            Api api,
            Repository repository,
            SyncRun run,
            Watch watch,
            Caller caller,
            Intake intake) {
        this.means = means;
        this.api = api;
        this.repository = repository;
        this.run = run;
        this.watch = watch;
        this.caller = caller;
        this.intake = intake;
    }

    /// Reads a subject.
    ///
    /// A list that another run or another process had begun is read to its end, and then there is
    /// one more, of what changed while nobody read on.
    void read(Subject subject) {
        var takenUpAt = now();
        var begunAt = toTheEnd(subject);
        if (begunAt.isBefore(takenUpAt)) {
            toTheEnd(subject);
        }
    }

    private Instant now() {
        return means.clock().instant().minus(CLOCKS_APART);
    }

    /// Reads one list to its end.
    ///
    /// @return when it was begun, by the provider's clock
    private Instant toTheEnd(Subject subject) {
        var word = Item.word(subject);
        var target = means.targets().target(run.connection(), run.repository(), word);
        var since = since(target);
        var unfinished = target.unfinished();
        var goesOn = unfinished != null && !unfinished.since().isAfter(since);
        var at = goesOn && unfinished != null ? place(word, unfinished) : begin(word, since);
        intake.enter(phase(subject), goesOn ? doneBefore(subject) : 0, goesOn ? run.total() : null);
        if (goesOn) {
            watch.note(Level.INFO, words(word) + ": goes on where it was broken off");
        }
        for (var beginnings = 0; ; ) {
            try {
                turnPages(subject, at);
                break;
            } catch (ApiFailure.CursorExpired expired) {
                if (++beginnings == BEGINNINGS_MAX) {
                    throw new ApiFailure.Unreadable("its cursors expire before they are used");
                }
                watch.note(Level.WARNING, words(word) + ": the cursor has expired, begins again");
                at = begin(word, since);
                intake.enter(phase(subject), 0, null);
            }
        }
        var whole = means.targets().listed(run.connection(), run.repository(), word);
        watch.note(
                whole ? Level.INFO : Level.WARNING,
                words(word)
                        + ": "
                        + intake.done()
                        + " read that changed since "
                        + at.since()
                        + (whole ? "" : "; some failed, so that they are read again next time"));
        return at.begunAt();
    }

    /// From when on: whatever is missing, and what was asked for besides.
    private Instant since(SyncTarget target) {
        var watermark = target.watermark();
        var missing =
                watermark == null
                        ? means.timetable().backfillFrom(means.clock().instant())
                        : watermark.minus(OVERLAP);
        var asked = run.since();
        return asked == null || asked.isAfter(missing) ? missing : asked;
    }

    private Checkpoint.Listing begin(String subject, Instant since) {
        var begunAt = now();
        means.targets().begin(run.connection(), run.repository(), subject, since, begunAt);
        return new Checkpoint.Listing(subject, since, begunAt, null);
    }

    private static Checkpoint.Listing place(String subject, SyncTarget.Unfinished unfinished) {
        return new Checkpoint.Listing(
                subject, unfinished.since(), unfinished.begunAt(), unfinished.cursor());
    }

    /// A run that was killed counts on; another one that goes on with its list counts anew.
    private long doneBefore(Subject subject) {
        return run.phase() == phase(subject) ? run.done() : 0;
    }

    private void turnPages(Subject subject, Checkpoint.Listing from) {
        try (var pages = new ReadAhead<>(at -> page(subject, from.since(), at), from.next())) {
            for (var page = pages.next(); page != null; page = pages.next()) {
                intake.take(
                        page,
                        subject,
                        new Checkpoint.Listing(
                                from.subject(), from.since(), from.begunAt(), page.next()));
            }
        } finally {
            intake.finish();
        }
    }

    private Page<Change> page(Subject subject, Instant since, @Nullable String cursor) {
        var page = caller.ask(() -> api.changed(subject, repository, since, cursor));
        if (page.next() != null && page.next().equals(cursor)) {
            throw new ApiFailure.Unreadable("a page that is followed by itself");
        }
        return page;
    }

    private static SyncPhase phase(Subject subject) {
        return switch (subject) {
            case PULL_REQUESTS -> SyncPhase.PULL_REQUESTS;
            case ISSUES -> SyncPhase.ISSUES;
        };
    }

    private static String words(String subject) {
        return subject.replace('_', ' ');
    }
}
