package dev.turnaround.provider.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Envelope;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.json.Text;
import dev.turnaround.provider.json.Unreadable;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a genuine delivery says.
///
/// Events: <https://docs.gitlab.com/user/project/integrations/webhook_events/>
final class Webhook {
    static final String EVENT = "X-Gitlab-Event";

    /// From 19.0 on, and the same before that, from 17.4 on, under another name: chosen when the
    /// event is put into the queue, and the same when it is sent again. `X-Gitlab-Event-UUID` and
    /// `X-Gitlab-Webhook-UUID` are no such thing.
    static final String ID = "webhook-id";

    static final String OLD_ID = "Idempotency-Key";

    private static final int HEADER_CHARS_MAX = 200;

    /// Known, and of no use here, so that what is not known is new. A push that concerns a merge
    /// request is told by that as well.
    private static final Set<String> UNUSED_EVENTS =
            Set.of(
                    "Confidential Emoji Hook",
                    "Deployment Hook",
                    "Emoji Hook",
                    "Feature Flag Hook",
                    "Job Hook",
                    "Member Hook",
                    "Milestone Hook",
                    "Pipeline Hook",
                    "Project Hook",
                    "Push Hook",
                    "Release Hook",
                    "Resource Access Token Hook",
                    "Resource Deploy Token Hook",
                    "Subgroup Hook",
                    "Tag Push Hook",
                    "Vulnerability Hook",
                    "Wiki Page Hook");

    /// Hooks of the instance that are known and of no use. The projects of a group that was renamed
    /// tell their new paths with the next event of each.
    private static final Set<String> UNUSED_KINDS =
            Set.of(
                    "group_create",
                    "group_destroy",
                    "group_rename",
                    "key_create",
                    "key_destroy",
                    "project_create",
                    "project_destroy",
                    "push",
                    "repository_update",
                    "tag_push",
                    "user_access_request_to_group",
                    "user_add_to_group",
                    "user_add_to_team",
                    "user_create",
                    "user_destroy",
                    "user_failed_login",
                    "user_remove_from_group",
                    "user_remove_from_team",
                    "user_rename",
                    "user_update_for_group",
                    "user_update_for_team");

    private final String connection;

    Webhook(String connection) {
        this.connection = connection;
    }

    Reading read(Delivery delivery) {
        var event = header(delivery, EVENT);
        var outside = new Envelope(id(delivery, event), event, null);
        if (event == null) {
            return new Reading.Malformed(
                    outside, "the header " + EVENT + " is missing or too long");
        }
        var shape = Shape.of(event);
        if (shape == null) {
            var known = UNUSED_EVENTS.contains(event);
            return new Reading.Ignored(outside, event + (known ? " is not used" : " is not known"));
        }
        try {
            var payload = Payload.read(delivery.body(), shape);
            var envelope = new Envelope(outside.deliveryId(), event, action(payload, shape));
            return new One(envelope, event, shape, payload, delivery.receivedAt()).reading();
        } catch (Unreadable unreadable) {
            return new Reading.Malformed(outside, unreadable.reason());
        }
    }

    private static @Nullable String action(Payload payload, Shape shape) {
        if (payload.note() != null) {
            return payload.note().action();
        }
        if (payload.mergeRequest() != null && payload.mergeRequest().action() != null) {
            return payload.mergeRequest().action();
        }
        if (payload.issue() != null) {
            return payload.issue().action();
        }
        return shape == Shape.SYSTEM ? payload.kind() : null;
    }

    /// Before 17.4 nothing but the bytes is the same when a delivery is sent again.
    private static String id(Delivery delivery, @Nullable String event) {
        var id = header(delivery, ID);
        if (id == null) {
            id = header(delivery, OLD_ID);
        }
        return id == null ? hash(event == null ? "" : event, delivery.body()) : id;
    }

    private static String hash(String event, byte[] body) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(event.getBytes(UTF_8));
            sha.update((byte) '\n');
            return "sha256:" + HexFormat.of().formatHex(sha.digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static @Nullable String header(Delivery delivery, String name) {
        var value = delivery.header(name);
        return value == null || value.isBlank() || value.length() > HEADER_CHARS_MAX
                ? null
                : Text.clean(value);
    }

    /// One delivery on its way to be a reading.
    private final class One {
        private final Envelope envelope;
        private final String event;
        private final Shape shape;
        private final Payload payload;
        private final Instant receivedAt;

        One(Envelope envelope, String event, Shape shape, Payload payload, Instant receivedAt) {
            this.envelope = envelope;
            this.event = event;
            this.shape = shape;
            this.payload = payload;
            this.receivedAt = receivedAt;
        }

        Reading reading() {
            var kind = payload.kind();
            if (kind == null || kind.isEmpty()) {
                return malformed(
                        "neither object_kind nor event_name: a webhook with a custom template"
                                + " cannot be read, remove its template in GitLab");
            }
            if (!shape.has(kind)) {
                return shape == Shape.SYSTEM
                        ? ignored(event + " " + kind, UNUSED_KINDS.contains(kind))
                        : malformed("object_kind is not that of a " + event);
            }
            try {
                return switch (shape) {
                    case MERGE_REQUEST -> mergeRequest();
                    case ISSUE -> issue();
                    case NOTE -> note();
                    case SYSTEM -> kind.equals("merge_request") ? mergeRequest() : project();
                };
            } catch (Unreadable unreadable) {
                return malformed(unreadable.reason());
            }
        }

        private Reading mergeRequest() throws Unreadable {
            var shown = payload.mergeRequest();
            return shown != null && isUnknown(shown.action(), MergeRequests.ACTIONS)
                    ? ignored(event + "." + shown.action(), false)
                    : relevant(MergeRequests.event(connection, payload, receivedAt));
        }

        private Reading issue() throws Unreadable {
            var shown = payload.issue();
            if (shown != null && isUnknown(shown.action(), Issues.ACTIONS)) {
                return ignored(event + "." + shown.action(), false);
            }
            return payload.project() == null && payload.fault() == null
                    ? new Reading.Ignored(envelope, "a work item of a group")
                    : relevant(Issues.event(connection, payload, receivedAt));
        }

        /// Deliveries of tests may have none at all.
        private static boolean isUnknown(@Nullable String action, Set<String> actions) {
            return action != null && !action.isEmpty() && !actions.contains(action);
        }

        private Reading note() throws Unreadable {
            var note = payload.present(payload.note(), "object_attributes");
            if (note.system()) {
                return new Reading.Ignored(envelope, "a note that GitLab itself wrote");
            }
            return switch (note.on() == null ? "" : note.on()) {
                case "MergeRequest" ->
                        relevant(MergeRequests.commented(connection, payload, receivedAt));
                case "Issue", "WorkItem" ->
                        payload.issue() == null && payload.fault() == null
                                ? new Reading.Ignored(envelope, "a comment on a work item")
                                : relevant(Issues.commented(connection, payload, receivedAt));
                case "Commit" -> new Reading.Ignored(envelope, "a comment on a commit");
                case "Snippet" -> new Reading.Ignored(envelope, "a comment on a snippet");
                default -> new Reading.Ignored(envelope, "a comment on something else");
            };
        }

        /// It was renamed or moved, which only hooks of the instance tell.
        private Reading project() throws Unreadable {
            var renamed = payload.present(payload.renamed(), "project_id or path_with_namespace");
            var at = payload.renamedAt() == null ? receivedAt : payload.renamedAt();
            return relevant(
                    new Change.ToRepository(
                            new Repository(
                                    Long.toString(renamed.id()),
                                    new Stamped<>(renamed.path(), at))));
        }

        private Reading relevant(Change change) {
            return payload.fault() == null
                    ? new Reading.Relevant(envelope, change)
                    : malformed(payload.fault());
        }

        private Reading ignored(String what, boolean known) {
            return new Reading.Ignored(envelope, what + (known ? " is not used" : " is not known"));
        }

        private Reading malformed(String reason) {
            return new Reading.Malformed(envelope, reason);
        }
    }
}
