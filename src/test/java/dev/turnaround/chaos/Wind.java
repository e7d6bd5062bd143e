package dev.turnaround.chaos;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Strikes as the schedule says, until it is told that it is enough; then makes everything good.
///
/// Who is struck next may be struck while the one before still starts again.
final class Wind implements AutoCloseable {
    private final Stage stage;
    private final List<Follower> followers;
    private final Storm storm;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Map<String, Future<?>> recovering = new ConcurrentHashMap<>();
    private final Schedule schedule;
    private final CountDownLatch round = new CountDownLatch(1);
    private final CountDownLatch enough = new CountDownLatch(1);
    private final ExecutorService nurses = Executors.newCachedThreadPool();
    private final Future<?> blowing;

    private Wind(Stage stage, List<Follower> followers, Storm storm) {
        this.stage = stage;
        this.followers = followers;
        this.storm = storm;
        var without =
                storm.kafka()
                        ? EnumSet.noneOf(Fault.class)
                        : EnumSet.of(
                                Fault.BROKER_KILLED, Fault.BROKER_PAUSED, Fault.BROKER_ROAD_CUT);
        this.schedule = new Schedule(storm.seed(), without, storm.blowMax());
        this.blowing = nurses.submit(this::blow);
    }

    /// Begins to blow.
    static Wind over(Stage stage, List<Follower> followers, Storm storm) {
        return new Wind(stage, followers, storm);
    }

    private Void blow() throws IOException, InterruptedException, ExecutionException {
        while (true) {
            var blow = schedule.next();
            if (enough.await(blow.after().toMillis(), TimeUnit.MILLISECONDS)) {
                return null;
            }
            strike(blow);
            if (blow.number() % schedule.roundLength() == 0) {
                // Between rounds a breath, or on a slow machine nobody would ever be up.
                everybodyRecovers();
                stage.awaitReady();
                round.countDown();
            }
        }
    }

    private void everybodyRecovers() throws InterruptedException, ExecutionException {
        for (var one : Set.copyOf(recovering.values())) {
            one.get();
        }
    }

    /// Whether there was every kind of fault by now. Fails when the storm itself did.
    boolean hasHadAll() {
        if (blowing.state() == Future.State.FAILED) {
            throw new IllegalStateException("the storm itself failed", blowing.exceptionNow());
        }
        return round.getCount() == 0;
    }

    private void strike(Schedule.Blow blow)
            throws IOException, InterruptedException, ExecutionException {
        storm.out().println(blow);
        faults.merge(blow.fault(), 1, Integer::sum);
        if (blow.fault() == Fault.FOLLOWER_CUT) {
            followers.get(blow.whom() % followers.size()).cut();
            return;
        }
        // Nobody is struck who is not up again since the last time.
        var victim = victim(blow);
        var before = recovering.remove(victim);
        if (before != null) {
            before.get();
        }
        var relief = stage.strike(blow.fault(), blow.whom());
        enough.await(blow.lasting().toMillis(), TimeUnit.MILLISECONDS);
        recovering.put(
                victim,
                nurses.submit(() -> {
                    relief.give();
                    return victim;
                }));
    }

    private static String victim(Schedule.Blow blow) {
        return switch (blow.fault().victim()) {
            case DATABASE, BROKER -> blow.fault().victim().name();
            case SERVER, DATABASE_ROAD, BROKER_ROAD, FOLLOWER ->
                    blow.fault().victim().name() + " " + blow.whom() % 2;
        };
    }

    /// How often each fault was. Asked when it is over.
    Map<Fault, Integer> faults() {
        return faults;
    }

    /// Ends, and waits until everything is good again.
    @Override
    public void close() {
        enough.countDown();
        try {
            blowing.get();
            everybodyRecovers();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the storm itself failed", failed);
        } finally {
            nurses.shutdownNow();
        }
    }
}
