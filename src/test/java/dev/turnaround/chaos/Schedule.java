package dev.turnaround.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/// What is struck, one after the other: the same for the same seed, however long it takes.
///
/// Each kind of fault comes once before any comes again, so that a short storm has all of them.
final class Schedule {
    private static final int MILLIS_MIN = 200;

    private final Random random;
    private final Set<Fault> faults;
    private final int lastingMillisMax;
    private final Deque<Fault> round = new ArrayDeque<>();
    private int number;

    /// One blow.
    ///
    /// @param number from 1 on
    /// @param after how long after the one before is over
    /// @param whom a number that says which one, where there are several
    /// @param lasting until it is made good
    record Blow(int number, Duration after, Fault fault, int whom, Duration lasting) {
        @Override
        public String toString() {
            return "%3d. after %.1f s, for %.1f s: %s"
                    .formatted(
                            number, after.toMillis() / 1e3, lasting.toMillis() / 1e3, fault.name());
        }
    }

    /// A schedule.
    ///
    /// @param without faults that cannot be
    /// @param lastingMax of one blow; more than half a second
    Schedule(long seed, Set<Fault> without, Duration lastingMax) {
        this.random = new Random(seed);
        this.faults = EnumSet.complementOf(EnumSet.copyOf(without));
        this.lastingMillisMax = Math.toIntExact(lastingMax.toMillis());
    }

    /// How many there are in a round, which has each kind once.
    int roundLength() {
        return faults.size();
    }

    Blow next() {
        if (round.isEmpty()) {
            var all = new ArrayList<>(faults);
            Collections.shuffle(all, random);
            round.addAll(all);
        }
        return new Blow(
                ++number,
                Duration.ofMillis(MILLIS_MIN + random.nextInt(lastingMillisMax / 3)),
                round.remove(),
                random.nextInt(Integer.MAX_VALUE),
                Duration.ofMillis(MILLIS_MIN + random.nextInt(lastingMillisMax - MILLIS_MIN)));
    }
}
