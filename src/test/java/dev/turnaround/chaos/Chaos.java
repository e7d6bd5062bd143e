package dev.turnaround.chaos;

import dev.turnaround.simulator.world.World;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/// A storm, from the first process to the verdict.
public final class Chaos {
    private static final Duration UNCHANGED_MAX = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
    private static final Duration WORLD = Duration.ofDays(40);
    private static final Duration WORLD_STEP = Duration.ofMinutes(2);
    private static final int FEWEST_OF_ONE = 4;

    private final Storm storm;
    private final World world;
    private final List<Follower> followers = new ArrayList<>();
    private long sent;

    private Chaos(Storm storm, InstantSource clock) {
        this.storm = storm;
        var begin = clock.instant().truncatedTo(ChronoUnit.DAYS).minus(WORLD.plusDays(1));
        var scale =
                new World.Scale(storm.deliveries() / FEWEST_OF_ONE, 0, WORLD, World.Road.WEBHOOKS);
        this.world = new World(storm.seed(), Set.of(Storm.SCENE), begin, scale);
    }

    /// A storm as the command makes it.
    ///
    /// @return whether nothing is wrong
    public static boolean command(
            long seed,
            int deliveries,
            int perSecond,
            int followers,
            Duration sentWithin,
            boolean kafka,
            Path folder,
            PrintStream out,
            InstantSource clock)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        var storm =
                new Storm(
                        seed,
                        deliveries,
                        perSecond,
                        followers,
                        Duration.ofSeconds(6),
                        sentWithin,
                        kafka,
                        folder,
                        out);
        out.println("seed " + seed + ", files in " + folder);
        var report = run(storm, clock);
        out.println();
        out.println(report);
        return report.wrongs().isEmpty();
    }

    /// Lets it pass.
    static Report run(Storm storm, InstantSource clock)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        return new Chaos(storm, clock).pass();
    }

    private Report pass()
            throws IOException, InterruptedException, ExecutionException, SQLException {
        try (var stage = new Stage(storm, world.secretOf(Storm.SCENE))) {
            stage.awaitReady();
            for (var number = 0; number < storm.followers(); number++) {
                followers.add(
                        new Follower(
                                "follower " + (number + 1),
                                stage.roads(),
                                number % 2 == 1,
                                storm.seed() + number));
            }
            for (var follower : followers) {
                follower.awaitPicture();
            }
            return pass(stage);
        } finally {
            followers.forEach(Follower::close);
        }
    }

    private Report pass(Stage stage)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        var begun = System.nanoTime();
        var post = new Post(stage.addresses());
        Wind wind;
        try (var blowing = Wind.over(stage, followers, storm)) {
            wind = blowing;
            send(post, blowing);
        }
        post.finish();
        var sentIn = since(begun);
        storm.out().println("the storm is over after " + sentIn.toSeconds() + " s");
        var calm = System.nanoTime();
        stage.awaitReady();
        try (var inquest = new Inquest(stage.database())) {
            settle(stage, inquest, post);
            var settledIn = since(calm);
            return judge(stage, inquest, post, wind, sentIn, settledIn);
        }
    }

    /// What happens in the world, at the rate that is wanted, in the order in which it happens,
    /// until there are enough and there was every kind of fault. Ends only after whole steps, so
    /// that what was sent is all that happened.
    private void send(Post post, Wind wind) throws InterruptedException {
        var begun = System.nanoTime();
        var now = world.instant();
        var end = now.plus(WORLD);
        while ((sent < storm.deliveries() || !wind.hasHadAll())
                && now.isBefore(end)
                && since(begun).compareTo(storm.sentWithin()) < 0) {
            now = now.plus(WORLD_STEP);
            for (var letter : world.until(now)) {
                var due = begun + sent * 1_000_000_000L / storm.perSecond();
                while (due - System.nanoTime() > 0) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                post.take(letter.request());
                sent++;
            }
        }
    }

    /// Waits until all that was acknowledged is stored and told, or nothing moves any more.
    private void settle(Stage stage, Inquest inquest, Post post)
            throws InterruptedException, ExecutionException, SQLException {
        var moved = System.nanoTime();
        var left = Long.MAX_VALUE;
        while (left > 0 && since(moved).compareTo(UNCHANGED_MAX) < 0) {
            Thread.sleep(LOOK_AGAIN);
            var now = stage.unread() + behind(inquest) + unstored(inquest, post);
            if (now < left) {
                moved = System.nanoTime();
            }
            left = now;
        }
    }

    private static long unstored(Inquest inquest, Post post) throws SQLException {
        var stored = inquest.stored();
        return post.acknowledged().stream().filter(id -> !stored.contains(id)).count();
    }

    private long behind(Inquest inquest) throws SQLException {
        var behind = 0L;
        for (var follower : followers) {
            var sight = follower.sight();
            var reached = follower.reached();
            behind += inquest.events(sight).stream().filter(id -> id > reached).count();
        }
        return behind;
    }

    private Report judge(
            Stage stage, Inquest inquest, Post post, Wind wind, Duration sentIn, Duration settledIn)
            throws IOException, InterruptedException, SQLException {
        if (sent < storm.deliveries()) {
            inquest.wrongs().add("only %d deliveries were sent in time".formatted(sent));
        }
        if (post.acknowledged().size() < sent) {
            inquest.wrongs()
                    .add(
                            "%d were acknowledged, %d given up of %d"
                                    .formatted(
                                            post.acknowledged().size(),
                                            post.givenUp().size(),
                                            sent));
        }
        inquest.askForAcknowledged(post.acknowledged());
        var sights = followers.stream().map(Follower::sight).toList();
        var events = 0L;
        for (var sight : sights) {
            events += inquest.ask(sight);
        }
        var vertx = Vertx.vertx();
        try {
            inquest.askForTruth(vertx, world);
        } finally {
            vertx.close().await();
        }
        var verified = inquest.verify(stage.verification(), storm.folder());
        return new Report(
                sent,
                post.acknowledged().size(),
                post.sentAgain(),
                post.answers(),
                wind.faults(),
                stage.endedByThemselves(),
                post.longestSilence(),
                sentIn,
                settledIn,
                sights,
                events,
                inquest.missing(),
                inquest.twice(),
                verified,
                List.copyOf(inquest.wrongs()));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
