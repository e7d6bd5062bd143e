package dev.turnaround.api.oidc;

import java.util.Set;

/// Who signed in, as the issuer says.
///
/// @param subject by which the issuer will always know them
/// @param name for a reader
/// @param roles what the claim for roles holds
public record Person(String subject, String name, Set<String> roles) {

    /// Copies the set.
    public Person {
        roles = Set.copyOf(roles);
    }
}
