package dev.turnaround.simulator.play;

import dev.turnaround.simulator.Person;
import java.time.Instant;

/// Notes what truly happens to one pull request, whoever is told of it.
@FunctionalInterface
public interface Chronicle {
    /// For those who do not want to know.
    Chronicle NONE = (_, _, _) -> {};

    /// Somebody did something.
    ///
    /// @param at exactly; the provider may tell it more coarsely
    void note(Instant at, Person by, Deed deed);
}
