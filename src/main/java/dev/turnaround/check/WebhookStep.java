package dev.turnaround.check;

import dev.turnaround.provider.Step;
import dev.turnaround.store.InstalledHook;
import dev.turnaround.store.WebhookSight;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Whether webhooks come in. It does not depend on the steps before it: webhooks come by a road of
/// their own, and may well come while the API refuses.
final class WebhookStep {
    private static final String STEP = "webhook";

    private WebhookStep() {}

    /// @param seen what the delivery log holds of the connection
    /// @param url where its webhooks are to be posted
    /// @param installed those that were installed at the provider, as they are there
    static Step of(
            WebhookSight seen,
            String provider,
            URI url,
            List<InstalledHook> installed,
            Instant now) {
        var stopped =
                installed.stream()
                        .filter(one -> one.state() != InstalledHook.State.ACTIVE)
                        .findFirst();
        return stopped.map(one -> stopped(one, provider))
                .orElseGet(() -> of(seen, provider, url, now));
    }

    private static Step stopped(InstalledHook one, String provider) {
        return new Step(
                STEP,
                Step.Result.FAILED,
                "the webhook of %s is %s at %s: %s"
                        .formatted(one.target(), one.state().word(), provider, one.why()),
                "Remove what stopped it, then install it again. What it did not tell meanwhile is"
                        + " read by a sync.");
    }

    private static Step of(WebhookSight seen, String provider, URI url, Instant now) {
        var last = seen.lastDeliveryAt();
        var rejected = seen.lastRejectedAt();
        if (rejected != null && (last == null || rejected.isAfter(last))) {
            // Where genuine ones came before it may be a stranger's, who must not be able to fail
            // us.
            return new Step(
                    STEP,
                    last == null ? Step.Result.FAILED : Step.Result.WARNING,
                    "the last one came " + ago(rejected, now) + " and was refused: " + seen.why(),
                    "Put the same secret into the webhook at "
                            + provider
                            + " and into the connection's webhook settings: "
                            + url
                            + " takes only what is signed with it.");
        }
        if (last == null) {
            return new Step(
                    STEP,
                    Step.Result.WARNING,
                    "none has come yet",
                    "Make a webhook at "
                            + provider
                            + " that posts to "
                            + url
                            + " with this connection's secret; the README says which events. The address must be reachable from there: server.publicUrl says how the world sees this server.");
        }
        return Step.ok(STEP, "the last one came " + ago(last, now));
    }

    static String ago(Instant then, Instant now) {
        var time = Duration.between(then, now);
        if (time.toSeconds() < 60) {
            return "less than a minute ago";
        }
        if (time.toHours() < 1) {
            return counted(time.toMinutes(), "minute");
        }
        return time.toDays() < 1 ? counted(time.toHours(), "hour") : counted(time.toDays(), "day");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s") + " ago";
    }
}
