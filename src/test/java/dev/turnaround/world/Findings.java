package dev.turnaround.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a world and the database disagree on, all of it.
///
/// Soft assertions would say it as well, but make an object of a generated class for each of a
/// hundred thousand comparisons that find nothing.
final class Findings {
    private final String replay;
    private final List<String> found = new ArrayList<>();

    /// Nothing found yet.
    ///
    /// @param replay the command that finds it again
    Findings(String replay) {
        this.replay = replay;
    }

    /// Two that have to be the same.
    ///
    /// @param about what they are, asked for when they are not
    void compare(Supplier<String> about, @Nullable Object said, @Nullable Object truth) {
        if (!Objects.equals(said, truth)) {
            add(about.get() + "\nsaid  " + said + "\ntruth " + truth);
        }
    }

    /// Something that has to be so.
    void require(boolean so, Supplier<String> otherwise) {
        if (!so) {
            add(otherwise.get());
        }
    }

    void add(String finding) {
        found.add(finding);
    }

    /// Fails when there is anything.
    void expectNone() {
        assertThat(found).as(replay).isEmpty();
    }
}
