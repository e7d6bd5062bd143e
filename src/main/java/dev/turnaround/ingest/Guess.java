package dev.turnaround.ingest;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Fact;
import dev.turnaround.model.issue.IssueFact;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether what a list tells is what a webhook could only guess: decides what counts as backfilled,
/// and nothing else.
final class Guess {
    /// A webhook's proxy for a time is off by its own delay at most, as a rule by seconds.
    private static final Duration APART_MAX = Duration.ofMinutes(15);

    private Guess() {}

    static boolean mayBe(Fact guess, Fact listed) {
        return guess.act().kind().equals(listed.act().kind())
                && mayBe(guess.actor(), listed.actor())
                && near(guess.at(), listed.at());
    }

    static boolean mayBe(IssueFact guess, IssueFact listed) {
        return guess.act().kind().equals(listed.act().kind())
                && mayBe(guess.actor(), listed.actor())
                && near(guess.at(), listed.at());
    }

    private static boolean mayBe(@Nullable Actor one, @Nullable Actor other) {
        return one == null || other == null || one.id().equals(other.id());
    }

    private static boolean near(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(APART_MAX) <= 0;
    }
}
