package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.Change;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Envelope;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.json.Text;
import dev.turnaround.provider.json.Unreadable;
import org.jspecify.annotations.Nullable;

/// What a genuine delivery says.
///
/// The event's name is in a header; Cloud's bodies do not have it. Which edition sent a delivery
/// follows from it, because the two have no event in common that is read.
final class Webhook {
    static final String EVENT_KEY = "X-Event-Key";

    /// Cloud's and Data Center's word for the same thing: a delivery, with another one for another
    /// hook that brings the same event. Cloud counts attempts in `X-Attempt-Number`; whether all of
    /// them have one id is not documented, and nothing here depends on it.
    /// <https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/#HTTP-headers>
    private static final String CLOUD_DELIVERY = "X-Request-UUID";

    private static final String DATA_CENTER_DELIVERY = "X-Request-Id";

    private static final int HEADER_CHARS_MAX = 200;

    private final String connection;

    Webhook(String connection) {
        this.connection = connection;
    }

    Reading read(Delivery delivery) {
        var event = header(delivery, EVENT_KEY);
        var cloud = header(delivery, CLOUD_DELIVERY);
        var id = cloud == null ? header(delivery, DATA_CENTER_DELIVERY) : cloud;
        var envelope = new Envelope(id, event, null);
        if (event == null) {
            return new Reading.Malformed(
                    envelope, "the header " + EVENT_KEY + " is missing or too long");
        }
        try {
            return read(envelope, event, delivery);
        } catch (Unreadable unreadable) {
            return new Reading.Malformed(envelope, unreadable.reason());
        }
    }

    /// What is of no use is not even parsed: a push may carry a thousand commit messages.
    private Reading read(Envelope envelope, String event, Delivery delivery) throws Unreadable {
        if (Cloud.EVENTS.contains(event)) {
            return reading(envelope, Cloud.read(connection, event, delivery));
        }
        if (DataCenter.EVENTS.contains(event)) {
            return reading(envelope, DataCenter.read(connection, event, delivery));
        }
        var known = Cloud.UNUSED.contains(event) || DataCenter.UNUSED.contains(event);
        return new Reading.Ignored(envelope, event + (known ? " is not used" : " is not known"));
    }

    private static Reading reading(Envelope envelope, @Nullable Change change) {
        return change == null
                ? new Reading.Ignored(envelope, "a comment that is not published yet")
                : new Reading.Relevant(envelope, change);
    }

    private static @Nullable String header(Delivery delivery, String name) {
        var value = delivery.header(name);
        return value == null || value.isBlank() || value.length() > HEADER_CHARS_MAX
                ? null
                : Text.clean(value);
    }
}
