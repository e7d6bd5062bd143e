package dev.turnaround.store;

import java.time.Instant;

/// An item that could not be read.
///
/// @param subject what it is, as `sync_target` words it
/// @param item its number or key, by which it can be asked for again
/// @param reason what is wrong with it
/// @param at when that was seen
public record SyncFlaw(String subject, String item, String reason, Instant at) {}
