package dev.turnaround.provider.jira;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Hook;
import dev.turnaround.provider.HookGuide.Event;
import dev.turnaround.provider.HookOrder;
import dev.turnaround.provider.HookPlace;
import dev.turnaround.provider.HookPlace.Scope;
import dev.turnaround.provider.Hooks;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.json.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Webhooks that an OAuth 2.0 app registers at a site of Cloud. They end after thirty days unless
/// they are renewed, have no secret of their own, since they bear a token that is signed with the
/// app's, and cannot be changed but by making another.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-webhooks/>
final class DynamicHooks implements Hooks {
    private static final String PATH = "/rest/api/3/webhook";
    private static final int PAGE = 100;
    private static final String ALL = "*";
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,254}");
    private static final Pattern LAYOUT = Pattern.compile("[\\s\"]");

    // The ones of the guide that such a webhook can tell of: nothing of links and projects.
    private static final Set<String> POSSIBLE = Set.of("jira:issue_", "comment_");

    private static final List<String> EVENTS =
            ByHand.GUIDE.events().stream()
                    .map(Event::name)
                    .filter(name -> POSSIBLE.stream().anyMatch(name::startsWith))
                    .toList();

    private static final Diagnosis TOKEN =
            refusal(
                    "hooks_need_consent",
                    "Jira lets only OAuth 2.0 apps of Cloud install webhooks, and no API token.",
                    "Make it by hand, as an administrator of the site, or connect by OAuth.");

    private final Supplier<Site> way;
    private final boolean consented;

    /// @param way to the site
    /// @param consented whether it is reached with what somebody consented to; nothing is asked
    ///   otherwise
    DynamicHooks(Supplier<Site> way, boolean consented) {
        this.way = way;
        this.consented = consented;
    }

    /// @param url null where the list leaves it out: an app has one address at a site
    private record Told(
            String id,
            @Nullable String url,
            String filter,
            Set<String> events,
            @Nullable Instant endsAt) {
        Hook hook() {
            return new Hook(id, true, null, endsAt);
        }

        boolean isAt(URI address, String jql) {
            return (url == null || url.equals(address.toString()))
                    && bare(filter).equals(bare(jql));
        }

        boolean isAs(HookOrder order) {
            return isAt(order.url(), filterOf(order.place())) && events.containsAll(EVENTS);
        }

        private static String bare(String jql) {
            return LAYOUT.matcher(jql).replaceAll("").toLowerCase(Locale.ROOT);
        }
    }

    /// A filter must be there, and may not say `is`. That `!= null` is taken for everything is not
    /// written anywhere, and was tried: <https://github.com/ShipfoxHQ/shipfox/pull/1272>
    private static String filterOf(HookPlace place) {
        var target = place.target();
        if (place.scope() == Scope.SITE && target.strip().equals(ALL)) {
            return "project != null";
        }
        var keys = place.scope() == Scope.SITE ? target.split(",", -1) : new String[] {target};
        var named = new ArrayList<String>();
        for (var key : keys) {
            if (place.scope() == Scope.ORGANIZATION || !KEY.matcher(key.strip()).matches()) {
                throw new ApiFailure.Refused(
                        refusal(
                                "target_unknown",
                                "Those are no keys of Jira's projects.",
                                "Give a site's, such as ENG,KAN, or * for all it has; or that of one"
                                        + " project as a repository's."));
            }
            named.add('"' + key.strip() + '"');
        }
        return named.stream().collect(Collectors.joining(", ", "project in (", ")"));
    }

    @Override
    public @Nullable Hook find(HookPlace place, URI url) {
        var filter = filterOf(place);
        return all().stream()
                .filter(one -> one.isAt(url, filter))
                .findFirst()
                .map(Told::hook)
                .orElse(null);
    }

    /// Once: were it asked again after an answer that got lost, there would be two. It does not say
    /// when the new one ends.
    @Override
    public Hook create(HookOrder order) {
        var one =
                new JsonObject()
                        .put("events", new JsonArray(EVENTS))
                        .put("jqlFilter", filterOf(order.place()));
        var body =
                new JsonObject()
                        .put("url", order.url().toString())
                        .put("webhooks", new JsonArray().add(one));
        var made = Site.read(good(site().once(Call.post(PATH, body.encode()))), Made::read);
        var id = made.id();
        if (id == null) {
            throw new ApiFailure.Refused(made.why());
        }
        var seen = look(order.place(), id);
        return seen == null ? new Hook(id, true, null, null) : seen;
    }

    /// Its secret is the app's, so that one that is as it should be stays. Otherwise the old one
    /// goes first: an app may have one address only.
    @Override
    public Hook update(String id, HookOrder order) {
        var there = told(id);
        if (there != null && there.isAs(order)) {
            return there.hook();
        }
        remove(order.place(), id);
        return create(order);
    }

    @Override
    public @Nullable Hook look(HookPlace place, String id) {
        var there = told(id);
        return there == null ? null : there.hook();
    }

    @Override
    public Hook renew(HookPlace place, Hook ending) {
        var call = new Call("PUT", PATH + "/refresh", Map.of(), these(ending.id()));
        var told = Site.read(good(site().send(call)), in -> Optional.ofNullable(end(in)));
        var ends = told.orElse(ending.expiresAt());
        return new Hook(ending.id(), ending.active(), ending.why(), ends);
    }

    @Override
    public void remove(HookPlace place, String id) {
        good(site().send(new Call("DELETE", PATH, Map.of(), these(id))));
    }

    private Site site() {
        if (!consented) {
            throw new ApiFailure.Refused(TOKEN);
        }
        return way.get();
    }

    private static String these(String id) {
        return new JsonObject()
                .put("webhookIds", new JsonArray().add(Long.parseUnsignedLong(id)))
                .encode();
    }

    private @Nullable Told told(String id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    }

    /// Those of the app and the account that consented; there is no call for one.
    private List<Told> all() {
        var all = new ArrayList<Told>();
        var read = 0L;
        while (true) {
            var target = PATH + "?startAt=%d&maxResults=%d".formatted(read, PAGE);
            var page = new ArrayList<Told>();
            var end =
                    Site.read(
                            good(site().send(Call.get(target))),
                            in -> ListEnd.of(in, "values", list -> read(list, page)));
            all.addAll(page);
            read += page.size();
            if (page.isEmpty() || end.last(read)) {
                return all;
            }
        }
    }

    private static void read(Fields in, List<Told> into) throws IOException {
        if (in.enterList()) {
            while (in.nextElement()) {
                var one = told(in);
                if (one == null) {
                    throw new ApiFailure.Unreadable("a webhook without an id");
                }
                into.add(one);
            }
        }
    }

    private static @Nullable Told told(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String id = null;
        String url = null;
        String filter = null;
        Instant ends = null;
        var events = new HashSet<String>();
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identityText();
                case "url" -> url = in.passingText();
                case "jqlFilter" -> filter = in.passingText();
                case "expirationDate" -> ends = in.time();
                case "events" -> events.addAll(texts(in));
                default -> in.skip();
            }
        }
        return id == null ? null : new Told(id, url, filter == null ? "" : filter, events, ends);
    }

    private static List<String> texts(Fields in) throws IOException {
        var texts = new ArrayList<String>();
        if (in.enterList()) {
            while (in.nextElement()) {
                var text = in.passingText();
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    private static @Nullable Instant end(Fields in) throws IOException {
        Instant ends = null;
        while (in.next()) {
            switch (in.name()) {
                case "expirationDate" -> ends = in.time();
                default -> in.skip();
            }
        }
        return ends;
    }

    /// What came of registering one: Jira says 200 also when it does not want it.
    ///
    /// @param errors in Jira's words, which are looked at and never repeated
    private record Made(@Nullable String id, String errors) {

        static Made read(Fields in) throws IOException {
            String id = null;
            var errors = new ArrayList<String>();
            while (in.next()) {
                if (in.name().equals("webhookRegistrationResult") && in.enterList()) {
                    while (in.nextElement()) {
                        if (in.enter()) {
                            while (in.next()) {
                                switch (in.name()) {
                                    case "createdWebhookId" -> id = in.identityText();
                                    case "errors" -> errors.addAll(texts(in));
                                    default -> in.skip();
                                }
                            }
                        }
                    }
                } else {
                    in.skip();
                }
            }
            return new Made(id, String.join(" ", errors).toLowerCase(Locale.ROOT));
        }

        Diagnosis why() {
            if (errors.contains("limit") || errors.contains("maximum")) {
                return refusal(
                        "too_many_hooks",
                        "There are five webhooks of the app and the account that consented at this"
                                + " site already, and Jira keeps no more.",
                        "Remove one that was installed from here, or name all projects in one, such"
                                + " as ENG,KAN.");
            }
            if (errors.contains("url")) {
                return refusal(
                        "other_address",
                        "The app has webhooks with another address at this site, and Jira takes one"
                                + " address only; or it does not take this one.",
                        "Remove those first, or register an app for this server alone. The address"
                                + " must be one of https that can be reached from the internet"
                                + " (server.publicUrl).");
            }
            return refusal(
                    "hook_refused",
                    "Jira does not want the webhook so.",
                    "Check that the projects are there, and that the account that consented can see"
                            + " them.");
        }
    }

    private static Answer good(Answer answer) {
        if (answer.status() == Refusals.BAD_REQUEST) {
            throw new ApiFailure.Refused(new Made(null, Refusals.text(answer)).why());
        }
        if (answer.status() == 403 || Refusals.isOutOfScope(answer)) {
            throw new ApiFailure.Refused(
                    refusal(
                            "hooks_not_allowed",
                            "Jira does not let the app manage webhooks.",
                            "Only for installing webhooks it needs manage:jira-webhook: add it to the"
                                    + " app's permissions for the Jira API at"
                                    + " developer.atlassian.com/console, and sign in again with the"
                                    + " right to install webhooks. An app that is not public gets"
                                    + " none but for its owner. Or make it by hand."));
        }
        return Site.good(answer, Call.get(PATH));
    }

    private static Diagnosis refusal(String code, String what, String advice) {
        return new Diagnosis(code, what, advice);
    }
}
