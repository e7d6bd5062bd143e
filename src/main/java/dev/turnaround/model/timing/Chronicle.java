package dev.turnaround.model.timing;

import dev.turnaround.model.Fact;
import dev.turnaround.model.People;
import dev.turnaround.model.Progress;
import dev.turnaround.model.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The story of a pull request, told by its clocks: what each fact did to which.
public final class Chronicle {
    /// The name of the clocks of which there is one for each request.
    private static final String REQUEST_TO_REVIEW = "requestToReview";

    private Chronicle() {}

    /// What one fact did.
    ///
    /// @param line the fact
    /// @param starts names of the clocks that begin to run here
    /// @param stops names of the clocks that end here
    /// @param early names of the clocks that this fact would stop, had it not come before the pull
    ///   request was ready: their value is 0
    public record Entry(
            Timeline.Line line, List<String> starts, List<String> stops, List<String> early) {
        /// Copies the lists.
        public Entry {
            starts = List.copyOf(starts);
            stops = List.copyOf(stops);
            early = List.copyOf(early);
        }
    }

    /// Tells the story of a set of facts.
    ///
    /// @param facts in any order, one per identity, an opening among them
    /// @throws IllegalArgumentException when there is no opening
    public static List<Entry> of(Collection<Fact> facts, People people, Terms terms) {
        var entries = new ArrayList<Entry>();
        Timings before = null;
        for (var stage : Timeline.stages(facts, people)) {
            var after = new Timings(stage.progress(), terms);
            entries.add(entry(stage.line(), before, after));
            before = after;
        }
        return entries;
    }

    private static Entry entry(Timeline.Line line, @Nullable Timings before, Timings after) {
        var starts = new ArrayList<String>();
        var stops = new ArrayList<String>();
        var early = new ArrayList<String>();
        for (var timing : Timing.values()) {
            // It is over before the story begins.
            if (timing == Timing.CODING_TIME) {
                continue;
            }
            var begun = after.begin(timing) != null;
            var begins = begun && (before == null || before.begin(timing) == null);
            var over = before != null && before.stop(timing) != null;
            if (after.stop(timing) != null && !over) {
                if (begun) {
                    stops.add(timing.word());
                } else if (timing.fromReady()) {
                    early.add(timing.word());
                }
            }
            // What counts again after it was taken back runs again.
            if (begins || (begun && over && after.stop(timing) == null)) {
                starts.add(timing.word());
            }
        }
        if (answers(after.progress()) > (before == null ? 0 : answers(before.progress()))) {
            stops.add(REQUEST_TO_REVIEW);
        }
        var asked = before == null ? List.of() : before.requestsUnanswered().entrySet();
        if (!asked.containsAll(after.requestsUnanswered().entrySet())) {
            starts.add(REQUEST_TO_REVIEW);
        }
        return new Entry(line, starts, stops, early);
    }

    private static int answers(Progress progress) {
        return progress.trail() == null ? 0 : progress.trail().answers().size();
    }
}
