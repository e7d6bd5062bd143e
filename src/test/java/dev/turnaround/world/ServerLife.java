package dev.turnaround.world;

import dev.turnaround.ingest.Sheet;
import dev.turnaround.ingest.Stored;
import dev.turnaround.reconcile.Reconciler;
import dev.turnaround.reconcile.Sheets;
import dev.turnaround.reconcile.Source;
import dev.turnaround.simulator.world.Letter;
import dev.turnaround.simulator.world.Network;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.Tally;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a server fares in a world: days go by, webhooks come in, runs are made at their time, and
/// now and then it is killed and started again.
///
/// Time passes also in the middle of a run, wherever the server waits and before it stores what it
/// read; so what it read is no longer true then, and what was true comes in by webhook meanwhile.
final class ServerLife implements AutoCloseable {
    private static final int PERMILLE = 1_000;
    private static final LocalTime EVERYBODYS_TIME = WorldServer.TIMETABLE.dailyAt().plusHours(1);
    private static final Duration STEP_MAX = Duration.ofHours(16);

    /// However long a wait is, it takes this long at least: waits between two tries are spread by
    /// chance, which must not make two lives of one seed differ.
    private static final Duration WAIT_MIN = Duration.ofMinutes(1);

    private static final Duration READING_MAX = Duration.ofHours(4);
    private static final Duration BRIEF = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofHours(40);

    private final World world;
    private final Network network;
    private final WorldServer server;
    private final WorldApis apis;
    private final Administrator administrator;
    private final Random random;
    private List<Source> sources = List.of();
    private @Nullable Reconciler reconciler;
    private Instant plannedAt = Instant.MIN;
    private boolean quiet;
    private int lostSoFar;

    /// The server ends as it does by `kill -9`: nothing of ours may catch this.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    ServerLife(World world, Network network, WorldServer server, WorldApis apis, long seed) {
        this.world = world;
        this.network = network;
        this.server = server;
        this.apis = apis;
        this.administrator = new Administrator(server.acts(), seed);
        this.random = new Random(seed);
    }

    /// Lets it live until a moment.
    void until(Instant end) throws SQLException {
        while (world.instant().isBefore(end)) {
            try {
                var running = running();
                if (isDue()) {
                    plannedAt = world.instant();
                    switchSome();
                    running.planOnce();
                } else if (chance(30)) {
                    ask(running, chance(500) ? SyncReason.DEMAND : SyncReason.RETRY);
                }
                work(running);
                if (chance(25)) {
                    administrator.act(server.accounts(), world.instant());
                    server.peopleMoved();
                }
                pass(some(STEP_MAX));
                perhapsDie(10);
            } catch (Killed killed) {
                die();
            }
        }
    }

    /// From now on nothing goes wrong any more, and nothing holds that was said by hand.
    void calm() throws SQLException {
        quiet = true;
        administrator.takeAllBack(world.instant());
        server.peopleMoved();
        server.untilComputed();
    }

    /// One run of each repository, and what the last process left behind.
    ///
    /// @return the runs as they ended
    List<SyncRun> reconcile() {
        var running = running();
        var asked = new ArrayList<UUID>();
        for (var source : sources) {
            asked.addAll(running.request(source.connection(), null, null, SyncReason.DEMAND));
        }
        work(running);
        return asked.stream()
                .map(id -> WorldServer.finished(server.syncs().run(id)).orElseThrow())
                .toList();
    }

    private Reconciler running() {
        if (reconciler == null) {
            sources = apis.connect(this::pause);
            reconciler = server.reconciler(sources, this::slowly, this::pause);
            plannedAt = Instant.MIN;
        }
        return reconciler;
    }

    /// At its start, and once a day when the last repository's time has come.
    private boolean isDue() {
        var now = world.instant().atOffset(ZoneOffset.UTC);
        var today = now.with(EVERYBODYS_TIME).toInstant();
        var due = today.isAfter(world.instant()) ? today.minus(Duration.ofDays(1)) : today;
        return plannedAt.isBefore(due);
    }

    /// People switch runs that begin by themselves off and on. That most are off at any time is for
    /// the sake of speed: a run costs as much as twenty webhooks.
    private void switchSome() {
        for (var one : WorldServer.finished(server.syncs().repositories(null))) {
            var on = chance(150);
            if (on != one.autoSync()) {
                WorldServer.finished(server.syncs().setAutoSync(one.connection(), one.id(), on));
            }
        }
    }

    private void ask(Reconciler running, SyncReason reason) {
        var connection = sources.get(random.nextInt(sources.size())).connection();
        var since = chance(500) ? null : world.instant().minus(some(Duration.ofDays(20)));
        WorldServer.finished(server.syncs().repositories(connection)).stream()
                .findFirst()
                .ifPresent(one -> running.request(connection, one.id(), since, reason));
    }

    private void work(Reconciler running) {
        for (var source : sources) {
            while (running.workOnce(source.connection())) {
                pass(Duration.ZERO);
            }
        }
    }

    private void pause(Duration duration) {
        perhapsDie(5);
        pass(duration.compareTo(WAIT_MIN) < 0 ? WAIT_MIN : duration);
    }

    private Sheets slowly(Sheets sheets) {
        return (sheet, _) -> Stored.already(store(sheets, sheet));
    }

    private Tally store(Sheets sheets, Sheet sheet) {
        if (!quiet && chance(400)) {
            pass(some(READING_MAX));
        }
        perhapsDie(10);
        var tally = sheets.take(sheet);
        perhapsDie(10);
        return tally;
    }

    /// Lets time pass. What comes in meanwhile is taken, if there is somebody to take it.
    private void pass(Duration duration) {
        var now = world.instant().plus(duration);
        world.until(now).forEach(network::send);
        var arrived = network.arrived(now);
        if (reconciler == null) {
            network.nobodyTook(arrived);
            noteLost();
            return;
        }
        var dies = !quiet && !arrived.isEmpty() && chance(2);
        var taken = dies ? random.nextInt(arrived.size()) : arrived.size();
        server.receive(arrived.subList(0, taken));
        network.nobodyTook(arrived.subList(taken, arrived.size()));
        noteLost();
        if (dies) {
            throw new Killed();
        }
    }

    private void noteLost() {
        var lost = network.lost();
        lost.subList(lostSoFar, lost.size()).forEach(apis::couldNotDeliver);
        lostSoFar = lost.size();
    }

    /// @param permille how likely
    private void perhapsDie(int permille) {
        if (!quiet && chance(permille)) {
            throw new Killed();
        }
    }

    private void die() {
        close();
        server.restart();
        pass(some(chance(600) ? BRIEF : LONG));
    }

    /// What is on its way comes in.
    void receive(List<Letter> letters) {
        server.receive(letters);
    }

    private Duration some(Duration most) {
        return Duration.ofSeconds(random.nextLong(most.toSeconds()) + 1);
    }

    private boolean chance(int permille) {
        return random.nextInt(PERMILLE) < permille;
    }

    @Override
    public void close() {
        sources.forEach(source -> source.api().close());
        sources = List.of();
        reconciler = null;
    }
}
