package dev.turnaround.provider;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.IssueKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The API of a provider, as one connection may read it. Metadata only: it never asks for the body
/// of a comment, for a diff, a file or a commit's message.
///
/// What it tells meets what webhooks tell by identity: the same act has the same id by either road,
/// or belongs to a strand that the answer [covers][dev.turnaround.model.Coverage], so that the
/// answer's list takes the place of what webhooks could only guess. Coverage may only claim what
/// was read to its end, and up to a moment that lies far enough back for the provider's own copies
/// to have caught up.
///
/// Every call waits, so call on a virtual thread. Not all at once: a provider's limits are kept by
/// taking turns inside. Every call may throw [ApiFailure]; nothing is half told then.
public interface Api extends AutoCloseable {

    /// What there is to read.
    Set<Subject> subjects();

    /// The repositories or projects that the credentials can see, in no order.
    ///
    /// @param cursor [Page#next] of the page before; null for the first
    Page<Repository> repositories(@Nullable String cursor);

    /// What was changed since a moment, each with all that the API tells of it. Something that
    /// changes while pages are turned is on a later page or on none, and then on the first page of
    /// the next time: ask for a little more than is needed.
    ///
    /// @param subject one of [#subjects]
    /// @param since by the provider's clock
    /// @param cursor [Page#next] of the page before; null for the first. It stays good over a
    ///   restart; [ApiFailure.CursorExpired] when it did not
    Page<Change> changed(
            Subject subject, Repository repository, Instant since, @Nullable String cursor);

    /// Some pull requests as they are now, whether they changed or not, each once: told in full, or
    /// [gone][Change.PullRequestGone].
    ///
    /// @param keys of that repository; as many as the caller likes
    Page<Change> pullRequests(Repository repository, List<PullRequestKey> keys);

    /// Some issues as they are now, each once: told in full, or [gone][Change.IssueGone]. An issue
    /// that the credentials may no longer see looks gone to many providers; where one cannot tell,
    /// it is left out.
    ///
    /// @param keys of that repository or project
    Page<Change> issues(Repository repository, List<IssueKey> keys);

    /// Which of some issues are not to be found, as cheaply as the provider can tell. Who is named
    /// may be gone; [#issues] says.
    ///
    /// @param keys of that repository or project; as many as the caller likes
    /// @return none where the provider deletes none, or cannot tell
    default List<IssueKey> missing(Repository repository, List<IssueKey> keys) {
        return List.of();
    }

    /// Deliveries that the provider knows it could not make, as the door would have read them.
    ///
    /// @param since when they were tried
    /// @param cursor [Page#next] of the page before; null for the first
    /// @return nothing where the provider keeps no such list, or shows it to others only
    default Page<Reading.Relevant> undelivered(
            Repository repository, Instant since, @Nullable String cursor) {
        return new Page<>(List.of(), List.of(), null, 0L);
    }

    /// Installs webhooks; null where that cannot be done by this API.
    default @Nullable Hooks hooks() {
        return null;
    }

    /// What it tells of teams; null where the provider has none that can be read.
    default @Nullable Rosters rosters() {
        return null;
    }

    /// Tries the credentials: who they are, what they may, what they see. Never throws
    /// [ApiFailure]: what fails is a step that failed.
    ///
    /// @return the steps `authenticated`, `scopes`, `repositories`, in this order
    List<Step> check();

    @Override
    void close();
}
