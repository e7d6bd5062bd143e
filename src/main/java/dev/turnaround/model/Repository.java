package dev.turnaround.model;

/// A repository as a payload names it. Its identity stays when it is renamed or moves to another
/// owner.
///
/// A tracker that has no repositories has its projects for them: what holds issues, is chosen by
/// name and followed by identity.
///
/// @param id numeric or uuid identity at the provider, as text
/// @param name owner and name (of a project its key), with the time for which it is told
public record Repository(String id, Stamped<String> name) {}
