package dev.turnaround.provider.bitbucket;

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
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Webhooks of repositories and workspaces of Cloud. Those of workspaces can be made by the API
/// only.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/#api-repositories-workspace-repo-slug-hooks-post>
final class CloudHooks implements Hooks {
    private static final String ASKED = "webhooks";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._{}-]{1,100}");

    private static final List<Event> EVENTS =
            List.of(
                    new Event("pullrequest:created", "that one is opened"),
                    new Event("pullrequest:updated", "drafts, reviewers and pushes"),
                    new Event("pullrequest:approved", "approvals"),
                    new Event("pullrequest:unapproved", "approvals that are taken back"),
                    new Event("pullrequest:changes_request_created", "changes that are asked for"),
                    new Event("pullrequest:changes_request_removed", "that they are no longer"),
                    new Event("pullrequest:fulfilled", "merges"),
                    new Event("pullrequest:rejected", "that one is declined"),
                    new Event("pullrequest:comment_created", "comments"),
                    new Event("pullrequest:comment_updated", "comments that were edited"),
                    new Event("pullrequest:comment_deleted", "comments that were deleted"),
                    new Event("repo:updated", "that a repository is renamed"));

    static final HookGuide GUIDE =
            new HookGuide(
                    EVENTS,
                    Map.of(
                            Scope.REPOSITORY,
                            List.of(
                                    "In Bitbucket open the repository: Repository settings,"
                                            + " Webhooks, Add webhook.",
                                    "URL: the address. Secret: the webhook secret of the"
                                            + " connection. Status: active.",
                                    "Choose from a full list of triggers: untick Push and tick"
                                            + " those that are listed. Save."),
                            Scope.ORGANIZATION,
                            List.of(
                                    "A webhook of a workspace can be made by Bitbucket's API only:"
                                            + " let an owner of the workspace post to"
                                            + " /2.0/workspaces/NAME/hooks, or make one in each"
                                            + " repository.")));

    private final CloudClient client;

    CloudHooks(CloudClient client) {
        this.client = client;
    }

    private record Told(String id, @Nullable String url, boolean active) {
        Hook hook() {
            return new Hook(id, active, active ? null : "It was switched off at Bitbucket.", null);
        }
    }

    private static String path(HookPlace place) {
        var names = List.of(place.target().split("/", -1));
        var expected = place.scope() == Scope.REPOSITORY ? 2 : 1;
        if (place.scope() == Scope.SITE
                || names.size() != expected
                || !names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw new ApiFailure.Refused(
                    new Diagnosis(
                            "target_unknown",
                            "That is no name of a repository or a workspace.",
                            "Give a repository such as acme/web, or a workspace such as acme."));
        }
        var encoded = String.join("/", names.stream().map(CloudHooks::encoded).toList());
        return (expected == 2 ? "/repositories/" : "/workspaces/") + encoded + "/hooks";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String one(HookPlace place, String id) {
        return path(place) + "/" + encoded("{" + id + "}");
    }

    @Override
    public @Nullable Hook find(HookPlace place, URI url) {
        @Nullable String next = path(place) + "?pagelen=100";
        while (next != null) {
            var page = CloudPage.of(good(client.answer(next), place), CloudHooks::told);
            for (var one : page.values()) {
                if (url.toString().equals(one.url())) {
                    return one.hook();
                }
            }
            next = page.next();
        }
        return null;
    }

    /// Once: were it asked again after an answer that got lost, there would be two.
    @Override
    public Hook create(HookOrder order) {
        var call = Call.post(path(order.place()), body(order).encode());
        return read(client.once(call), order.place());
    }

    /// With the secret each time: one that is left out stays, but a null would take it away.
    @Override
    public Hook update(String id, HookOrder order) {
        var call = new Call("PUT", one(order.place(), id), Map.of(), body(order).encode());
        return read(client.answer(call), order.place());
    }

    @Override
    public @Nullable Hook look(HookPlace place, String id) {
        var answer = client.answer(one(place, id));
        if (answer.status() == 404) {
            // So says Bitbucket as well of a place that the token may not see any more.
            good(client.answer(path(place) + "?pagelen=10"), place);
            return null;
        }
        return read(answer, place);
    }

    @Override
    public void remove(HookPlace place, String id) {
        var answer = client.answer(new Call("DELETE", one(place, id), Map.of(), null));
        if (answer.status() != 404) {
            good(answer, place);
        }
    }

    private static JsonObject body(HookOrder order) {
        return new JsonObject()
                .put("description", "Turnaround")
                .put("url", order.url().toString())
                .put("active", order.active())
                .put("secret", order.secrets().get(WebhookSecrets.COMMON))
                .put("events", new JsonArray(EVENTS.stream().map(Event::name).toList()));
    }

    private Hook read(Answer answer, HookPlace place) {
        try {
            return Fields.read(
                            good(answer, place).body(),
                            Values.DIALECT,
                            in -> Optional.ofNullable(fields(in)))
                    .orElseThrow(() -> new ApiFailure.Unreadable("a webhook without a uuid"))
                    .hook();
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable("a webhook: " + unreadable.reason());
        }
    }

    private static @Nullable Told told(Fields in) throws IOException {
        return in.enter() ? fields(in) : null;
    }

    private static @Nullable Told fields(Fields in) throws IOException {
        String id = null;
        String url = null;
        Boolean active = null;
        while (in.next()) {
            switch (in.name()) {
                case "uuid" -> id = Values.uuid(in);
                case "url" -> url = in.passingText();
                case "active" -> active = in.flag();
                default -> in.skip();
            }
        }
        return id == null ? null : new Told(id, url, Boolean.TRUE.equals(active));
    }

    private Answer good(Answer answer, HookPlace place) {
        if (answer.ok()) {
            return answer;
        }
        throw switch (answer.status()) {
            case 403, 404 ->
                    new ApiFailure.Refused(
                            new Diagnosis(
                                    "hooks_not_allowed",
                                    "Bitbucket does not let these credentials manage the webhooks of "
                                            + place.target()
                                            + ", or it is not there.",
                                    "Only for installing webhooks they need read:webhook:bitbucket and"
                                            + " write:webhook:bitbucket (Webhooks: read and write), of "
                                            + (place.scope() == Scope.REPOSITORY
                                                    ? "an administrator of the repository."
                                                    : "an owner of the workspace.")
                                            + " Or make it by hand."));
            case 400 ->
                    new ApiFailure.Refused(
                            new Diagnosis(
                                    "hook_refused",
                                    "Bitbucket does not want the webhook so.",
                                    "Check that the address can be reached from the internet"
                                            + " (server.publicUrl): Bitbucket takes none of a local"
                                            + " network."));
            default -> client.refusals().of(answer, ASKED);
        };
    }
}
