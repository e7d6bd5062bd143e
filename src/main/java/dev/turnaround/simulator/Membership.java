package dev.turnaround.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who belongs together at one provider, and what people show of themselves there.
///
/// Thread safety: none, as of what it belongs to.
public final class Membership {
    private final Map<Long, Team> teams = new TreeMap<>();
    private final Map<Long, List<Person>> members = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, String> emails = new HashMap<>();

    /// There is a team, under a new name if there was one of this id.
    public void found(Team team) {
        teams.put(team.id(), team);
        members.computeIfAbsent(team.id(), _ -> new ArrayList<>());
    }

    /// There is none any more.
    public void disband(Team team) {
        teams.remove(team.id());
        members.remove(team.id());
    }

    /// Somebody becomes a member of a team.
    public void join(Team team, Person person) {
        found(team);
        members.computeIfAbsent(team.id(), _ -> new ArrayList<>()).add(person);
    }

    /// Somebody is a member no longer.
    public void leave(Team team, Person person) {
        members.getOrDefault(team.id(), new ArrayList<>()).remove(person);
    }

    /// What everybody sees of somebody.
    public void profile(Person person, String name, @Nullable String email) {
        names.put(person.id(), name);
        if (email == null) {
            emails.remove(person.id());
        } else {
            emails.put(person.id(), email);
        }
    }

    /// The teams, the oldest first.
    public Collection<Team> teams() {
        return Collections.unmodifiableCollection(teams.values());
    }

    /// Who is in a team, whoever came first.
    public List<Person> members(Team team) {
        return List.copyOf(members.getOrDefault(team.id(), List.of()));
    }

    /// The name on somebody's profile; null when there is none.
    public @Nullable String name(Person person) {
        return names.get(person.id());
    }

    /// The address on somebody's profile; null when there is none.
    public @Nullable String email(Person person) {
        return emails.get(person.id());
    }
}
