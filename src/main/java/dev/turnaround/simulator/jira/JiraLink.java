package dev.turnaround.simulator.jira;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;

/// A link between two issues: the one blocks the other.
record JiraLink(long id, JiraIssue source, JiraIssue destination) {
    private static final int TYPE = 10_000;

    /// As a delivery has it.
    ObjectNode delivered() {
        var link =
                Json.object()
                        .put("id", id)
                        .put("sourceIssueId", source.id())
                        .put("destinationIssueId", destination.id());
        link.putObject("issueLinkType")
                .put("id", TYPE)
                .put("name", "Blocks")
                .put("outwardName", "blocks")
                .put("inwardName", "is blocked by")
                .put("isSubTaskLinkType", false)
                .put("isSystemLinkType", false);
        return link.put("systemLink", false);
    }

    /// As one of its ends has it among its fields.
    ObjectNode seenFrom(JiraIssue end) {
        var link = Json.object().put("id", Long.toString(id));
        link.putObject("type")
                .put("id", Integer.toString(TYPE))
                .put("name", "Blocks")
                .put("inward", "is blocked by")
                .put("outward", "blocks");
        var outward = end.id() == source.id();
        var other = outward ? destination : source;
        link.putObject(outward ? "outwardIssue" : "inwardIssue")
                .put("id", Long.toString(other.id()))
                .put("key", other.key());
        return link;
    }
}
