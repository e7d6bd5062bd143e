package dev.turnaround.provider;

import dev.turnaround.model.Change;

/// What a genuine delivery said.
public sealed interface Reading {

    /// What is written on its outside.
    Envelope envelope();

    /// Something that matters here.
    record Relevant(Envelope envelope, Change change) implements Reading {}

    /// Nothing that matters here: an event or action that is not used, or not known yet. Normal.
    ///
    /// @param reason in a few words, for the delivery log; holds nothing from the body but the
    ///   names of event and action
    record Ignored(Envelope envelope, String reason) implements Reading {}

    /// Not what the provider documents. A retry would bring the same bytes.
    ///
    /// @param reason which field, or what is wrong with the syntax and where; holds no content
    record Malformed(Envelope envelope, String reason) implements Reading {}
}
