package dev.turnaround.reconcile;

import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.store.Gap;
import dev.turnaround.store.Gaps;
import dev.turnaround.store.OpenItems;
import dev.turnaround.store.Patience;
import dev.turnaround.store.SyncJournal;
import dev.turnaround.store.SyncLogLine.Level;
import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncedRepository;
import dev.turnaround.store.Syncs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks for the runs that begin by themselves.
///
/// Of a repository that was never read; of each one once a day; at the start when the last one is
/// longer ago than a day; after deliveries were refused, as soon as none has been for a while; and
/// once in a silence of the repository that is not usual. Runs that failed are not asked for again
/// before the next day: they have tried for long.
final class Planner {
    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
    private static final Duration STALE = Duration.ofDays(1);

    /// Refusals come in swarms; one run after the last is better than one after each.
    private static final Duration QUIET = Duration.ofMinutes(2);

    /// A server that starts again and again does not read everything each time.
    private static final Duration STARTS_APART = Duration.ofMinutes(5);

    private static final Duration DISCOVER_EVERY = Duration.ofDays(1);
    private static final Duration DISCOVER_AGAIN = Duration.ofMinutes(15);
    private static final Duration KEEP_RUNS = Duration.ofDays(180);

    private final Syncs syncs;
    private final SyncJournal journal;
    private final OpenItems open;
    private final Gaps gaps;
    private final Discovery discovery;
    private final Timetable timetable;
    private final InstantSource clock;
    private final Map<String, Instant> nextDiscovery = new HashMap<>();
    private final Map<String, Boolean> started = new HashMap<>();

    Planner(
            Syncs syncs,
            SyncJournal journal,
            OpenItems open,
            Gaps gaps,
            Discovery discovery,
            Timetable timetable,
            InstantSource clock) {
        this.syncs = syncs;
        this.journal = journal;
        this.open = open;
        this.gaps = gaps;
        this.discovery = discovery;
        this.timetable = timetable;
        this.clock = clock;
    }

    /// Asks for what is due. Not for two threads at once.
    ///
    /// @return whether there is something new to do
    boolean plan(Source source) {
        discover(source);
        var now = clock.instant();
        var refused = open.lastRefusal(source.connection());
        var silent =
                gaps.silent(source.connection(), now).stream()
                        .collect(Collectors.toMap(Gaps.Silence::repository, Function.identity()));
        var first = started.putIfAbsent(source.connection(), true) == null;
        var any = false;
        for (var repository : known(source)) {
            if (repository.autoSync() && !repository.unfinished()) {
                any |= plan(repository, now, refused, silent.get(repository.id()), first);
            }
        }
        return any;
    }

    /// Selected repositories that are known.
    List<SyncedRepository> known(Source source) {
        return Patience.await(syncs.repositories(source.connection())).stream()
                .filter(one -> source.wanted().test(asRepository(one)))
                .toList();
    }

    /// Forgets runs of long ago.
    void forget() {
        journal.forget(clock.instant().minus(KEEP_RUNS));
    }

    private Repository asRepository(SyncedRepository known) {
        return new Repository(known.id(), new Stamped<>(known.name(), clock.instant()));
    }

    private boolean plan(
            SyncedRepository repository,
            Instant now,
            @Nullable Instant refused,
            Gaps.@Nullable Silence silent,
            boolean first) {
        var asked = repository.lastAskedAt();
        if (asked == null) {
            return ask(repository, SyncReason.CONNECTED, Instant.EPOCH, now);
        }
        if (refused != null && refused.isAfter(asked) && !refused.isAfter(now.minus(QUIET))) {
            return askForRefused(repository, asked, refused, now);
        }
        var synced = repository.lastSyncAt();
        if (first && (synced == null || synced.isBefore(now.minus(STALE)))) {
            return ask(repository, SyncReason.STARTUP, now.minus(STARTS_APART), now);
        }
        if (silent != null) {
            return askForSilent(repository, silent, now);
        }
        var due = timetable.lastDue(repository.connection(), repository.id(), now);
        return asked.isBefore(due) && ask(repository, SyncReason.DAILY, due, now);
    }

    private boolean askForRefused(
            SyncedRepository repository, Instant asked, Instant refused, Instant now) {
        var run = asked(repository, SyncReason.GAP, refused, now);
        var began = open.firstRefusal(repository.connection(), asked);
        run.ifPresent(id ->
                suspect(
                        repository,
                        Gap.Reason.REFUSED,
                        began == null ? refused : began,
                        id,
                        "webhooks could not be stored until " + refused));
        return run.isPresent();
    }

    private boolean askForSilent(SyncedRepository repository, Gaps.Silence silent, Instant now) {
        var run = asked(repository, SyncReason.GAP, now.minus(STARTS_APART), now);
        run.ifPresent(id ->
                suspect(
                        repository,
                        Gap.Reason.SILENCE,
                        silent.since(),
                        id,
                        "no webhook has come since %s; the same hours brought %d or more in each of the %d weeks before"
                                .formatted(silent.since(), silent.usual(), Gaps.WEEKS)));
        return run.isPresent();
    }

    private void suspect(
            SyncedRepository repository, Gap.Reason reason, Instant since, UUID run, String why) {
        gaps.suspect(repository.connection(), repository.id(), reason, since);
        journal.note(run, Level.INFO, "a gap is suspected: " + why, clock.instant());
    }

    private boolean ask(
            SyncedRepository repository, SyncReason reason, Instant unlessSince, Instant now) {
        return asked(repository, reason, unlessSince, now).isPresent();
    }

    private Optional<UUID> asked(
            SyncedRepository repository, SyncReason reason, Instant unlessSince, Instant now) {
        return journal.askUnless(
                repository.connection(),
                repository.id(),
                repository.name(),
                reason,
                unlessSince,
                now);
    }

    private void discover(Source source) {
        var now = clock.instant();
        if (now.isBefore(nextDiscovery.getOrDefault(source.connection(), now))) {
            return;
        }
        try {
            discovery.discover(source);
            nextDiscovery.put(source.connection(), now.plus(DISCOVER_EVERY));
        } catch (ApiFailure failed) {
            nextDiscovery.put(source.connection(), now.plus(DISCOVER_AGAIN));
            var trouble = Troubles.of(failed);
            LOG.atWarn()
                    .addKeyValue("connection", source.connection())
                    .addKeyValue("code", trouble.code())
                    .addKeyValue("what", trouble.what())
                    .addKeyValue("advice", trouble.advice())
                    .log("the repositories of a connection cannot be listed");
        }
    }
}
