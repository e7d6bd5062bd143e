package dev.turnaround.contract;

import dev.turnaround.model.Act;
import dev.turnaround.model.Effect;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Ignored;
import dev.turnaround.model.timing.Chronicle;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Directory;
import dev.turnaround.store.RecordedFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The story of a pull request as the API shows it: each fact, what it did to the clocks, and what
/// brought it.
public final class TimelineJson {

    private TimelineJson() {}

    /// One object a fact, in order.
    ///
    /// @param facts all facts of one pull request
    /// @param provider the word for its provider
    /// @param connection its connection
    /// @param directory whose the accounts are
    /// @param terms what is settled of all pull requests
    public static List<Map<String, @Nullable Object>> of(
            List<RecordedFact> facts,
            String provider,
            String connection,
            Directory directory,
            Terms terms) {
        var recorded =
                facts.stream()
                        .collect(Collectors.toMap(one -> one.fact().id(), Function.identity()));
        var lines = new ArrayList<Map<String, @Nullable Object>>();
        for (var entry :
                Chronicle.of(
                        facts.stream().map(RecordedFact::fact).toList(),
                        directory.people(connection),
                        terms)) {
            var line = entry.line();
            var origin = recorded.get(line.fact().id());
            if (origin != null) {
                var actor =
                        PullRequestJson.actor(line.fact().actor(), provider, connection, directory);
                lines.add(line(entry, origin, actor));
            }
        }
        return lines;
    }

    private static Map<String, @Nullable Object> line(
            Chronicle.Entry entry,
            RecordedFact origin,
            @Nullable Map<String, @Nullable Object> actor) {
        var fact = entry.line().fact();
        var effect = entry.line().effect();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("kind", effect.kind());
        json.put("at", fact.at());
        json.put("actor", actor);
        json.put("verdict", verdict(fact));
        json.put("subject", subject(fact, effect));
        json.put("source", origin.source());
        json.put("estimated", fact.estimated());
        json.put("clock", clock(entry));
        json.put("early", !entry.early().isEmpty());
        json.put("ignored", ignored(effect.ignored()));
        json.put("phase", entry.line().phase().word());
        json.put("delivery", origin.delivery());
        json.put("fact", fact.id());
        return json;
    }

    private static @Nullable String verdict(Fact fact) {
        return fact.act() instanceof Act.Reviewed(var verdict, _)
                ? verdict.name().toLowerCase(Locale.ROOT)
                : null;
    }

    /// Whom a request is about, or which review a dismissal.
    private static @Nullable String subject(Fact fact, Effect effect) {
        return switch (fact.act()) {
            case Act.ReviewRequested(var reviewer) -> reviewer.name();
            case Act.ReviewRequestRemoved(var reviewer) -> reviewer.name();
            case Act.Dismissed(var review) -> review;
            case Act.Commented(var review) -> review;
            case Act.Pushed(var head) -> head;
            case Act.Opened _,
                    Act.Ready _,
                    Act.Draft _,
                    Act.Reviewed _,
                    Act.Unapproved _,
                    Act.Withdrawn _,
                    Act.ApprovalsReset _,
                    Act.Merged _,
                    Act.Closed _,
                    Act.Reopened _ ->
                    null;
            case Act.Seen _ ->
                    effect.reviewers().isEmpty() ? null : String.join(", ", effect.reviewers());
        };
    }

    private static @Nullable String clock(Chronicle.Entry entry) {
        var words = new ArrayList<String>();
        if (!entry.stops().isEmpty() || !entry.early().isEmpty()) {
            words.add(
                    "stops "
                            + Stream.concat(entry.stops().stream(), entry.early().stream())
                                    .collect(Collectors.joining(", ")));
        }
        if (!entry.starts().isEmpty()) {
            words.add("starts " + String.join(", ", entry.starts()));
        }
        return words.isEmpty() ? null : String.join("; ", words);
    }

    private static @Nullable String ignored(@Nullable Ignored reason) {
        return reason == null ? null : reason.word();
    }
}
