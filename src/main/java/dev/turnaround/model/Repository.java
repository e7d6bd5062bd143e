package dev.turnaround.model;

/// A repository as a payload names it. Its identity stays when it is renamed or moves to another
/// owner.
///
/// @param id numeric or uuid identity at the provider, as text
/// @param name owner and name, with the time for which it is told
public record Repository(String id, Stamped<String> name) {}
