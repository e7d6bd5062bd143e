package dev.turnaround.simulator.consent;

import dev.turnaround.simulator.Person;
import java.util.Set;

/// What somebody does who is asked for consent.
public sealed interface Decision {
    /// Allows all that is asked for.
    record Allows(Person who) implements Decision {}

    /// Allows only a part, as some providers let people do.
    record AllowsOnly(Person who, Set<String> scopes) implements Decision {
        public AllowsOnly {
            scopes = Set.copyOf(scopes);
        }
    }

    /// Presses Cancel.
    record Denies() implements Decision {}
}
