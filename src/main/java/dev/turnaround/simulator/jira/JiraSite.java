package dev.turnaround.simulator.jira;

/// A site of Jira Cloud with one webhook over all its projects.
public final class JiraSite {
    private final String address;
    private final JiraHook hook;
    private long lastProject = 10_019;
    private long lastIssue = 20_400;
    private long lastChange = 57_200;
    private long lastComment = 30_080;

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
        return new JiraProject(this, ++lastProject, key, name, lastNumber);
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
}
