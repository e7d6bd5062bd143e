package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.play.Posted;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// A script some of whose webhooks are lost on the way, as they are in life: no provider promises
/// more than to try.
public final class Losses implements Script {
    private final Script script;
    private final Random random;
    private final int oneIn;
    private final AtomicLong lost = new AtomicLong();

    /// Losses.
    ///
    /// @param oneIn of how many one is lost, on average
    public Losses(Script script, long seed, int oneIn) {
        this.script = script;
        this.random = new Random(seed);
        this.oneIn = oneIn;
    }

    @Override
    public List<Posted> past() {
        return script.past().stream().filter(_ -> arrives()).toList();
    }

    @Override
    public Duration pause() {
        return script.pause();
    }

    @Override
    public List<Posted> act() {
        return script.act().stream().filter(_ -> arrives()).toList();
    }

    /// How many were lost so far.
    public long lost() {
        return lost.get();
    }

    private boolean arrives() {
        var arrives = random.nextInt(oneIn) != 0;
        if (!arrives) {
            lost.incrementAndGet();
        }
        return arrives;
    }
}
