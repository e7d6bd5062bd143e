package dev.turnaround.store;

import dev.turnaround.model.Account;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a source of teams has told, to be taken over.
///
/// @param connection the source
/// @param whole whether these are all its teams; if not, one that is not among them is left as it
///   is
public record TeamImport(String connection, List<Team> teams, List<Face> faces, boolean whole) {

    /// Copies the lists.
    public TeamImport {
        teams = List.copyOf(teams);
        faces = List.copyOf(faces);
    }

    /// A team.
    ///
    /// @param source what it is known by there
    /// @param name what it shall be called, unless another one is
    /// @param path what it shall be called then
    public record Team(String source, String name, String path, Set<Account> members) {

        /// Copies the set.
        public Team {
            members = Set.copyOf(members);
        }
    }

    /// What an account shows of itself.
    public record Face(
            Account account, String login, @Nullable String name, @Nullable String email) {}

    /// How many teams are new, are called otherwise, have other members, or are no longer there; a
    /// team may be renamed and changed.
    public record Counts(int added, int renamed, int changed, int removed) {}

    /// What came of it.
    public record Done(PeopleActs.Outcome outcome, Counts counts) {}
}
