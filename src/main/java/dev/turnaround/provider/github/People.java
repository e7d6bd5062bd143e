package dev.turnaround.provider.github;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Reviewer;
import dev.turnaround.provider.json.Unreadable;
import org.jspecify.annotations.Nullable;

/// Accounts and teams as the APIs write them, with the identities that webhooks give them.
final class People {
    private People() {}

    /// An account of GraphQL; null when it is deleted, or one without a number.
    static @Nullable Actor account(Tree told) throws Unreadable {
        if (told.absent() || told.at("databaseId").absent()) {
            return null;
        }
        var type = told.at("__typename").text();
        var login = Bots.login(told.at("login").text(), type);
        return Payload.account(told.at("databaseId").id(), login, type);
    }

    /// Who was asked for a review; null when the account is deleted or the team may not be seen.
    static @Nullable Reviewer reviewer(Tree told) throws Unreadable {
        if (told.absent()) {
            return null;
        }
        if (told.at("__typename").text().equals("Team")) {
            return new Reviewer.Team(
                    Long.toString(told.at("databaseId").id()), told.at("slug").text());
        }
        var actor = account(told);
        return actor == null ? null : new Reviewer.Person(actor);
    }

    /// An account of REST; null when it is deleted.
    static @Nullable Actor user(Tree told) throws Unreadable {
        if (told.absent()) {
            return null;
        }
        var type = told.at("type");
        return Payload.account(
                told.at("id").id(), told.at("login").text(), type.present() ? type.text() : null);
    }
}
