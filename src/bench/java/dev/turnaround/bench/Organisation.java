package dev.turnaround.bench;

import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.demo.Scene;
import dev.turnaround.simulator.demo.Story;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// Where the load comes from: an organisation with hundreds of open pull requests, whose life goes
/// on from phase to phase, so that no candidate sees the same thing twice unless asked to.
final class Organisation {
    private static final Story.Scale SCALE = new Story.Scale(420, 300, 320);
    private static final long SEED = 20_261_121;
    private static final Duration STEP = Duration.ofMillis(700);

    private final Deque<WebhookRequest> ahead = new ArrayDeque<>();
    private final Story story;
    private Instant now;

    /// An organisation whose past ends at a moment, and whose acts follow from there.
    Organisation(Instant begin, String secret) {
        now = begin;
        InstantSource clock = () -> now;
        story = new Story(SEED, clock, Map.of(Scene.GITHUB, secret), SCALE);
        story.past().forEach(posted -> ahead.add(posted.request()));
    }

    /// The next deliveries of its life.
    List<WebhookRequest> next(int count) {
        var taken = new ArrayList<WebhookRequest>(count);
        while (taken.size() < count) {
            if (ahead.isEmpty()) {
                now = now.plus(STEP);
                story.act().forEach(posted -> ahead.add(posted.request()));
            }
            taken.add(ahead.remove());
        }
        return taken;
    }
}
