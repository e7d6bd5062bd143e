package dev.turnaround.provider;

import dev.turnaround.model.Actor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A team as a provider knows it.
///
/// @param source what it is known by there; stays when it is renamed
/// @param name what people call it; others may be called the same
/// @param path a longer name that no other has at the same time, such as `acme/payments`
/// @param members all of them
public record Roster(String source, String name, String path, List<Member> members) {

    /// Copies the list.
    public Roster {
        members = List.copyOf(members);
    }

    /// An account in a team.
    ///
    /// @param name the person's, as their profile shows it; null when it does not
    /// @param email as their profile shows it to everybody; null when it does not, or when the
    ///   provider does not tell it to these credentials
    public record Member(Actor actor, @Nullable String name, @Nullable String email) {}
}
