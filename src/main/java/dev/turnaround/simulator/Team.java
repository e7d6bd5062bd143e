package dev.turnaround.simulator;

/// Several people who can be asked for a review as one.
///
/// @param slug the name as it is written in addresses, such as `web-platform`
/// @param name the name that people see
public record Team(long id, String slug, String name) {}
