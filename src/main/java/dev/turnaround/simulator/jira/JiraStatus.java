package dev.turnaround.simulator.jira;

/// A status of the workflow that all projects of the site share.
public enum JiraStatus {
    /// Nobody works on it yet.
    TO_DO("10000", "To Do", 2, "new"),
    /// Somebody works on it.
    IN_PROGRESS("10001", "In Progress", 4, "indeterminate"),
    /// Its pull request is being reviewed.
    IN_REVIEW("10004", "In Review", 4, "indeterminate"),
    /// It is finished.
    DONE("10002", "Done", 3, "done");

    private final String id;
    private final String title;
    private final int categoryId;
    private final String category;

    JiraStatus(String id, String title, int categoryId, String category) {
        this.id = id;
        this.title = title;
        this.categoryId = categoryId;
        this.category = category;
    }

    /// Its identity on the site.
    public String id() {
        return id;
    }

    /// What people call it.
    public String title() {
        return title;
    }

    int categoryId() {
        return categoryId;
    }

    /// The key of its category, which is the same on every site and in every language.
    String category() {
        return category;
    }
}
