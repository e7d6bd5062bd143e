package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Hook;
import dev.turnaround.provider.HookGuide;
import dev.turnaround.provider.HookGuide.Event;
import dev.turnaround.provider.HookOrder;
import dev.turnaround.provider.HookPlace;
import dev.turnaround.provider.HookPlace.Scope;
import dev.turnaround.provider.Hooks;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Unreadable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Webhooks of repositories and organizations.
///
/// <https://docs.github.com/en/rest/repos/webhooks>,
/// <https://docs.github.com/en/rest/orgs/webhooks>
final class GitHubHooks implements Hooks {
    private static final int PAGE = 100;
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Pattern REPOSITORY =
            Pattern.compile("[A-Za-z0-9_-]{1,100}/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

    private static final Event BOARD =
            new Event(
                    "projects_v2_item",
                    "the stages of issues on boards; only organizations can tell of them");

    private static final List<Event> EVENTS =
            List.of(
                    new Event("pull_request", "that one is opened, asked for, pushed to or merged"),
                    new Event("pull_request_review", "reviews"),
                    new Event(
                            "pull_request_review_comment",
                            "comments on lines, and answers to them"),
                    new Event("issue_comment", "comments on pull requests and issues"),
                    new Event("issues", "issues and their ends"),
                    new Event("repository", "that one is renamed or moved"),
                    BOARD);

    static final HookGuide GUIDE =
            new HookGuide(
                    EVENTS,
                    Map.of(
                            Scope.REPOSITORY,
                            steps(
                                    "On GitHub open the repository: Settings, Webhooks, Add webhook."),
                            Scope.ORGANIZATION,
                            steps(
                                    "On GitHub open the organization: Settings, Webhooks, Add"
                                            + " webhook.")));

    private final Calls calls;

    GitHubHooks(Calls calls) {
        this.calls = calls;
    }

    private static List<String> steps(String where) {
        return List.of(
                where,
                "Payload URL: the address. Content type: application/json. Secret: the webhook"
                        + " secret of the connection.",
                "Let me select individual events: untick Pushes and tick those that are listed"
                        + " (Projects v2 items is there for organizations only).",
                "Active, Add webhook. GitHub's ping is answered with 202.");
    }

    private static String path(HookPlace place) {
        var target = place.target();
        return switch (place.scope()) {
            case REPOSITORY -> "/repos/" + checked(REPOSITORY, target, "acme/web") + "/hooks";
            case ORGANIZATION -> "/orgs/" + checked(OWNER, target, "acme") + "/hooks";
            case SITE ->
                    throw refused(
                            "scope_unknown",
                            "GitHub has no webhooks of whole sites that are made by its API.",
                            "Ask for one of a repository or an organization.");
        };
    }

    private static String checked(Pattern form, String target, String example) {
        if (!form.matcher(target).matches()) {
            throw refused(
                    "target_unknown",
                    "That is no name of GitHub's.",
                    "Give one such as " + example + ".");
        }
        return target;
    }

    @Override
    public @Nullable Hook find(HookPlace place, URI url) {
        @Nullable String next = path(place) + "?per_page=" + PAGE;
        while (next != null) {
            var answer = good(calls.send(Call.get(next)), place);
            try {
                for (var one : Tree.of(answer.body()).list()) {
                    var at = one.at("config").at("url");
                    if (at.present() && at.passing().equals(url.toString())) {
                        return hook(one);
                    }
                }
            } catch (Unreadable unreadable) {
                throw new ApiFailure.Unreadable("hooks: " + unreadable.reason());
            }
            next = Links.next(answer);
        }
        return null;
    }

    /// Once: were it asked again after an answer that got lost, there would be two.
    @Override
    public Hook create(HookOrder order) {
        var body = body(order).put("name", "web").encode();
        return told(calls.once(Call.post(path(order.place()), body)), order.place());
    }

    /// All of `config` each time, because a config without a secret takes the secret away.
    /// <https://docs.github.com/en/rest/repos/webhooks#update-a-repository-webhook>
    @Override
    public Hook update(String id, HookOrder order) {
        var call = new Call("PATCH", one(order.place(), id), Map.of(), body(order).encode());
        return told(calls.send(call), order.place());
    }

    @Override
    public @Nullable Hook look(HookPlace place, String id) {
        var answer = calls.send(Call.get(one(place, id)));
        if (answer.status() != 404) {
            return told(answer, place);
        }
        // So says GitHub as well of what the token may not see any more.
        good(calls.send(Call.get(path(place) + "?per_page=1")), place);
        return null;
    }

    @Override
    public void remove(HookPlace place, String id) {
        var answer = calls.send(new Call("DELETE", one(place, id), Map.of(), null));
        if (answer.status() != 404) {
            good(answer, place);
        }
    }

    private static String one(HookPlace place, String id) {
        return path(place) + "/" + Long.parseUnsignedLong(id);
    }

    private static JsonObject body(HookOrder order) {
        var events = new ArrayList<String>();
        for (var event : EVENTS) {
            if (!event.equals(BOARD) || order.place().scope() == Scope.ORGANIZATION) {
                events.add(event.name());
            }
        }
        // Without its content type a hook is made to send forms.
        return new JsonObject()
                .put("active", order.active())
                .put("events", new JsonArray(events))
                .put(
                        "config",
                        new JsonObject()
                                .put("url", order.url().toString())
                                .put("content_type", "json")
                                .put("insecure_ssl", "0")
                                .put("secret", order.secrets().get(WebhookSecrets.COMMON)));
    }

    private static Hook told(Answer answer, HookPlace place) {
        try {
            return hook(Tree.of(good(answer, place).body()));
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable("a hook: " + unreadable.reason());
        }
    }

    private static Hook hook(Tree told) throws Unreadable {
        var active = told.at("active").node().asBoolean(false);
        var last = told.at("last_response").at("code").count();
        var why =
                !active
                        ? "It was switched off at GitHub."
                        : last != null && last >= 400
                                ? "GitHub's last delivery was answered with " + last + "."
                                : null;
        return new Hook(Long.toString(told.at("id").id()), active, why, null);
    }

    private static Answer good(Answer answer, HookPlace place) {
        if (answer.ok()) {
            return answer;
        }
        throw switch (answer.status()) {
            case 403 -> {
                var known = Refusals.worded(new String(answer.body(), UTF_8));
                yield known == null ? notAllowed(place) : new ApiFailure.Refused(known);
            }
            case 404 -> notAllowed(place);
            case 422 ->
                    refused(
                            "hook_refused",
                            "GitHub does not want the webhook so.",
                            "Check that the address can be reached from the internet"
                                    + " (server.publicUrl; GitHub takes no localhost), and that there"
                                    + " are not twenty webhooks already.");
            default -> Refusals.of(answer);
        };
    }

    /// GitHub says 404 of hooks that the token may not manage.
    private static ApiFailure.Refused notAllowed(HookPlace place) {
        return refused(
                "hooks_not_allowed",
                "GitHub does not let these credentials manage the webhooks of "
                        + place.target()
                        + ", or it is not there.",
                "Only for installing webhooks they need: "
                        + (place.scope() == Scope.ORGANIZATION
                                ? "Organization webhooks: write (a classic token admin:org_hook), of"
                                        + " an owner."
                                : "Webhooks: write (a classic token repo), of an administrator of"
                                        + " the repository.")
                        + " Or make it by hand.");
    }

    private static ApiFailure.Refused refused(String code, String what, String advice) {
        return new ApiFailure.Refused(new Diagnosis(code, what, advice));
    }
}
