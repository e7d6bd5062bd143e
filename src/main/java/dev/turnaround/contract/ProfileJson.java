package dev.turnaround.contract;

import dev.turnaround.model.profile.Aggregation;
import dev.turnaround.model.profile.Comparison;
import dev.turnaround.model.profile.Definition;
import dev.turnaround.model.profile.Profile;
import dev.turnaround.model.profile.Sums;
import dev.turnaround.store.ToldStories;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How other tools measure, as the API shows it.
public final class ProfileJson {
    private ProfileJson() {}

    /// A profile with its definitions.
    public static Map<String, @Nullable Object> of(Profile profile) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("name", profile.name());
        json.put("source", profile.source() == null ? null : profile.source().toString());
        json.put("day", word(profile.day()));
        json.put("aggregations", profile.aggregations().stream().map(ProfileJson::of).toList());
        json.put("definitions", profile.definitions().stream().map(ProfileJson::of).toList());
        return json;
    }

    private static Map<String, @Nullable Object> of(Aggregation aggregation) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("name", name(aggregation));
        json.put("missing", word(aggregation.missing()));
        return json;
    }

    private static String name(Aggregation aggregation) {
        return switch (aggregation) {
            case Aggregation.Mean _ -> "mean";
            case Aggregation.Percentile(var percent, _) -> "p" + percent;
        };
    }

    private static Map<String, @Nullable Object> of(Definition definition) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("metric", definition.name());
        json.put("subject", word(definition.subject()));
        json.put("from", word(definition.from()));
        json.put("to", word(definition.to()));
        json.put("authorCounts", definition.voices().author());
        json.put("botsCount", definition.voices().bots());
        json.put("early", word(definition.early()));
        json.put("eligible", word(definition.eligible()));
        json.put("closedCounts", definition.closedCounts());
        json.put("minutes", definition.minutes());
        return json;
    }

    /// A pull request on which two profiles differ.
    public static Map<String, @Nullable Object> of(ToldStories.Told told, Comparison comparison) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", told.key().id());
        json.put("title", told.title());
        json.put("aSeconds", seconds(comparison.one()));
        json.put("bSeconds", seconds(comparison.other()));
        json.put("why", comparison.sentence());
        return json;
    }

    /// What a profile makes of many pull requests.
    public static Map<String, @Nullable Object> of(
            Profile profile, Definition definition, Sums sums, Instant from, Instant to) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("metric", definition.name());
        json.put("group", null);
        json.put("from", from.toString());
        json.put("to", to.toString());
        json.put("count", sums.count());
        json.put("fewerThanFive", sums.fewerThanFive());
        for (var aggregation : profile.aggregations()) {
            json.put(
                    name(aggregation) + "Seconds",
                    sums.fewerThanFive() ? null : seconds(sums.by(aggregation)));
        }
        json.put("profile", profile.name());
        return json;
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
