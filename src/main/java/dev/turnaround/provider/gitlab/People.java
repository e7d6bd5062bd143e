package dev.turnaround.provider.gitlab;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Reviewer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is who in one delivery. Authors are told by number only; their names may stand elsewhere in
/// it.
final class People {
    /// The account that stands for all deleted ones. Taken as what it means, because two people who
    /// left are not the same person.
    /// <https://docs.gitlab.com/user/profile/account/delete_account/#associated-records>
    private static final String GHOST = "ghost";

    private final Map<Long, String> names = new HashMap<>();

    /// Takes down what a list tells.
    void add(@Nullable List<User> users) {
        if (users != null) {
            users.forEach(this::add);
        }
    }

    /// Takes down what an account tells.
    void add(@Nullable User user) {
        if (user != null && user.id() != null && user.username() != null) {
            names.put(user.id(), user.username());
        }
    }

    /// Whether the delivery tells the name of this account.
    boolean knows(long id) {
        return names.containsKey(id);
    }

    /// The account of this number; null when it is deleted. Where the delivery does not tell its
    /// name, the number takes its place: behind a sign that no name begins with and that comes
    /// before all names, so that whoever tells the name prevails.
    @Nullable Actor of(@Nullable Long id) {
        if (id == null) {
            return null;
        }
        var name = names.get(id);
        if (GHOST.equals(name)) {
            return null;
        }
        return name == null
                ? new Actor(Long.toString(id), "#" + id, false)
                : new Actor(Long.toString(id), name, Bots.is(name));
    }

    /// The account; null when it is deleted or not told. One without a number, as in old
    /// deliveries, is known by its name unless the delivery has the number elsewhere.
    @Nullable Actor of(@Nullable User user) {
        if (user == null) {
            return null;
        }
        if (user.id() != null) {
            return of(user.id());
        }
        var username = user.username();
        if (username == null || username.equals(GHOST)) {
            return null;
        }
        for (var known : names.entrySet()) {
            if (known.getValue().equals(username)) {
                return of(known.getKey());
            }
        }
        return new Actor("username:" + username, username, Bots.is(username));
    }

    /// The number of the account that has this name; null when it is not known.
    @Nullable Long number(String username) {
        for (var known : names.entrySet()) {
            if (known.getValue().equalsIgnoreCase(username)) {
                return known.getKey();
            }
        }
        return null;
    }

    /// The account as somebody who is asked for a review; null when it is deleted.
    @Nullable Reviewer reviewer(@Nullable Long id) {
        var actor = of(id);
        return actor == null ? null : new Reviewer.Person(actor);
    }
}
