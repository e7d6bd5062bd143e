package dev.turnaround.provider.github;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Authorization;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Unreadable;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A GitHub App, which is let in wherever somebody installed it. It asks as itself for a token of
/// one installation, which is good for an hour, and with that for everything else.
///
/// <https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/authenticating-as-a-github-app-installation>
///
/// Thread safety: one per [Calls], which take turns.
final class App implements Authorization, AutoCloseable {
    /// What a token is asked for, as far as the installation has it, and only for reading.
    static final Set<String> WANTED =
            Set.of(
                    "metadata",
                    "pull_requests",
                    "issues",
                    "members",
                    "contents",
                    "repository_hooks");

    private static final Duration SOON = Duration.ofMinutes(5);
    private static final int PAGES_MAX = 50;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final String id;
    private final @Nullable String installation;
    private final @Nullable String account;
    private final Calls calls;
    private final InstantSource clock;
    private @Nullable Token token;

    private App(
            String id,
            @Nullable String installation,
            @Nullable String account,
            Calls calls,
            InstantSource clock) {
        this.id = id;
        this.installation = installation;
        this.account = account;
        this.calls = calls;
        this.clock = clock;
    }

    /// The app among the credentials.
    ///
    /// @param open opens calls to the API
    /// @throws UnusableCredentials when a part of it is missing or no such thing
    static App of(Credentials group, Function<Authorization, Calls> open, InstantSource clock) {
        var id = group.value("id");
        var key = group.value("privateKey");
        var installation = stripped(group.value("installation"));
        if (id == null || id.isBlank() || key == null || key.isBlank()) {
            throw new UnusableCredentials("app.id and app.privateKey of a GitHub App");
        }
        if (installation != null && !NUMBER.matcher(installation).matches()) {
            throw new UnusableCredentials(
                    "app.installation as a number: the end of the installation's address");
        }
        var signing = AppKey.of(key);
        var name = id.strip();
        Authorization itself =
                () -> Authorization.bearer(signing.token(name, clock.instant())).headers();
        return new App(
                name, installation, stripped(group.value("account")), open.apply(itself), clock);
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /// Of one installation. No record, since that would have a text.
    private static final class Token {
        private final String value;
        private final Instant expiresAt;

        Token(String value, Instant expiresAt) {
            this.value = value;
            this.expiresAt = expiresAt;
        }
    }

    /// Where it was installed.
    ///
    /// @param account whose repositories it may see
    /// @param all whether it sees all of them, also those to come
    /// @param permissions what was allowed, such as `read`, by GitHub's words for what
    record Installation(
            long id,
            String account,
            boolean all,
            Map<String, String> permissions,
            boolean suspended) {

        static Installation of(Tree told) throws Unreadable {
            var permissions = new TreeMap<String, String>();
            for (var one : told.at("permissions").node().properties()) {
                permissions.put(one.getKey(), one.getValue().asText());
            }
            return new Installation(
                    told.at("id").id(),
                    told.at("account").at("login").text(),
                    "all".equals(told.at("repository_selection").node().asText()),
                    permissions,
                    told.at("suspended_at").present());
        }

        /// Whether it may read something.
        boolean may(String permission) {
            return permissions.containsKey(permission);
        }
    }

    @Override
    public Map<String, String> headers() {
        var known = token;
        if (known == null || !known.expiresAt.isAfter(clock.instant().plus(SOON))) {
            known = fetched(installation());
            token = known;
        }
        return Authorization.bearer(known.value).headers();
    }

    /// An installation's token also ends when its rights change.
    @Override
    public boolean renew() {
        token = fetched(installation());
        return true;
    }

    /// The name that the app has for people.
    ///
    /// @throws ApiFailure when GitHub does not take the app's signature
    String name() {
        var answer = asked(Call.get("/app"));
        try {
            return Tree.of(answer.body()).at("name").text();
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable("app: " + unreadable.reason());
        }
    }

    /// Where it is to be used: the installation that is named, or the one of the account that is
    /// named, or the only one.
    ///
    /// @throws ApiFailure.Refused when there is none, several to choose from, or it is suspended
    Installation installation() {
        var found = installation == null ? sought() : named(installation);
        if (found.suspended()) {
            throw new ApiFailure.Refused(Refusals.appSuspended(found.account()));
        }
        return found;
    }

    private Installation named(String number) {
        var answer = asked(Call.get("/app/installations/" + number));
        try {
            return Installation.of(Tree.of(answer.body()));
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable("installation: " + unreadable.reason());
        }
    }

    private Installation sought() {
        var all = installations();
        if (all.isEmpty()) {
            throw new ApiFailure.Refused(
                    new Diagnosis(
                            "app_not_installed",
                            "The GitHub App is not installed anywhere.",
                            "Open the app's page on GitHub, press Install App, and choose the"
                                    + " organization and its repositories."));
        }
        var accounts = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        for (var one : all) {
            accounts.add(one.account());
            if (account == null ? all.size() == 1 : one.account().equalsIgnoreCase(account)) {
                return one;
            }
        }
        var where = String.join(", ", accounts);
        throw new ApiFailure.Refused(
                account == null
                        ? new Diagnosis(
                                "app_installations_several",
                                "The GitHub App is installed in several accounts: " + where + ".",
                                "Name one of them as app.account. Each is a connection of its own.")
                        : new Diagnosis(
                                "app_not_installed",
                                "The GitHub App is not installed in the account that is named, only"
                                        + " in: "
                                        + where
                                        + ".",
                                "Install it there, on the app's page under Install App, or correct"
                                        + " app.account."));
    }

    private List<Installation> installations() {
        var found = new ArrayList<Installation>();
        @Nullable String next = "/app/installations?per_page=100";
        for (var page = 0; page < PAGES_MAX && next != null; page++) {
            var answer = asked(Call.get(next));
            try {
                for (var one : Tree.of(answer.body()).list()) {
                    found.add(Installation.of(one));
                }
            } catch (Unreadable unreadable) {
                throw new ApiFailure.Unreadable("installations: " + unreadable.reason());
            }
            next = Links.next(answer);
        }
        return found;
    }

    private Token fetched(Installation of) {
        var permissions = new JsonObject();
        for (var wanted : WANTED) {
            if (of.may(wanted)) {
                permissions.put(wanted, "read");
            }
        }
        var question = new JsonObject();
        if (!permissions.isEmpty()) {
            question.put("permissions", permissions);
        }
        var answer =
                asked(
                        Call.post(
                                "/app/installations/" + of.id() + "/access_tokens",
                                question.encode()));
        try {
            var told = Tree.of(answer.body());
            // Its length and its letters are nobody's to count on: they changed in 2026.
            return new Token(told.at("token").passing(), told.at("expires_at").time());
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable("installation token: " + unreadable.reason());
        }
    }

    /// What GitHub answers to the app itself.
    private Answer asked(Call call) {
        var answer = calls.send(call);
        if (answer.ok()) {
            return answer;
        }
        throw switch (answer.status()) {
            case UNAUTHORIZED ->
                    new ApiFailure.Refused(
                            new Diagnosis(
                                    "app_key_refused",
                                    "GitHub does not take the signature of app " + id + ".",
                                    "Check that the App ID and the private key are of the same app,"
                                            + " that the key was not deleted there, and that this"
                                            + " server's clock is right: a few minutes are too"
                                            + " much."));
            case NOT_FOUND ->
                    new ApiFailure.Refused(
                            new Diagnosis(
                                    "app_installation_gone",
                                    "GitHub knows no such installation of the app: it was"
                                            + " uninstalled, or belongs to another app.",
                                    "Install the app again, on its page under Install App. If"
                                            + " app.installation is given, take the new number, or"
                                            + " leave it out."));
            default -> Refusals.of(answer);
        };
    }

    @Override
    public void close() {
        calls.close();
    }
}
