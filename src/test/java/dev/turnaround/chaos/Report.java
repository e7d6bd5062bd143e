package dev.turnaround.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What became of a storm.
///
/// @param deliveries that were made up
/// @param answers how often each status came, or what came instead of one
/// @param endedByThemselves how often a server ended without having been killed
/// @param longestSilence in which nothing was acknowledged
/// @param sentIn until the last was acknowledged
/// @param settledIn after that, until all was stored and told
/// @param events that followers had to see, all together
/// @param wrongs what is wrong; empty when nothing is
record Report(
        long deliveries,
        long acknowledged,
        long sentAgain,
        Map<String, Long> answers,
        Map<Fault, Integer> faults,
        int endedByThemselves,
        Duration longestSilence,
        Duration sentIn,
        Duration settledIn,
        List<Follower.Sight> followers,
        long events,
        long missing,
        long twice,
        String verified,
        List<String> wrongs) {

    @Override
    public String toString() {
        var connections = followers.stream().mapToInt(Follower.Sight::connections).sum();
        return """
        deliveries   %d, %d of them acknowledged, in %.1f s
        sent again   %d times; answers %s
        faults       %d: %s
        servers      ended %d times by themselves
        silence      %.1f s at most without an acknowledgement
        settled      %.1f s after the last
        events       %d seen by %d followers in %d connections
        missing      %d
        twice        %d
        verify       %s
        %s\
        """
                .formatted(
                        deliveries,
                        acknowledged,
                        seconds(sentIn),
                        sentAgain,
                        answers,
                        faults.values().stream().mapToInt(Integer::intValue).sum(),
                        faults,
                        endedByThemselves,
                        seconds(longestSilence),
                        seconds(settledIn),
                        events,
                        followers.size(),
                        connections,
                        missing,
                        twice,
                        verified.strip().replace("\n", "\n             "),
                        wrongs.isEmpty()
                                ? "nothing is wrong"
                                : "WRONG\n- " + String.join("\n- ", wrongs));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
