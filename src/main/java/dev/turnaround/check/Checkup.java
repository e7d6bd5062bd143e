package dev.turnaround.check;

import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.Step;
import dev.turnaround.store.InstalledHook;
import dev.turnaround.store.WebhookSight;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Checks connections.
public final class Checkup {
    private static final List<String> CREDENTIALS =
            List.of("authenticated", "scopes", "repositories");

    private final Road road;
    private final InstantSource clock;

    /// A checkup from this machine.
    ///
    /// @param outgoing where calls may go
    public Checkup(Outgoing outgoing, InstantSource clock) {
        this(Road.ofThisMachine(outgoing, clock), clock);
    }

    Checkup(Road road, InstantSource clock) {
        this.road = road;
        this.clock = clock;
    }

    /// Whether all steps went, if not well then well enough.
    public static boolean passed(List<Step> steps) {
        return !Steps.failed(steps);
    }

    /// Takes all steps. Waits for the network, so call on a virtual thread.
    ///
    /// @param seen what came in through the connection
    /// @param webhookUrl where its webhooks are to be posted
    /// @return `dns`, `tls`, `reachable`, `authenticated`, `scopes`, `repositories`, `webhook`
    public List<Step> of(Line line, WebhookSight seen, URI webhookUrl) {
        return of(line, seen, webhookUrl, List.of());
    }

    /// The same with the webhooks that were installed at the provider, as they are now.
    public List<Step> of(
            Line line, WebhookSight seen, URI webhookUrl, List<InstalledHook> installed) {
        var steps = new ArrayList<>(road(line));
        steps.addAll(credentials(line, steps));
        steps.add(WebhookStep.of(seen, line.provider(), webhookUrl, installed, clock.instant()));
        return steps;
    }

    private List<Step> road(Line line) {
        var address = line.address();
        if (address != null) {
            return road.go(address);
        }
        var missing =
                new Diagnosis(
                        "no_address",
                        "the connection has no address",
                        "Give the connection's url: there is no public site of "
                                + line.provider()
                                + ".");
        return List.of(
                Step.failed("dns", missing),
                Step.skipped("tls", "not tried, because dns failed"),
                Step.skipped("reachable", "not tried, because dns failed"));
    }

    private static List<Step> credentials(Line line, List<Step> before) {
        var api = line.api();
        if (api == null) {
            return CREDENTIALS.stream().map(Checkup::withoutCredentials).toList();
        }
        if (Steps.failed(before)) {
            return CREDENTIALS.stream()
                    .map(name -> Steps.after(before, name, () -> Step.ok(name, "")))
                    .toList();
        }
        return api.check();
    }

    private static Step withoutCredentials(String name) {
        return new Step(
                name,
                Step.Result.SKIPPED,
                "the connection has no API credentials: it lives from webhooks alone",
                name.equals(CREDENTIALS.getFirst())
                        ? "Give the connection's auth, so that missed webhooks are made good."
                        : null);
    }
}
