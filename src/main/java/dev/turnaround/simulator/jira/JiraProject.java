package dev.turnaround.simulator.jira;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;

/// A project: where issues get their keys from.
public final class JiraProject {
    private final JiraSite site;
    private final long id;
    private final String key;
    private final String name;
    private int lastNumber;

    JiraProject(JiraSite site, long id, String key, String name, int lastNumber) {
        this.site = site;
        this.id = id;
        this.key = key;
        this.name = name;
        this.lastNumber = lastNumber;
    }

    /// An issue that has its key, and is not yet created.
    public JiraIssue issue(Person creator, String summary, String description) {
        lastNumber++;
        return new JiraIssue(this, key + "-" + lastNumber, creator, summary, description);
    }

    /// Its identity, which stays.
    public long id() {
        return id;
    }

    /// What its issues are called by, such as `PAY`.
    public String key() {
        return key;
    }

    JiraSite site() {
        return site;
    }

    ObjectNode json() {
        return Json.object()
                .put("self", site.address() + "/rest/api/2/project/" + id)
                .put("id", Long.toString(id))
                .put("key", key)
                .put("name", name)
                .put("projectTypeKey", "software")
                .put("simplified", false);
    }
}
