package dev.turnaround.simulator.gitlab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;

/// An issue as GitLab writes it in deliveries: of its author only the number.
final class IssueJson {
    private IssueJson() {}

    /// The same in both kinds of delivery.
    static ObjectNode of(GitLabIssue issue) {
        var json = Json.object();
        json.put("author_id", issue.author().id());
        json.put("closed_at", MergeRequestJson.time(issue.closedAt())).put("confidential", false);
        json.put("created_at", MergeRequestJson.time(issue.createdAt()));
        json.put("description", issue.description());
        json.putNull("discussion_locked").putNull("due_date");
        json.put("id", issue.id()).put("iid", issue.number());
        json.putNull("last_edited_at").putNull("last_edited_by_id").putNull("milestone_id");
        json.putNull("moved_to_id").putNull("duplicated_to_id");
        json.put("project_id", issue.project().id()).putNull("relative_position");
        json.put("state_id", issue.open() ? 1 : 2).put("time_estimate", 0);
        json.put("title", issue.title());
        json.put("updated_at", MergeRequestJson.time(issue.updatedAt()));
        json.putNull("updated_by_id").put("type", "Issue");
        json.putNull("weight").putNull("health_status").put("url", issue.page());
        json.put("total_time_spent", 0).put("time_change", 0);
        json.putNull("human_total_time_spent").putNull("human_time_estimate");
        json.putArray("customer_relations_contacts");
        var ids = json.putArray("assignee_ids");
        issue.assignees().forEach(person -> ids.add(person.id()));
        var first = issue.assignees().stream().findFirst();
        first.ifPresentOrElse(
                person -> json.put("assignee_id", person.id()), () -> json.putNull("assignee_id"));
        json.set("labels", labels(issue));
        json.put("state", issue.open() ? "opened" : "closed");
        return json.put("severity", "unknown");
    }

    static ArrayNode assignees(GitLabIssue issue) {
        var list = Json.object().putArray("assignees");
        issue.assignees().forEach(person -> list.add(AccountJson.of(person)));
        return list;
    }

    static ArrayNode labels(GitLabIssue issue) {
        var list = Json.object().putArray("labels");
        for (var name : issue.labels()) {
            list.addObject()
                    .put("id", Math.abs((long) name.hashCode()))
                    .put("title", name)
                    .put("color", "#428BCA")
                    .put("project_id", issue.project().id())
                    .put("template", false)
                    .put("description", "About " + name)
                    .put("type", "ProjectLabel");
        }
        return list;
    }
}
