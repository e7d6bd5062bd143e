package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.play.Posted;
import dev.turnaround.simulator.play.Prose;
import dev.turnaround.simulator.play.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/// The organisation `acme`, its people, its pull requests and the issues behind them, under a seed.
///
/// The last three days are told first; then something happens every few seconds, dated now.
public final class Story implements Script {
    private static final Duration TOLD_BACK = Duration.ofDays(3);
    private static final Duration GAP_MEAN = Duration.ofMinutes(310);
    private static final Duration GAP_MIN = Duration.ofMinutes(2);
    private static final Duration GAP_MAX = Duration.ofHours(20);

    private final InstantSource clock;
    private final Scale scale;
    private final Random random;
    private final Cast cast;
    private final Prose prose;
    private final List<Life> open = new ArrayList<>();
    private boolean forgetful;

    /// A story that has not begun.
    ///
    /// @param secrets what the webhooks of each provider that takes part are signed with; the story
    ///   plays where there is one
    public Story(long seed, InstantSource clock, Map<Scene, String> secrets, Scale scale) {
        this.clock = clock;
        this.scale = scale;
        this.random = new Random(seed);
        var identities = new Random(random.nextLong());
        this.cast = new Cast(secrets, clock, identities);
        this.prose = new Prose(new Random(random.nextLong()));
    }

    @Override
    public synchronized List<Posted> past() {
        var now = clock.instant();
        var agenda = new PriorityQueue<>(Comparator.comparing(Pending::at));
        for (var life = 0; life < scale.begun(); life++) {
            var spread = TOLD_BACK.multipliedBy(life).dividedBy(scale.begun());
            agenda.add(new Pending(now.minus(TOLD_BACK).plus(spread), newLife()));
        }
        var sent = new ArrayList<Posted>();
        sent.addAll(cast.trial(random));
        while (!agenda.isEmpty()) {
            var due = agenda.remove();
            if (!open.contains(due.life) && open.size() == scale.openMax()) {
                continue;
            }
            sent.addAll(moved(due.life, due.at));
            var again = due.at.plus(gap());
            if (!due.life.over() && again.isBefore(now)) {
                agenda.add(new Pending(again, due.life));
            }
        }
        return sent;
    }

    @Override
    public synchronized Duration pause() {
        return Duration.ofMillis(1_000 + random.nextInt(2_000));
    }

    @Override
    public synchronized List<Posted> act() {
        var chanceOfNew =
                open.size() < scale.openFew() ? 30 : open.size() < scale.openMax() ? 10 : 0;
        var life = random.nextInt(100) < chanceOfNew ? newLife() : choose();
        return moved(life, clock.instant());
    }

    /// The APIs of the providers that take part. They may be asked while the story goes on.
    ///
    /// @param token what opens them
    Map<Scene, SimulatedApi> apis(String token) {
        var apis = new EnumMap<Scene, SimulatedApi>(Scene.class);
        cast.apis(token)
                .forEach((scene, api) ->
                        apis.put(
                                scene,
                                (request, base, now) -> {
                                    synchronized (this) {
                                        return api.answer(request, base, now);
                                    }
                                }));
        return apis;
    }

    /// Keeps nothing of what has ended from now on, so that it can be told for days. Of that, the
    /// APIs know nothing then.
    public synchronized void forgetWhatEnds() {
        forgetful = true;
    }

    /// How many pull requests are open now.
    public int openCount() {
        return open.size();
    }

    /// How much goes on at once.
    ///
    /// @param begun how many pull requests began in the days before
    /// @param openFew with fewer open than these, new ones come sooner
    /// @param openMax with these open, no new ones come
    public record Scale(int begun, int openFew, int openMax) {
        /// What a person can follow on one page.
        public static final Scale DEMO = new Scale(22, 10, 15);
    }

    private record Pending(Instant at, Life life) {}

    private Life newLife() {
        return new Life(cast, prose, random);
    }

    private List<Posted> moved(Life life, Instant at) {
        var sent = life.move(at);
        if (life.over()) {
            open.remove(life);
            if (forgetful) {
                life.pull().forgotten();
            }
        } else if (!open.contains(life)) {
            open.add(life);
        }
        return sent;
    }

    private Life choose() {
        var ticket = random.nextInt(open.stream().mapToInt(Life::weight).sum());
        for (var life : open) {
            ticket -= life.weight();
            if (ticket < 0) {
                return life;
            }
        }
        throw new IllegalStateException("the tickets are as many as the weights");
    }

    /// Short pauses are frequent and long ones happen: what waits for a person is like that.
    private Duration gap() {
        var factor = -Math.log(1 - random.nextDouble());
        var seconds = Math.round(GAP_MEAN.toSeconds() * factor);
        return Duration.ofSeconds(Math.clamp(seconds, GAP_MIN.toSeconds(), GAP_MAX.toSeconds()));
    }
}
