package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account as a body names it.
///
/// @param id null in old deliveries
/// @param username what people know it by
/// @param state where it is a reviewer's: how far the review is, from 18.6 on
/// @param reRequested where it is a reviewer's: whether this delivery tells that they were asked
///   again
record User(
        @Nullable Long id, @Nullable String username, @Nullable String state, boolean reRequested) {

    /// The account; null for none.
    static @Nullable User read(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String username = null;
        String state = null;
        Boolean reRequested = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "username" -> username = in.text();
                case "state" -> state = in.text();
                case "re_requested" -> reRequested = in.flag();
                default -> in.skip();
            }
        }
        return id == null && username == null
                ? null
                : new User(id, username, state, Boolean.TRUE.equals(reRequested));
    }

    /// This account, with the number that another place tells.
    User as(long number) {
        return new User(number, username, state, reRequested);
    }

    /// The accounts of a list that can be told apart; null when it is absent.
    static @Nullable List<User> list(Fields in) throws IOException {
        if (!in.enterList()) {
            return null;
        }
        var users = new ArrayList<User>();
        while (in.nextElement()) {
            var user = read(in);
            if (user != null && user.id() != null) {
                users.add(user);
            }
        }
        return users;
    }
}
