package dev.turnaround.model.timing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long something takes where part of it is not over yet.
///
/// A percentile of what is over alone flatters: what takes longest is not over. The product-limit
/// estimate counts what is pending for as long as it has lasted: E. L. Kaplan and P. Meier,
/// Nonparametric Estimation from Incomplete Observations, JASA 53 (1958), 457-481.
public final class Survival {
    /// Products of fractions that are 1/2 may come out a little more.
    private static final double HALF = 0.5 + 1e-12;

    private Survival() {}

    private record Observed(Duration time, boolean over) {}

    /// The shortest time within which at least half are over, as far as can be told.
    ///
    /// @param stopped how long what is over took
    /// @param pending how long what is not over has lasted; of the same length as one that is over
    ///   it is taken to last longer
    /// @return null when less than half are over within any time
    public static @Nullable Duration median(List<Duration> stopped, List<Duration> pending) {
        var all = new ArrayList<Observed>(stopped.size() + pending.size());
        stopped.forEach(time -> all.add(new Observed(time, true)));
        pending.forEach(time -> all.add(new Observed(time, false)));
        all.sort(
                Comparator.comparing(Observed::time)
                        .thenComparing(Observed::over, Comparator.reverseOrder()));
        var atRisk = all.size();
        var share = 1.0;
        for (var one : all) {
            if (one.over()) {
                share = share * (atRisk - 1) / atRisk;
                if (share <= HALF) {
                    return one.time();
                }
            }
            atRisk--;
        }
        return null;
    }
}
