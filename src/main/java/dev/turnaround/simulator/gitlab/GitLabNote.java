package dev.turnaround.simulator.gitlab;

import dev.turnaround.simulator.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A note that is kept: a comment, or what GitLab itself writes about an act.
///
/// @param action which act, as `systemNoteMetadata` has it; null for a comment
/// @param text its body
public record GitLabNote(long id, Instant at, Person author, @Nullable String action, String text) {

    boolean system() {
        return action != null;
    }
}
