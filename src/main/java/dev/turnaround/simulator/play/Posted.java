package dev.turnaround.simulator.play;

import dev.turnaround.simulator.WebhookRequest;

/// A webhook and where it comes from, which decides the door that it goes to.
public record Posted(Scene scene, WebhookRequest request) {}
