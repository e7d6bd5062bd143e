package dev.turnaround.provider.gitlab;

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
import dev.turnaround.provider.json.Fields;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Webhooks of projects and groups, with a secret token and, from 19.0 on, a signing token beside
/// it.
///
/// <https://docs.gitlab.com/api/project_webhooks/>, <https://docs.gitlab.com/api/group_webhooks/>
final class GitLabHooks implements Hooks {
    private static final List<Event> EVENTS =
            List.of(
                    new Event(
                            "merge_requests_events",
                            "merge requests, their reviewers, approvals and ends"),
                    new Event("note_events", "comments"),
                    new Event("confidential_note_events", "comments that are internal"),
                    new Event("issues_events", "issues and their ends"),
                    new Event("confidential_issues_events", "issues that are confidential"));

    // These are on unless somebody says no.
    private static final List<String> UNWANTED = List.of("push_events");

    static final HookGuide GUIDE =
            new HookGuide(
                    EVENTS,
                    Map.of(
                            Scope.REPOSITORY,
                            steps(
                                    "In GitLab open the project: Settings, Webhooks, Add new webhook."),
                            Scope.ORGANIZATION,
                            steps(
                                    "In GitLab open the group (Premium or Ultimate): Settings,"
                                            + " Webhooks, Add new webhook.")));

    private final Calls calls;
    private final Rest rest;

    GitLabHooks(Calls calls, Rest rest) {
        this.calls = calls;
        this.rest = rest;
    }

    private static List<String> steps(String where) {
        return List.of(
                where,
                "URL: the address. Secret token: the webhook secret of the connection.",
                "From 19.0 on a signing token proves every byte: generate it there and give it to the"
                        + " connection as webhook.signingTokens before you save.",
                "Tick Merge request events, Comments, Confidential comments, Issues events and"
                        + " Confidential issues events, untick Push events; no custom webhook"
                        + " template.",
                "Add webhook.");
    }

    private record Told(String id, @Nullable String url, Hook hook) {}

    /// Projects and groups are named by their path, encoded as one step of an address.
    private static String path(HookPlace place) {
        var target = URLEncoder.encode(place.target(), UTF_8).replace("+", "%20");
        return switch (place.scope()) {
            case REPOSITORY -> "/projects/" + target + "/hooks";
            case ORGANIZATION -> "/groups/" + target + "/hooks";
            case SITE ->
                    throw refused(
                            "scope_unknown",
                            "A system hook of a whole GitLab is for its administrators to make.",
                            "Ask for one of a project or a group.");
        };
    }

    @Override
    public @Nullable Hook find(HookPlace place, URI url) {
        for (var page = 1; ; page++) {
            var target = path(place) + "?per_page=" + Rest.PER_PAGE + "&page=" + page;
            var rows = Rest.rows(good(rest.get(target), place), GitLabHooks::told);
            for (var one : rows.items()) {
                if (url.toString().equals(one.url())) {
                    return one.hook();
                }
            }
            if (!rows.full()) {
                return null;
            }
        }
    }

    /// Once: were it asked again after an answer that got lost, there would be two.
    @Override
    public Hook create(HookOrder order) {
        var call = Call.post("/api/v4" + path(order.place()), body(order).encode());
        return read(calls.once(call), order);
    }

    /// Both tokens each time, because a change of the address takes the secret token away.
    @Override
    public Hook update(String id, HookOrder order) {
        var path = "/api/v4" + one(order.place(), id);
        return read(calls.send(new Call("PUT", path, Map.of(), body(order).encode())), order);
    }

    @Override
    public @Nullable Hook look(HookPlace place, String id) {
        var answer = rest.get(one(place, id));
        if (answer.status() == 404) {
            // So says GitLab as well of a place that the account may not see any more.
            good(rest.get(path(place) + "?per_page=1"), place);
            return null;
        }
        return hook(good(answer, place));
    }

    @Override
    public void remove(HookPlace place, String id) {
        var path = "/api/v4" + one(place, id);
        var answer = calls.send(new Call("DELETE", path, Map.of(), null));
        if (answer.status() != 404) {
            good(answer, place);
        }
    }

    private static String one(HookPlace place, String id) {
        return path(place) + "/" + Long.parseUnsignedLong(id);
    }

    private static JsonObject body(HookOrder order) {
        var body =
                new JsonObject()
                        .put("url", order.url().toString())
                        .put("enable_ssl_verification", true)
                        .put("token", order.secrets().get(WebhookSecrets.COMMON));
        var signing = order.secrets().get(Seal.SIGNING_TOKENS);
        if (signing != null) {
            body.put("signing_token", signing);
        }
        EVENTS.forEach(event -> body.put(event.name(), true));
        UNWANTED.forEach(event -> body.put(event, false));
        return body;
    }

    /// Neither token comes back, only whether it is there. A GitLab before 19.0 passes over a
    /// signing token without a word; the secret token proves its deliveries then.
    private static Hook read(Answer answer, HookOrder order) {
        var made = hook(good(answer, order.place()));
        var signed =
                Rest.object(
                        answer,
                        in -> {
                            var present = false;
                            while (in.next()) {
                                if (in.name().equals("signing_token_present")) {
                                    present = Boolean.TRUE.equals(in.flag());
                                } else {
                                    in.skip();
                                }
                            }
                            return present;
                        });
        return signed || !made.active() || !order.secrets().containsKey(Seal.SIGNING_TOKENS)
                ? made
                : new Hook(
                        made.id(),
                        true,
                        "This GitLab is older than 19.0 and signs nothing: the secret token alone"
                                + " proves its deliveries.",
                        null);
    }

    private static Hook hook(Answer answer) {
        return Rest.object(answer, in -> Optional.ofNullable(fields(in)))
                .orElseThrow(() -> new ApiFailure.Unreadable("a hook without an id"))
                .hook();
    }

    private static @Nullable Told told(Fields in) throws IOException {
        return in.enter() ? fields(in) : null;
    }

    private static @Nullable Told fields(Fields in) throws IOException {
        Long id = null;
        String url = null;
        String status = null;
        String until = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "url" -> url = in.passingText();
                case "alert_status" -> status = in.text();
                case "disabled_until" -> until = in.text();
                default -> in.skip();
            }
        }
        return id == null
                ? null
                : new Told(Long.toString(id), url, hook(Long.toString(id), status, until));
    }

    /// <https://docs.gitlab.com/user/project/integrations/webhooks/#auto-disabled-webhooks>
    private static Hook hook(String id, @Nullable String status, @Nullable String until) {
        var why =
                switch (status) {
                    case "disabled" ->
                            "GitLab has disabled it after 40 failures in a row. Once this server can"
                                    + " be reached again, press Test beside it in GitLab.";
                    case "temporarily_disabled" ->
                            "GitLab has paused it after failures in a row"
                                    + (until == null ? "." : ", until " + until + ".");
                    case null, default -> null;
                };
        return new Hook(id, why == null, why, null);
    }

    private static Answer good(Answer answer, HookPlace place) {
        if (answer.ok()) {
            return answer;
        }
        throw switch (answer.status()) {
            case 403, 404 ->
                    refused(
                            "hooks_not_allowed",
                            "GitLab does not let these credentials manage the webhooks of "
                                    + place.target()
                                    + ", or it is not there.",
                            "Only for installing webhooks they need the scope api and the role "
                                    + (place.scope() == Scope.ORGANIZATION
                                            ? "Owner of the group, which needs Premium or Ultimate."
                                            : "Maintainer of the project.")
                                    + " Or make it by hand.");
            case 400, 422 ->
                    refused(
                            "hook_refused",
                            "GitLab does not want the webhook so.",
                            "Check that GitLab may reach the address (server.publicUrl): one in a"
                                    + " local network its administrator has to allow under Admin,"
                                    + " Settings, Network, Outbound requests.");
            default -> Refusal.of(answer);
        };
    }

    private static ApiFailure.Refused refused(String code, String what, String advice) {
        return new ApiFailure.Refused(new Diagnosis(code, what, advice));
    }
}
