package dev.turnaround.provider.jira;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.Hooks;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The API of one site of Jira. What stands at its address is asked at the first call and then
/// remembered.
///
/// Absence is not deletion: Jira leaves out what the account may not see, without a word. On Cloud
/// nothing tells the two apart, so an issue that is not found there is left out here too.
final class JiraApi implements Api {
    private final String connection;
    private final Supplier<Site> finder;
    private final boolean consented;
    private final AtomicReference<@Nullable Way> way = new AtomicReference<>();

    /// @param finder finds the site and a way in
    /// @param consented whether that is what somebody consented to
    JiraApi(String connection, Supplier<Site> finder, boolean consented) {
        this.connection = connection;
        this.finder = finder;
        this.consented = consented;
    }

    private record Way(Site site, Tracker tracker) {}

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.ISSUES);
    }

    @Override
    public Page<Repository> repositories(@Nullable String cursor) {
        return way().tracker.projects(cursor);
    }

    @Override
    public Page<Change> changed(
            Subject subject, Repository repository, Instant since, @Nullable String cursor) {
        if (subject != Subject.ISSUES) {
            throw new IllegalArgumentException("Jira has no " + subject);
        }
        return way().tracker.changed(repository, since, cursor);
    }

    /// Jira has none.
    @Override
    public Page<Change> pullRequests(Repository repository, List<PullRequestKey> keys) {
        return new Page<>(List.of(), List.of(), null, 0L);
    }

    /// Also those that have moved to another project.
    @Override
    public Page<Change> issues(Repository repository, List<IssueKey> keys) {
        return way().tracker.issues(keys);
    }

    @Override
    public List<IssueKey> missing(Repository repository, List<IssueKey> keys) {
        return way().tracker.missing(keys);
    }

    /// With a token too: those refuse, and say why.
    @Override
    public Hooks hooks() {
        return new DynamicHooks(() -> way().site, consented);
    }

    @Override
    public List<Step> check() {
        return new Check(() -> way().site, () -> way().tracker.projects(null), consented).steps();
    }

    @Override
    public void close() {
        var known = way.get();
        if (known != null) {
            known.site.close();
        }
    }

    private Way way() {
        var known = way.get();
        if (known != null) {
            return known;
        }
        var site = finder.get();
        var tracker =
                switch (site.kind()) {
                    case CLOUD -> new Cloud(connection, site);
                    case DATA_CENTER -> new DataCenter(connection, site);
                };
        var mine = new Way(site, tracker);
        var other = way.compareAndExchange(null, mine);
        if (other == null) {
            return mine;
        }
        site.close();
        return other;
    }
}
