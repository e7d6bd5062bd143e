package dev.turnaround.simulator.gitlab;

import dev.turnaround.simulator.Membership;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A group with one webhook over all its projects.
public final class GitLabGroup {
    static final String SITE = "https://gitlab.com";

    private final String path;
    private final GitLabHook hook;
    private long lastProject = 61_400_210;
    private long lastMergeRequest = 402_118_000;
    private long lastIssue = 168_230_000;
    private long lastNote = 2_610_771_000L;
    private long lastOwnNote = 2_790_004_000L;
    private final List<GitLabProject> projects = new ArrayList<>();
    private final Membership membership = new Membership();

    /// A group without projects.
    public GitLabGroup(String path, GitLabHook hook) {
        this.path = path;
        this.hook = hook;
    }

    /// A new project.
    ///
    /// @param lastNumber how many merge requests it has had so far
    public GitLabProject project(String projectPath, String name, int lastNumber) {
        lastProject += 311;
        var project = new GitLabProject(this, lastProject, projectPath, name, lastNumber);
        projects.add(project);
        return project;
    }

    /// The group itself and its subgroups, and who is in them by themselves. The slug is the whole
    /// path.
    public Membership membership() {
        return membership;
    }

    List<GitLabProject> projects() {
        return Collections.unmodifiableList(projects);
    }

    /// One series for what GitLab itself writes, so that those of people are as they were.
    long nextOwnNote() {
        return lastOwnNote += 17;
    }

    String path() {
        return path;
    }

    GitLabHook hook() {
        return hook;
    }

    /// One series for the whole site.
    long nextMergeRequest() {
        return lastMergeRequest += 29;
    }

    /// One series for the whole site.
    long nextIssue() {
        return lastIssue += 37;
    }

    /// One series for the whole site.
    long nextNote() {
        return lastNote += 41;
    }
}
