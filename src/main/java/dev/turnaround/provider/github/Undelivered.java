package dev.turnaround.provider.github;

import dev.turnaround.model.Repository;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Deliveries that GitHub tried in vain, from its log of three days (seven on Enterprise Server).
/// GitHub never tries again by itself, but its log holds the whole delivery, so that it need not be
/// sent once more: it is read as if it had come in.
///
/// It holds source code: it is read in memory, by the same allow-list as at the door, and
/// forgotten.
///
/// <https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries>
final class Undelivered {
    private static final int PAGE = 100;

    /// An attempt that went well is sought on the newest pages only: not finding it costs one call
    /// and brings a delivery twice, which is known by its GUID.
    private static final int PAGES_OF_GOOD_MAX = 3;

    private static final Set<Integer> NOT_OURS_TO_SEE = Set.of(403, 404);

    private final String connection;
    private final Calls calls;
    private final Webhook webhook;

    Undelivered(String connection, Calls calls) {
        this.connection = connection;
        this.calls = calls;
        this.webhook = new Webhook(connection);
    }

    private record Attempt(
            long id, String guid, Instant at, String event, String action, boolean ours) {}

    /// As [dev.turnaround.provider.Api#undelivered]. A page is one of one hook's log.
    Page<Reading.Relevant> of(Repository repository, Instant since, @Nullable String cursor) {
        var hooks = hooks(repository);
        if (hooks.isEmpty()) {
            return new Page<>(List.of(), List.of(), null, null);
        }
        var space = cursor == null ? -1 : cursor.indexOf(' ');
        var hook = cursor == null ? hooks.getFirst() : cursor.substring(0, space);
        var target = cursor == null ? log(hook) + "&status=failure" : cursor.substring(space + 1);
        var at = hooks.indexOf(hook);
        if (at < 0) {
            throw new ApiFailure.CursorExpired();
        }
        var answer = calls.send(Call.get(target));
        if (!answer.ok()) {
            throw Refusals.of(answer);
        }
        try {
            var failed = attempts(answer, repository);
            var page = readings(hook, wanted(hook, failed, since, repository));
            var older = failed.stream().anyMatch(one -> one.at().isBefore(since));
            var rest = older ? null : Links.next(answer);
            return new Page<>(page.items(), page.flaws(), next(hooks, at, rest), null);
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable("deliveries: " + unreadable.reason());
        }
    }

    private static @Nullable String next(List<String> hooks, int at, @Nullable String rest) {
        if (rest != null) {
            return hooks.get(at) + " " + rest;
        }
        var hook = at + 1 < hooks.size() ? hooks.get(at + 1) : null;
        return hook == null ? null : hook + " " + log(hook) + "&status=failure";
    }

    private static String log(String hook) {
        return hook + "/deliveries?per_page=" + PAGE;
    }

    /// The paths of the hooks that deliver to this connection: the repository's own, and the
    /// organization's. Whoever may not see hooks has none.
    private List<String> hooks(Repository repository) {
        var hooks = new ArrayList<String>();
        for (var place :
                List.of(
                        "/repos/" + repository.name().value(),
                        "/orgs/" + Named.owner(repository))) {
            var answer = calls.send(Call.get(place + "/hooks?per_page=" + PAGE));
            if (NOT_OURS_TO_SEE.contains(answer.status())) {
                continue;
            }
            if (!answer.ok()) {
                throw Refusals.of(answer);
            }
            try {
                for (var hook : Tree.of(answer.body()).list()) {
                    if (deliversHere(hook.at("config").at("url"))) {
                        hooks.add(place + "/hooks/" + hook.at("id").id());
                    }
                }
            } catch (Unreadable unreadable) {
                throw new ApiFailure.Unreadable("hooks: " + unreadable.reason());
            }
        }
        return hooks;
    }

    private boolean deliversHere(Tree url) throws Unreadable {
        return url.present() && url.passing().endsWith("/webhooks/" + connection);
    }

    private static List<Attempt> attempts(Answer answer, Repository repository) throws Unreadable {
        var attempts = new ArrayList<Attempt>();
        for (var one : Tree.of(answer.body()).list()) {
            var of = one.at("repository_id");
            var action = one.at("action");
            attempts.add(
                    new Attempt(
                            one.at("id").id(),
                            one.at("guid").text(),
                            one.at("delivered_at").time(),
                            one.at("event").text(),
                            action.present() ? action.text() : "",
                            of.absent() || repository.id().equals(of.node().asText())));
        }
        return attempts;
    }

    /// One attempt of each event that matters and never went well.
    private List<Attempt> wanted(
            String hook, List<Attempt> failed, Instant since, Repository repository)
            throws Unreadable {
        var byGuid = new LinkedHashMap<String, Attempt>();
        for (var one : failed) {
            if (one.ours()
                    && !one.at().isBefore(since)
                    && Webhook.mayMatter(one.event(), one.action())) {
                byGuid.putIfAbsent(one.guid(), one);
            }
        }
        if (!byGuid.isEmpty()) {
            byGuid.keySet().removeAll(wentWell(hook, byGuid.values(), repository));
        }
        return List.copyOf(byGuid.values());
    }

    private Set<String> wentWell(String hook, Iterable<Attempt> failed, Repository repository)
            throws Unreadable {
        var oldest = Instant.MAX;
        for (var one : failed) {
            oldest = one.at().isBefore(oldest) ? one.at() : oldest;
        }
        var good = new HashSet<String>();
        @Nullable String target = log(hook) + "&status=success";
        for (var page = 0; page < PAGES_OF_GOOD_MAX && target != null; page++) {
            var answer = calls.send(Call.get(target));
            if (!answer.ok()) {
                throw Refusals.of(answer);
            }
            var attempts = attempts(answer, repository);
            attempts.forEach(one -> good.add(one.guid()));
            var done = !attempts.isEmpty() && attempts.getLast().at().isBefore(oldest);
            target = done ? null : Links.next(answer);
        }
        return good;
    }

    private Page<Reading.Relevant> readings(String hook, List<Attempt> wanted) {
        var items = new ArrayList<Reading.Relevant>();
        var flaws = new ArrayList<Page.Flaw>();
        for (var one : wanted) {
            var answer = calls.send(Call.get(hook + "/deliveries/" + one.id()));
            if (answer.status() == 404) {
                // It fell out of the log meanwhile.
                continue;
            }
            if (!answer.ok()) {
                throw Refusals.of(answer);
            }
            try {
                switch (webhook.read(delivery(Tree.of(answer.body()), one))) {
                    case Reading.Relevant relevant -> items.add(relevant);
                    case Reading.Malformed malformed ->
                            flaws.add(new Page.Flaw(one.guid(), malformed.reason()));
                    case Reading.Ignored _ -> {}
                }
            } catch (Unreadable unreadable) {
                flaws.add(new Page.Flaw(one.guid(), unreadable.reason()));
            }
        }
        return new Page<>(items, flaws, null, null);
    }

    /// The delivery as it would have come in. The log has the JSON, also of a hook that sends a
    /// form.
    private static Delivery delivery(Tree told, Attempt attempt) throws Unreadable {
        var payload = told.at("request").at("payload");
        if (!payload.node().isObject()) {
            throw new Unreadable("request.payload is no object");
        }
        Map<String, String> headers = new HashMap<>();
        headers.put(Webhook.DELIVERY.toLowerCase(Locale.ROOT), attempt.guid());
        headers.put(Webhook.EVENT.toLowerCase(Locale.ROOT), attempt.event());
        headers.put("content-type", "application/json");
        UnaryOperator<@Nullable String> header =
                name -> name == null ? null : headers.get(name.toLowerCase(Locale.ROOT));
        return new Delivery(header, payload.bytes(), attempt.at());
    }
}
