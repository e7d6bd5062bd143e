package dev.turnaround.simulator.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Issues as the API of one of the products writes them: Cloud with texts as documents and with
/// account identities, Data Center with wiki markup and with keys of users.
final class IssueJson {
    private final JiraSite site;
    private final boolean cloud;
    private final String base;

    /// @param base the address under which the asker knows the API
    IssueJson(JiraSite site, boolean cloud, String base) {
        this.site = site;
        this.cloud = cloud;
        this.base = base;
    }

    /// An issue with some of its fields.
    ///
    /// @param wanted the names of fields; none for its identity alone
    /// @param commentsMax how many comments the field holds at most
    ObjectNode of(JiraIssue issue, Collection<String> wanted, int commentsMax) {
        var json = Json.object();
        json.put("expand", "operations,versionedRepresentations,editmeta,changelog");
        json.put("id", Long.toString(issue.id()));
        json.put("self", base + version() + "issue/" + issue.id());
        json.put("key", issue.key());
        var all = issue.fields();
        if (cloud) {
            all.set("description", document(all.path("description").textValue()));
        }
        all.set("comment", comments(issue, 0, commentsMax));
        if (wanted.stream().anyMatch(name -> !name.equals("id") && !name.equals("key"))) {
            var fields = json.putObject("fields");
            wanted.forEach(name -> {
                if (all.has(name)) {
                    fields.set(name, all.get(name));
                }
            });
        }
        return product(json);
    }

    private String version() {
        return cloud ? "/rest/api/3/" : "/rest/api/2/";
    }

    /// A page of the comments that stand.
    ObjectNode comments(JiraIssue issue, int startAt, int max) {
        var all = issue.comments();
        var page = Json.object();
        page.put("self", base + version() + "issue/" + issue.id() + "/comment");
        page.put("maxResults", max).put("total", all.size()).put("startAt", startAt);
        var list = page.putArray("comments");
        all.stream()
                .skip(startAt)
                .limit(max)
                .forEach(one -> {
                    var comment = list.addObject();
                    comment.put("self", base + version() + "issue/comment/" + one.id());
                    comment.put("id", Long.toString(one.id()));
                    comment.set("author", AccountJson.of(site, one.by()));
                    if (cloud) {
                        comment.set("body", document(one.text()));
                    } else {
                        comment.put("body", one.text());
                    }
                    comment.set("updateAuthor", AccountJson.of(site, one.by()));
                    comment.put("created", JiraIssue.time(one.at()));
                    comment.put("updated", JiraIssue.time(one.at()));
                });
        return product(page);
    }

    /// The changes of an issue as `expand=changelog` shows them.
    ObjectNode changelog(JiraIssue issue) {
        var changes = issue.changes();
        var changelog = Json.object().put("startAt", 0);
        changelog.put("maxResults", changes.size()).put("total", changes.size());
        var histories = changelog.putArray("histories");
        changes.forEach(change ->
                histories.add(history(change).put("created", JiraIssue.time(change.at()))));
        return product(changelog);
    }

    /// A change without its time.
    ObjectNode history(JiraChange change) {
        var history = Json.object().put("id", Long.toString(change.id()));
        history.set("author", AccountJson.of(site, change.by()));
        history.set("items", change.items().deepCopy());
        return history;
    }

    /// Whether a change is about one of some fields; none for all.
    static boolean isAbout(JiraChange change, Set<String> fieldIds) {
        for (var item : change.items()) {
            if (fieldIds.isEmpty() || fieldIds.contains(item.path("fieldId").asText())) {
                return true;
            }
        }
        return false;
    }

    /// <https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/>
    private static @Nullable ObjectNode document(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        var document = Json.object().put("type", "doc").put("version", 1);
        var content = document.putArray("content");
        for (var line : List.of(text.split("\n", -1))) {
            var paragraph = content.addObject().put("type", "paragraph");
            var words = paragraph.putArray("content");
            if (!line.isEmpty()) {
                words.addObject().put("type", "text").put("text", line);
            }
        }
        return document;
    }

    private ObjectNode product(ObjectNode json) {
        if (!cloud) {
            people(json);
        }
        return json;
    }

    /// Data Center has users where Cloud has accounts, and no identities of fields in changes.
    private void people(JsonNode node) {
        switch (node) {
            case ArrayNode list -> {
                for (var at = 0; at < list.size(); at++) {
                    var user = user(list.get(at));
                    if (user == null) {
                        people(list.get(at));
                    } else {
                        list.set(at, user);
                    }
                }
            }
            case ObjectNode object -> {
                change(object);
                for (var name : names(object)) {
                    var user = user(object.get(name));
                    if (user == null) {
                        people(object.get(name));
                    } else {
                        object.set(name, user);
                    }
                }
            }
            default -> {}
        }
    }

    private static List<String> names(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private @Nullable ObjectNode user(JsonNode node) {
        var person =
                node.hasNonNull("accountId") ? site.person(node.get("accountId").asText()) : null;
        return person == null ? null : AccountJson.dataCenter(site, person);
    }

    private void change(ObjectNode item) {
        if (!item.has("fieldtype")) {
            return;
        }
        item.remove(List.of("fieldId", "tmpFromAccountId", "tmpToAccountId"));
        for (var end : List.of("from", "to")) {
            var person = item.hasNonNull(end) ? site.person(item.get(end).asText()) : null;
            if (person != null) {
                item.put(end, AccountJson.key(person));
            }
        }
    }
}
