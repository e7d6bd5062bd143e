package dev.turnaround.provider.github;

import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Unreadable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The repositories that a connection can see: those of the account that signed in, or those that
/// an app was installed in, be it all of its account or chosen ones.
///
/// <https://docs.github.com/en/rest/repos/repos#list-repositories-for-the-authenticated-user>,
/// <https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation>
final class Repositories {
    private static final String OF_ACCOUNT = "/user/repos?per_page=100&sort=full_name";
    private static final String OF_INSTALLATION = "/installation/repositories?per_page=100";
    private static final String PARTIAL = "partial-results; organizations=";

    private final Calls calls;
    private final boolean ofApp;

    Repositories(Calls calls, Entrance entrance) {
        this.calls = calls;
        this.ofApp = entrance.app() != null;
    }

    /// As [dev.turnaround.provider.Api#repositories]. An organization that wants the token to be
    /// authorized for its single sign-on, and so keeps its repositories to itself, is a flaw.
    Page<Repository> page(@Nullable String cursor) {
        var first = ofApp ? OF_INSTALLATION : OF_ACCOUNT;
        var answer = calls.send(Call.get(cursor == null ? first : cursor));
        if (!answer.ok()) {
            throw Refusals.of(answer);
        }
        var items = new ArrayList<Repository>();
        var flaws = new ArrayList<Page.Flaw>(cursor == null ? hidden(answer) : List.of());
        try {
            var told = Tree.of(answer.body());
            for (var one : (ofApp ? told.at("repositories") : told).list()) {
                try {
                    var name = new Stamped<>(one.at("full_name").text(), answer.at());
                    items.add(new Repository(Long.toString(one.at("id").id()), name));
                } catch (Unreadable unreadable) {
                    flaws.add(new Page.Flaw(one.path(), unreadable.reason()));
                }
            }
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable(unreadable.reason());
        }
        return new Page<>(items, flaws, Links.next(answer), null);
    }

    /// A list over several organizations is a 200 that leaves some out:
    /// <https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#authenticating-with-saml-sso>
    private static List<Page.Flaw> hidden(Answer answer) {
        var header = answer.header("x-github-sso");
        if (header == null || !header.startsWith(PARTIAL)) {
            return List.of();
        }
        var flaws = new ArrayList<Page.Flaw>();
        for (var organization : header.substring(PARTIAL.length()).split(",", -1)) {
            flaws.add(
                    new Page.Flaw(
                            "organization " + organization.strip(),
                            "the token is not authorized for its single sign-on"));
        }
        return flaws;
    }
}
