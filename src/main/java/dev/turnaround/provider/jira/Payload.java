package dev.turnaround.provider.jira;

import dev.turnaround.model.issue.Status;
import dev.turnaround.provider.json.Dialect;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The fields of a delivery's body that mean something here: the allow-list.
///
/// Bodies of comments, custom fields and all that Jira may yet add are not on it. The description
/// is looked at within the walk and not kept.
///
/// @param event `webhookEvent`; null when the body has none
/// @param type `issue_event_type_name`; null when the body has none
/// @param at `timestamp`, when the event happened; null when the body has none
/// @param user who caused the event; null when it does not say
/// @param fault the first field that is not what Jira documents, or null
record Payload(
        @Nullable String event,
        @Nullable String type,
        @Nullable Instant at,
        @Nullable User user,
        @Nullable Snapshot issue,
        @Nullable Changelog changelog,
        @Nullable Comment comment,
        @Nullable IssueLink link,
        Snapshot.@Nullable Project project,
        @Nullable String fault) {

    /// Texts that are looked at: Jira's own limit for them is 32,767 characters unless an
    /// administrator lifts it.
    static final Dialect DIALECT = new Dialect(1_000_000, Times::parse);

    /// The fields whose changes matter here. Those of others hold whole descriptions and comments.
    private static final Set<String> FIELDS =
            Set.of("status", "assignee", "key", "story points", "story point estimate");

    private static final Pattern COMMENT_SELF = Pattern.compile(".*/issue/([1-9][0-9]{0,17})/.*");

    /// What was changed in one go.
    ///
    /// @param id the tracker's own count; null in a few old deliveries
    /// @param items those that matter here
    record Changelog(@Nullable String id, List<Item> items) {

        /// The item of a field, by its id or name in small letters; null when it is not among them.
        @Nullable Item item(String field) {
            for (var item : items) {
                if (item.field.equals(field)) {
                    return item;
                }
            }
            return null;
        }
    }

    /// One field that was changed.
    ///
    /// @param field its id, or its name where there is no id, in small letters: creation has
    ///   `Status` where updates have `status`
    /// @param from,to identities
    /// @param fromText,toText what people see
    /// @param account the account behind `to`, in deliveries that have a user name there
    record Item(
            String field,
            @Nullable String from,
            @Nullable String fromText,
            @Nullable String to,
            @Nullable String toText,
            @Nullable String account) {

        /// The status before; null when there was none.
        @Nullable Status before() {
            return from == null || fromText == null ? null : new Status(from, fromText, null);
        }

        /// The status after.
        ///
        /// @param shown a telling of a status that may be the same; it knows the category
        @Nullable Status after(@Nullable Status shown) {
            if (to == null || toText == null) {
                return null;
            }
            return shown != null && shown.id().equals(to) ? shown : new Status(to, toText, null);
        }
    }

    /// @param issue identity of the issue that `self` names; null when it names none
    /// @param createdAt null when it does not say
    record Comment(
            String id,
            @Nullable String issue,
            @Nullable User author,
            @Nullable Instant createdAt) {}

    /// A link between two issues.
    record IssueLink(String id, String source, String destination) {}

    /// Reads a body.
    ///
    /// @throws Unreadable when it is not one JSON object
    static Payload read(byte[] json) throws Unreadable {
        return Fields.read(json, DIALECT, Payload::of);
    }

    private static Payload of(Fields in) throws IOException {
        String event = null;
        String type = null;
        Instant at = null;
        User user = null;
        Snapshot issue = null;
        Changelog changelog = null;
        Comment comment = null;
        IssueLink link = null;
        Snapshot.Project project = null;
        while (in.next()) {
            switch (in.name()) {
                case "webhookEvent" -> event = in.text();
                case "issue_event_type_name" -> type = in.text();
                case "timestamp" -> at = Times.ofMilliseconds(in);
                case "user" -> user = User.read(in);
                case "issue" -> issue = SnapshotReader.read(in);
                case "changelog" -> changelog = changelog(in);
                case "comment" -> comment = comment(in);
                case "issueLink" -> link = link(in);
                case "project" -> project = SnapshotReader.project(in);
                default -> in.skip();
            }
        }
        return new Payload(
                event, type, at, user, issue, changelog, comment, link, project, in.fault());
    }

    private static @Nullable Changelog changelog(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String id = null;
        var items = new ArrayList<Item>();
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identityText();
                case "items" -> items(in, items);
                default -> in.skip();
            }
        }
        return new Changelog(id, items);
    }

    /// The changed fields that matter here.
    static void items(Fields in, List<Item> items) throws IOException {
        if (!in.enterList()) {
            return;
        }
        while (in.nextElement()) {
            var item = item(in);
            if (item != null) {
                items.add(item);
            }
        }
    }

    private static @Nullable Item item(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String field = null;
        String fieldId = null;
        String from = null;
        String fromText = null;
        String to = null;
        String toText = null;
        String account = null;
        while (in.next()) {
            switch (in.name()) {
                case "field" -> field = in.text();
                case "fieldId" -> fieldId = in.text();
                case "from" -> from = in.text();
                case "fromString" -> fromText = in.text();
                case "to" -> to = in.text();
                case "toString" -> toText = in.text();
                case "tmpToAccountId" -> account = in.text();
                default -> in.skip();
            }
        }
        var id = fieldId != null && !fieldId.startsWith("customfield_") ? fieldId : field;
        var name = id == null ? "" : id.toLowerCase(Locale.ROOT);
        return FIELDS.contains(name) ? new Item(name, from, fromText, to, toText, account) : null;
    }

    /// A comment without its body; null when it has no identity.
    static @Nullable Comment comment(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String id = null;
        String self = null;
        User author = null;
        Instant createdAt = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identityText();
                case "self" -> self = in.text();
                case "author" -> author = User.read(in);
                case "created" -> createdAt = in.time();
                default -> in.skip();
            }
        }
        if (id == null) {
            in.missing("id");
            return null;
        }
        var named = self == null ? null : COMMENT_SELF.matcher(self);
        return new Comment(
                id, named != null && named.matches() ? named.group(1) : null, author, createdAt);
    }

    private static @Nullable IssueLink link(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String id = null;
        String source = null;
        String destination = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identityText();
                case "sourceIssueId" -> source = in.identityText();
                case "destinationIssueId" -> destination = in.identityText();
                default -> in.skip();
            }
        }
        if (id == null || source == null || destination == null) {
            in.missing(id == null ? "id" : source == null ? "sourceIssueId" : "destinationIssueId");
            return null;
        }
        return new IssueLink(id, source, destination);
    }
}
