package dev.turnaround.model;

import java.util.Comparator;

/// Somebody, or some bot, who acted at a provider.
///
/// @param id numeric or uuid identity at the provider: what actors are compared by, because logins
///   change hands
/// @param login what people know them by, for display only
/// @param bot whether the provider or a known name says that this is no human
public record Actor(String id, String login, boolean bot) implements Comparable<Actor> {

    private static final Comparator<Actor> ORDER =
            Comparator.comparing(Actor::id).thenComparing(Actor::login).thenComparing(Actor::bot);

    /// Whether both are the same account.
    public boolean is(Actor other) {
        return id.equals(other.id);
    }

    @Override
    public int compareTo(Actor other) {
        return ORDER.compare(this, other);
    }
}
