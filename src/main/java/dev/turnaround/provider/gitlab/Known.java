package dev.turnaround.provider.gitlab;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a page refers to and had to be asked for.
///
/// @param texts the words of notes that GitLab itself wrote, by number
record Known(People people, Map<Long, String> texts) {

    /// The words of a note; null when it did not tell them.
    @Nullable String text(long note) {
        return texts.get(note);
    }
}
