package dev.turnaround.provider.jira;

import org.jspecify.annotations.Nullable;

/// An issue as the API tells it.
///
/// @param comments null when the answer does not list them
/// @param histories null when the answer does not list them
record Found(
        Snapshot shown,
        @Nullable Listed<Payload.Comment> comments,
        @Nullable Listed<History> histories) {

    Found with(Listed<History> other) {
        return new Found(shown, comments, other);
    }

    Found withComments(Listed<Payload.Comment> other) {
        return new Found(shown, other, histories);
    }
}
