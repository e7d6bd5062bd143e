package dev.turnaround.bench;

import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.demo.Story;
import dev.turnaround.simulator.play.Posted;
import dev.turnaround.simulator.play.Scene;
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

    /// Signatures that hold a time are refused when that is minutes off.
    private static final Duration DATED_STEP = Duration.ofMillis(1);

    private final Deque<WebhookRequest> ahead = new ArrayDeque<>();
    private final Scene scene;
    private final Story story;
    private final Duration step;
    private Instant now;

    /// An organisation whose past ends at a moment, and whose acts follow from there.
    ///
    /// @param scene the provider whose webhooks are wanted
    Organisation(Scene scene, Instant begin, String secret) {
        this.scene = scene;
        this.step = scene == Scene.GITLAB ? DATED_STEP : STEP;
        now = begin;
        InstantSource clock = () -> now;
        story = new Story(SEED, clock, secrets(scene, secret), SCALE);
        queue(story.past());
    }

    /// An issue exists for the sake of a pull request somewhere.
    private static Map<Scene, String> secrets(Scene scene, String secret) {
        return scene == Scene.JIRA
                ? Map.of(Scene.JIRA, secret, Scene.GITHUB, secret)
                : Map.of(scene, secret);
    }

    private void queue(List<Posted> posted) {
        posted.stream()
                .filter(one -> one.scene() == scene)
                .forEach(one -> ahead.add(one.request()));
    }

    /// The next deliveries of its life.
    List<WebhookRequest> next(int count) {
        var taken = new ArrayList<WebhookRequest>(count);
        while (taken.size() < count) {
            while (ahead.isEmpty()) {
                now = now.plus(step);
                queue(story.act());
            }
            taken.add(ahead.remove());
        }
        return taken;
    }
}
