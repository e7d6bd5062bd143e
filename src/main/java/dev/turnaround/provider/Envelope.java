package dev.turnaround.provider;

import org.jspecify.annotations.Nullable;

/// What is written on the outside of a delivery.
///
/// @param deliveryId identity of the event, the same on every attempt and through every hook; null
///   when there is none
/// @param event the provider's word for the event; null when there is none
/// @param action the provider's word for what happened, where the event has such; null else
public record Envelope(
        @Nullable String deliveryId, @Nullable String event, @Nullable String action) {}
