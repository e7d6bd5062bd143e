package dev.turnaround.model.measure;

import dev.turnaround.model.PullRequest;
import dev.turnaround.model.calendar.Calendars;
import dev.turnaround.model.timing.Terms;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is measured of one pull request.
///
/// @param author the account that opened it; null when that is deleted
/// @param bot whether that is no human
/// @param all its measures, one for each metric and occurrence
public record Measures(@Nullable String author, boolean bot, List<Measure> all) {

    /// Which rules these are. A higher number lets what is stored be measured again, in the
    /// background; so it moves with every change to what [#of] gives.
    public static final int RULES = 3;

    /// Copies the list.
    public Measures {
        all = List.copyOf(all);
    }

    /// Measures a pull request.
    ///
    /// @param terms what its team has settled; where the clocks start is not looked at, since they
    ///   are measured from everywhere; the first sign of work is the first commit, where that is
    ///   known
    /// @param calendars whose working hours are whose at its connection
    public static Measures of(PullRequest pullRequest, Terms terms, Calendars calendars) {
        var author = pullRequest.progress().opened().actor();
        var begun = pullRequest.attributes().firstCommitAt();
        var ruler =
                new Ruler(
                        pullRequest.progress(),
                        begun == null ? terms : terms.begun(begun.value()),
                        calendars::ofReviewer,
                        calendars.ofAuthor(author == null ? null : author.id()));
        return new Measures(
                author == null ? null : author.id(),
                author != null && author.bot(),
                Arrays.stream(Metric.values()).flatMap(ruler::measure).toList());
    }
}
