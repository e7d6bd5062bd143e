package dev.turnaround.simulator.jira;

import dev.turnaround.simulator.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A site of Jira Cloud with one webhook over all its projects.
public final class JiraSite {
    private final String address;
    private final JiraHook hook;
    private long lastProject = 10_019;
    private long lastIssue = 20_400;
    private long lastChange = 57_200;
    private long lastComment = 30_080;
    private long lastLink = 23_160;
    private final List<JiraProject> projects = new ArrayList<>();
    private final SortedMap<Long, JiraIssue> issues = new TreeMap<>();
    private final Map<String, Person> people = new HashMap<>();

    /// A site.
    ///
    /// @param address such as `https://acme.atlassian.net`
    public JiraSite(String address, JiraHook hook) {
        this.address = address;
        this.hook = hook;
    }

    /// A new project.
    ///
    /// @param lastNumber how many issues it has had so far
    public JiraProject project(String key, String name, int lastNumber) {
        var project = new JiraProject(this, ++lastProject, key, name, lastNumber);
        projects.add(project);
        return project;
    }

    /// All projects, in the order of their making.
    List<JiraProject> projects() {
        return projects;
    }

    /// All issues that were created and not deleted, by identity.
    SortedMap<Long, JiraIssue> issues() {
        return issues;
    }

    /// Whose account that is; null when nobody acted with it.
    @Nullable Person person(String account) {
        return people.get(account);
    }

    void meet(String account, Person person) {
        people.put(account, person);
    }

    String address() {
        return address;
    }

    JiraHook hook() {
        return hook;
    }

    long nextIssue() {
        return ++lastIssue;
    }

    /// One series for the changes of all issues.
    long nextChange() {
        return lastChange += 3;
    }

    long nextComment() {
        return ++lastComment;
    }

    long nextLink() {
        return ++lastLink;
    }
}
