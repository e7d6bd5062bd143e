package dev.turnaround.reconcile;

import dev.turnaround.ingest.Sheet;
import dev.turnaround.ingest.Stored;
import dev.turnaround.model.Change;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Subject;
import dev.turnaround.store.Checkpoint;
import dev.turnaround.store.SyncFlaw;
import dev.turnaround.store.SyncLogLine.Level;
import dev.turnaround.store.SyncPhase;
import dev.turnaround.store.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes in the pages that one run reads: stores them, counts them, keeps what is wrong with them.
///
/// A page is being stored while the next one is taken in: what comes of it is known one page later,
/// or after [#finish].
final class Intake implements AutoCloseable {
    private static final Duration NOTE_EVERY = Duration.ofSeconds(30);
    private static final int FLAWS_NOTED_MAX = 100;

    private final Means means;
    private final Function<Change, Optional<Change>> counting;
    private final SyncRun run;
    private final Watch watch;
    private final Set<Item> unmet;
    private final Set<Item> flawed;
    private @Nullable UnderWay underWay;
    private long done;
    private @Nullable Long total;
    private int flawsNoted;
    private Instant notedAt;

    /// An intake.
    ///
    /// @param counting what of news counts; where nothing does, it is skipped
    /// @param unmet what is open here; what is read is taken out
    /// @param flawed what failed before; what is read well is taken out
    Intake(
            Means means,
            Function<Change, Optional<Change>> counting,
            SyncRun run,
            Watch watch,
            Set<Item> unmet,
            Set<Item> flawed) {
        this.means = means;
        this.counting = counting;
        this.run = run;
        this.watch = watch;
        this.unmet = unmet;
        this.flawed = flawed;
        this.notedAt = means.clock().instant();
    }

    /// The run begins to do something else.
    ///
    /// @param doneBefore how many were read before, when it goes on
    void enter(SyncPhase phase, long doneBefore, @Nullable Long total) {
        this.done = doneBefore;
        this.total = total;
        watch.enter(phase, doneBefore, total);
    }

    /// Takes a page in.
    ///
    /// @param listing where the list goes on; null when the page is no part of one
    void take(Page<Change> page, Subject subject, Checkpoint.@Nullable Listing listing) {
        // Before the page: a run that dies in between finds a flaw that it had not, and not one
        // less.
        if (!page.flaws().isEmpty()) {
            keep(page.flaws(), subject);
        }
        done += page.items().size() + page.flaws().size();
        total = page.total() == null ? total : page.total();
        var checkpoint =
                new Checkpoint(
                        run.id(),
                        run.connection(),
                        run.repository(),
                        listing,
                        done,
                        total,
                        run.silentSince());
        var before = underWay;
        underWay = new UnderWay(store(page.items(), page.flaws().size(), checkpoint), page);
        if (before != null) {
            settle(before);
        }
        noteProgress();
    }

    /// A page that is being stored.
    private record UnderWay(Stored stored, Page<Change> page) {}

    /// Waits until all that was taken in is stored.
    ///
    /// @throws dev.turnaround.ingest.Unavailable when it cannot be stored now
    void finish() {
        var last = underWay;
        underWay = null;
        if (last != null) {
            settle(last);
        }
    }

    private void settle(UnderWay last) {
        var unstored = last.stored().tally().failed() - last.page().flaws().size();
        if (unstored > 0) {
            watch.note(Level.ERROR, unstored + " of a page could not be stored");
        } else {
            settle(last.page().items());
        }
    }

    /// Waits until nothing is being stored. What comes of it concerns nobody any more.
    @Override
    public void close() {
        var last = underWay;
        underWay = null;
        if (last != null) {
            last.stored().end();
        }
    }

    /// Takes in what deliveries would have told. That is news and lists nothing, so what it is
    /// about has not been met.
    void takeUndelivered(List<Change> changes) {
        done += changes.size();
        var checkpoint =
                new Checkpoint(
                        run.id(),
                        run.connection(),
                        run.repository(),
                        null,
                        done,
                        null,
                        run.silentSince());
        store(changes, 0, checkpoint).tally();
    }

    private Stored store(List<Change> changes, int failed, Checkpoint checkpoint) {
        var taken = changes.stream().flatMap(one -> counting.apply(one).stream()).toList();
        var skipped = changes.size() - taken.size();
        var sheet = new Sheet(run.connection(), taken, skipped, failed, checkpoint);
        return means.sheets().begin(sheet, underWay == null ? null : underWay.stored());
    }

    private void keep(List<Page.Flaw> flaws, Subject subject) {
        var word = Item.word(subject);
        var now = means.clock().instant();
        means.targets()
                .remember(
                        run.connection(),
                        run.repository(),
                        flaws.stream()
                                .filter(flaw -> new Item(subject, flaw.item()).canBeAskedFor())
                                .map(flaw -> new SyncFlaw(word, flaw.item(), flaw.reason(), now))
                                .toList());
        for (var flaw : flaws) {
            if (flawsNoted++ < FLAWS_NOTED_MAX) {
                watch.note(
                        Level.WARNING,
                        word.replace('_', ' ') + ": " + flaw.item() + ": " + flaw.reason());
            }
        }
    }

    /// What was read well is neither unmet nor flawed.
    private void settle(List<Change> changes) {
        var items =
                changes.stream()
                        .flatMap(change -> Item.of(change).stream())
                        .collect(Collectors.toSet());
        items.forEach(unmet::remove);
        items.retainAll(flawed);
        for (var subject : Subject.values()) {
            var mended = new TreeSet<String>();
            for (var item : items) {
                if (item.subject() == subject) {
                    mended.add(item.word());
                }
            }
            if (!mended.isEmpty()) {
                means.targets()
                        .mended(run.connection(), run.repository(), Item.word(subject), mended);
            }
        }
        flawed.removeAll(items);
    }

    /// Not of each page: a backfill may have thousands.
    private void noteProgress() {
        var now = means.clock().instant();
        if (!now.isBefore(notedAt.plus(NOTE_EVERY))) {
            notedAt = now;
            watch.note(
                    Level.INFO, total == null ? done + " read" : done + " of " + total + " read");
        }
    }

    /// How many were read since the phase began.
    long done() {
        return done;
    }

    /// What is open here and was not read.
    Set<Item> unmet() {
        return unmet;
    }

    /// What failed before and was not read since.
    Set<Item> flawed() {
        return flawed;
    }
}
