package dev.turnaround.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something for the stream.
///
/// @param at when it came to be
/// @param event its name, such as `pull-request`
/// @param connection which connection it is about
/// @param repository the repository's identity, for filters
/// @param repositoryName the repository's name, for filters; null while unknown
/// @param author identity of the pull request's author, for filters; null when unknown
/// @param authorLogin login of the author, for filters; null when unknown
/// @param data what subscribers get, JSON in one line
public record StreamEvent(
        Instant at,
        String event,
        String connection,
        String repository,
        @Nullable String repositoryName,
        @Nullable String author,
        @Nullable String authorLogin,
        String data) {}
