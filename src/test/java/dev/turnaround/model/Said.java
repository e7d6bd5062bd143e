package dev.turnaround.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a set of facts comes to, in the words of the [scenarios][Scenario].
///
/// | statement | meaning |
/// | --- | --- |
/// | `first response 10m`, `approve null`, `merge 1h30m` | the clocks |
/// | `early approve`, `early nothing` | clocks stopped before it was ready |
/// | `ready 09:00`, `ready null`, `closed 10:00` | since when |
/// | `estimated ready, approve`, `estimated nothing` | moments that are proxies |
/// | `phase draft since 09:00` | whose turn it is |
/// | `spent draft 5m, awaiting_review 1h` | time in each phase up to the last fact; none is 0 |
/// | `spent until 11:00 draft 2h` | the same, up to 11:00 |
/// | `rounds 2` | review rounds |
/// | `turn omar, web`, `turn nobody` | who must act |
/// | `standing lena approved`, `standing nothing` | decisions that stand |
/// | `lines 3` | how many lines the timeline has |
/// | `line 09:10 commented omar stops first response` | one of them; after the names `starts all`, `stops …`, `early …`, `ignored bot` or `counts` |
final class Said {
    private static final String UNTIL = "spent until ";

    private final Progress progress;
    private final List<Timeline.Line> timeline;

    Said(Collection<Fact> facts, People people) {
        this.progress = Fold.of(facts, people);
        this.timeline = Timeline.of(facts, people);
    }

    /// What is so, in the form of the statement.
    String insteadOf(String statement) {
        var timing = new SaidTimings(progress).insteadOf(statement);
        return timing != null ? timing : told(statement);
    }

    private String told(String statement) {
        return Stream.concat(Stream.of(subjects(statement)), lines().stream())
                .filter(said -> said.equals(statement))
                .findFirst()
                .orElseGet(() -> closest(statement));
    }

    private String closest(String statement) {
        if (statement.startsWith("line ")) {
            return String.join("\n", lines());
        }
        return Stream.of(subjects(statement))
                .filter(said -> subject(said).equals(subject(statement)))
                .findFirst()
                .orElse("no such statement");
    }

    private static String subject(String statement) {
        return statement.startsWith("first response ")
                ? "first response"
                : statement.substring(0, statement.indexOf(' '));
    }

    private String[] subjects(String statement) {
        return new String[] {
            clock(Clock.TIME_TO_FIRST_COMMENT),
            clock(Clock.TIME_TO_APPROVE),
            clock(Clock.TIME_TO_MERGE),
            "early " + list(Stream.of(Clock.values()).filter(progress::early).map(Said::word)),
            "ready " + moment(progress.readyAt()),
            "closed " + moment(progress.closedAt()),
            "estimated " + list(estimated()),
            "phase " + progress.phase().word() + " since " + Scenario.time(progress.phaseSince()),
            spent(statement),
            "rounds " + progress.reviewRounds(),
            "turn " + (progress.turn().isEmpty() ? "nobody" : String.join(", ", progress.turn())),
            "standing " + list(standing()),
            "lines " + timeline.size(),
        };
    }

    private String clock(Clock clock) {
        return word(clock) + " " + duration(progress.elapsed(clock));
    }

    private static String word(Clock clock) {
        return switch (clock) {
            case TIME_TO_FIRST_COMMENT -> "first response";
            case TIME_TO_APPROVE -> "approve";
            case TIME_TO_MERGE -> "merge";
        };
    }

    private Stream<String> estimated() {
        var names = new ArrayList<String>();
        note(names, "ready", progress.readyAt());
        note(names, "first response", progress.firstResponseAt());
        note(names, "approve", progress.approvedAt());
        note(names, "merge", progress.mergedAt());
        note(names, "closed", progress.closedAt());
        return names.stream();
    }

    private static void note(List<String> names, String name, @Nullable Moment moment) {
        if (moment != null && moment.estimated()) {
            names.add(name);
        }
    }

    private Stream<String> standing() {
        return progress.participants().values().stream()
                .filter(one -> one.standing() != null)
                .map(one ->
                        one.name() + " " + String.valueOf(one.standing()).toLowerCase(Locale.ROOT))
                .sorted();
    }

    private String spent(String statement) {
        var limited = statement.startsWith(UNTIL);
        var until =
                limited
                        ? Scenario.instant(statement.split(" ", 4)[2])
                        : later(progress.last().at(), progress.phaseSince());
        var spent = progress.spentUntil(until);
        var parts =
                Stream.of(Phase.values())
                        .filter(phase -> !spent.getOrDefault(phase, Duration.ZERO).isZero())
                        .map(phase -> phase.word() + " " + duration(spent.get(phase)));
        return (limited ? UNTIL + Scenario.time(until) + " " : "spent ") + list(parts);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private List<String> lines() {
        return timeline.stream().map(Said::line).toList();
    }

    private static String line(Timeline.Line line) {
        var actor = line.fact().actor();
        var effect = line.effect();
        return "line "
                + Scenario.time(line.fact().at())
                + " "
                + effect.kind()
                + (actor == null ? "" : " " + actor.login())
                + (effect.reviewers().isEmpty() ? "" : " " + list(effect.reviewers().stream()))
                + " "
                + effect(effect);
    }

    private static String effect(Effect effect) {
        var said = new ArrayList<String>();
        if (!effect.starts().isEmpty()) {
            said.add(
                    effect.starts().size() == Clock.values().length ? "starts all" : "starts some");
        }
        if (!effect.stops().isEmpty()) {
            said.add("stops " + list(effect.stops().stream().map(Said::word)));
        }
        if (!effect.early().isEmpty()) {
            said.add("early " + list(effect.early().stream().map(Said::word)));
        }
        if (effect.ignored() != null) {
            said.add("ignored " + effect.ignored().word());
        }
        return said.isEmpty() ? "counts" : String.join(" ", said);
    }

    private static String list(Stream<String> words) {
        var list = words.toList();
        return list.isEmpty() ? "nothing" : String.join(", ", list);
    }

    private static String moment(@Nullable Moment moment) {
        return moment == null ? "null" : Scenario.time(moment.at());
    }

    static String duration(@Nullable Duration duration) {
        if (duration == null) {
            return "null";
        }
        return duration.isZero()
                ? "0"
                : duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
