package dev.turnaround.model.profile;

import dev.turnaround.model.Phase;

/// Which pull requests have a value.
public enum Eligible {
    /// All.
    ALL("all pull requests"),
    /// Those merged or closed.
    ENDED("those that were merged or closed"),
    /// Those merged.
    MERGED("those that were merged");

    private final String words;

    Eligible(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean includes(Phase phase) {
        return switch (this) {
            case ALL -> true;
            case ENDED -> !phase.open();
            case MERGED -> phase == Phase.MERGED;
        };
    }
}
