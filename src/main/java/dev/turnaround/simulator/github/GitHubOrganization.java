package dev.turnaround.simulator.github;

import dev.turnaround.simulator.Membership;
import java.time.Instant;

/// An organisation with one webhook over all its repositories.
public final class GitHubOrganization {
    private final long id;
    private final String login;
    private final GitHubHook hook;
    private final Numbers numbers;
    private final Membership membership = new Membership();

    /// An organisation on a site of its own.
    public GitHubOrganization(long id, String login, GitHubHook hook) {
        this(id, login, hook, new Numbers());
    }

    private GitHubOrganization(long id, String login, GitHubHook hook, Numbers numbers) {
        this.id = id;
        this.login = login;
        this.hook = hook;
        this.numbers = numbers;
    }

    /// Another organisation on the same site, to which repositories can be transferred.
    public GitHubOrganization neighbour(long id, String login, GitHubHook hook) {
        return new GitHubOrganization(id, login, hook, numbers);
    }

    /// A new repository.
    ///
    /// @param lastNumber how many issues and pull requests it has had so far
    public GitHubRepository repository(
            String name, String description, String language, int lastNumber, Instant createdAt) {
        return new GitHubRepository(
                this, numbers.repository(), name, description, language, lastNumber, createdAt);
    }

    /// The number that stays when the name does not.
    public long id() {
        return id;
    }

    /// The name in addresses.
    public String login() {
        return login;
    }

    /// Its webhook.
    public GitHubHook hook() {
        return hook;
    }

    /// Its teams, and who is in them.
    public Membership membership() {
        return membership;
    }

    Numbers numbers() {
        return numbers;
    }
}
