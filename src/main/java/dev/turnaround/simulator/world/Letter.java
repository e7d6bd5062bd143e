package dev.turnaround.simulator.world;

import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.play.Scene;
import java.time.Instant;

/// A webhook on its way.
///
/// @param sentAt when it is sent
/// @param at when it arrives; as long as it is not under way, when it is sent
/// @param scene where from
/// @param about the page of the pull request or the key of the issue that it tells of
public record Letter(
        Instant sentAt, Instant at, Scene scene, String about, WebhookRequest request) {

    Letter arriving(Instant later) {
        return new Letter(sentAt, later, scene, about, request);
    }
}
