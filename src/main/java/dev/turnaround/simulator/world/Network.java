package dev.turnaround.simulator.world;

import dev.turnaround.simulator.play.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/// What lies between those who send webhooks and whoever receives them: it loses some, repeats
/// some, holds some back for hours, and so shuffles them.
public final class Network {
    private static final int PERCENT = 100;
    private static final Duration USUAL = Duration.ofSeconds(3);
    private static final Duration OUTAGE_LENGTH = Duration.ofHours(1);

    private final Weather weather;
    private final Random random;
    private final PriorityQueue<Underway> underway =
            new PriorityQueue<>(
                    Comparator.comparing((Underway one) -> one.letter().at())
                            .thenComparingLong(Underway::order));
    private final Map<Scene, Instant> darkUntil = new EnumMap<>(Scene.class);
    private final List<Letter> lost = new ArrayList<>();
    private long order;

    private record Underway(Letter letter, long order) {}

    /// How bad it is.
    ///
    /// @param lost per cent that never arrive
    /// @param repeated per cent that arrive again, each time anew
    /// @param late per cent that are held back
    /// @param latest for how long at most
    /// @param outages per cent after which the sender is not heard for an hour
    public record Weather(int lost, int repeated, int late, Duration latest, int outages) {
        /// Everything arrives, though not in order, and not once.
        public static final Weather FAIR = new Weather(0, 15, 25, Duration.ofHours(8), 0);

        /// Much never arrives.
        public static final Weather FOUL = new Weather(15, 10, 20, Duration.ofHours(8), 1);

        /// Nothing ever arrives.
        public static final Weather SILENCE = new Weather(100, 0, 0, Duration.ZERO, 0);
    }

    /// A network over which nothing was sent yet.
    public Network(long seed, Weather weather) {
        this.random = new Random(seed);
        this.weather = weather;
    }

    /// Takes a webhook.
    public void send(Letter letter) {
        if (isLost(letter)) {
            lost.add(letter);
            return;
        }
        do {
            var delay = chance(weather.late()) ? some(weather.latest()) : some(USUAL);
            underway.add(new Underway(letter.arriving(letter.at().plus(delay)), order++));
        } while (chance(weather.repeated()));
    }

    private boolean isLost(Letter letter) {
        if (chance(weather.outages())) {
            darkUntil.put(letter.scene(), letter.at().plus(OUTAGE_LENGTH));
        }
        var dark = darkUntil.getOrDefault(letter.scene(), Instant.MIN);
        return letter.at().isBefore(dark) || chance(weather.lost());
    }

    /// What has arrived by now and was not taken yet, in order.
    public List<Letter> arrived(Instant now) {
        var arrived = new ArrayList<Letter>();
        while (!underway.isEmpty() && !underway.peek().letter().at().isAfter(now)) {
            arrived.add(underway.remove().letter());
        }
        return arrived;
    }

    /// What had arrived came to nobody: there was no server, or it died with it.
    public void nobodyTook(List<Letter> letters) {
        lost.addAll(letters);
    }

    /// What never arrives.
    public List<Letter> lost() {
        return Collections.unmodifiableList(lost);
    }

    private Duration some(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }

    private boolean chance(int percent) {
        return random.nextInt(PERCENT) < percent;
    }
}
