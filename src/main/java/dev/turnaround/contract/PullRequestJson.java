package dev.turnaround.contract;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Moment;
import dev.turnaround.model.Participant;
import dev.turnaround.model.Phase;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.timing.CycleParts;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.model.timing.Timing;
import dev.turnaround.model.timing.Timings;
import dev.turnaround.store.Directory;
import dev.turnaround.store.Tied;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A pull request as the API and the stream show it.
public final class PullRequestJson {

    private PullRequestJson() {}

    /// The fields in the order of the contract.
    ///
    /// @param tied what is known
    /// @param provider the word for its provider
    /// @param directory whose the accounts are
    /// @param terms what is settled of all pull requests
    /// @param now up to when the running phase is counted
    public static Map<String, @Nullable Object> of(
            Tied tied, String provider, Directory directory, Terms terms, Instant now) {
        var pullRequest = tied.pullRequest();
        var key = pullRequest.key();
        var told = pullRequest.attributes();
        var progress = pullRequest.progress();
        var author = progress.opened().actor();
        var begun = value(told.firstCommitAt());
        var timings = new Timings(progress, begun == null ? terms : terms.begun(begun));
        var json = new LinkedHashMap<String, @Nullable Object>(96);
        json.put("id", key.id());
        json.put("provider", provider);
        json.put("connection", key.connection());
        json.put("repository", value(told.repositoryName()));
        json.put("repositoryId", key.repository());
        json.put("number", key.number());
        json.put("title", value(told.title()));
        json.put("url", value(told.url()));
        json.put("state", state(progress.phase()));
        json.put("draft", progress.draft());
        json.put("phase", progress.phase().word());
        json.put("phaseSince", progress.phaseSince());
        json.put("turn", progress.turn());
        json.put("calendarTeam", directory.calendarTeam(pullRequest));
        json.put("author", actor(author, provider, key.connection(), directory));
        json.put(
                "reviewers",
                reviewers(progress.participants(), provider, key.connection(), directory));
        json.put("sourceBranch", value(told.sourceBranch()));
        json.put("targetBranch", value(told.targetBranch()));
        json.put("additions", value(told.additions()));
        json.put("deletions", value(told.deletions()));
        json.put("changedFiles", value(told.changedFiles()));
        json.put("commits", value(told.commits()));
        json.put("firstCommitAt", begun);
        json.put("openedAt", progress.opened().at());
        json.put("readyAt", at(progress.readyAt()));
        json.put("firstResponseAt", at(progress.firstResponseAt()));
        json.put("firstReviewAt", at(timings.stop(Timing.TIME_TO_FIRST_REVIEW)));
        json.put("approvedAt", at(progress.approvedAt()));
        json.put("effectivelyApprovedAt", at(timings.stop(Timing.TIME_TO_EFFECTIVE_APPROVAL)));
        json.put(
                "firstAutomatedFeedbackAt",
                at(timings.stop(Timing.TIME_TO_FIRST_AUTOMATED_FEEDBACK)));
        json.put("mergedAt", at(progress.mergedAt()));
        json.put(
                "closedAt",
                at(progress.mergedAt() == null ? progress.closedAt() : progress.mergedAt()));
        json.put("updatedAt", told.updatedAt());
        for (var timing : Timing.values()) {
            json.put(timing.word() + "Seconds", seconds(timings.elapsed(timing)));
        }
        json.put("cyclePartsSeconds", parts(timings.cycleParts()));
        json.put("reviewRequests", requests(timings));
        json.put("phaseSeconds", phaseSeconds(progress.spentUntil(now)));
        json.put("late", TargetJson.late(directory.due(pullRequest)));
        json.put("reviewRounds", progress.reviewRounds());
        json.put("issues", tied.issues());
        json.put("attribution", isLinked(author, key.connection(), directory));
        json.put("estimated", estimated(timings));
        json.put("early", early(timings));
        json.put("size", size(told.additions(), told.deletions()));
        return json;
    }

    /// The names of the fields in which two pictures of a pull request, taken for the same moment,
    /// differ.
    public static List<String> changed(
            @Nullable Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        if (before == null) {
            return List.copyOf(after.keySet());
        }
        var changed = new ArrayList<String>();
        after.forEach((field, value) -> {
            if (!Objects.equals(value, before.get(field))) {
                changed.add(field);
            }
        });
        return changed;
    }

    private static String state(Phase phase) {
        return switch (phase) {
            case DRAFT, AWAITING_REVIEW, AWAITING_AUTHOR, AWAITING_MERGE -> "open";
            case MERGED -> "merged";
            case CLOSED -> "closed";
        };
    }

    private static String isLinked(@Nullable Actor author, String connection, Directory directory) {
        return author == null || directory.personOf(connection, author.id()) == null
                ? "unlinked"
                : "linked";
    }

    static @Nullable Map<String, @Nullable Object> actor(
            @Nullable Actor actor, String provider, String connection, Directory directory) {
        if (actor == null) {
            return null;
        }
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("provider", provider);
        json.put("id", actor.id());
        json.put("login", actor.login());
        json.put("person", name(directory.personOf(connection, actor.id())));
        json.put("bot", actor.bot());
        return json;
    }

    private static List<Map<String, @Nullable Object>> reviewers(
            Map<String, Participant> participants,
            String provider,
            String connection,
            Directory directory) {
        var reviewers = new ArrayList<Map<String, @Nullable Object>>();
        for (var entry : participants.entrySet()) {
            var one = entry.getValue();
            var account = Reviewer.account(entry.getKey());
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("provider", provider);
            json.put("login", one.team() ? null : one.name());
            json.put("team", one.team() ? one.name() : null);
            json.put("person", name(directory.personOf(connection, account)));
            json.put("bot", one.bot());
            json.put("state", standing(one));
            json.put("requested", one.pending());
            reviewers.add(json);
        }
        return reviewers;
    }

    private static @Nullable String name(Directory.@Nullable Person person) {
        return person == null ? null : person.name();
    }

    private static String standing(Participant one) {
        if (one.standing() == ReviewVerdict.APPROVED
                || one.standing() == ReviewVerdict.CHANGES_REQUESTED) {
            return one.standing().name().toLowerCase(Locale.ROOT);
        }
        return one.responded() ? "commented" : "requested";
    }

    private static Map<String, Long> phaseSeconds(Map<Phase, Duration> spent) {
        var json = new LinkedHashMap<String, Long>();
        for (var phase : Phase.values()) {
            if (phase.open()) {
                json.put(phase.word(), spent.getOrDefault(phase, Duration.ZERO).toSeconds());
            }
        }
        return json;
    }

    private static @Nullable Map<String, Long> parts(@Nullable CycleParts parts) {
        if (parts == null) {
            return null;
        }
        var json = new LinkedHashMap<String, Long>();
        json.put("coding", parts.coding().toSeconds());
        json.put("review", parts.review().toSeconds());
        json.put("author", parts.author().toSeconds());
        json.put("merging", parts.merging().toSeconds());
        json.put("draft", parts.draft().toSeconds());
        json.put("unreviewed", parts.unreviewed().toSeconds());
        return json;
    }

    private static List<Map<String, @Nullable Object>> requests(Timings timings) {
        var requests = new ArrayList<Map<String, @Nullable Object>>();
        for (var one : timings.requests()) {
            requests.add(request(timings, one.asked(), one.from(), one.by(), one.to()));
        }
        timings.requestsPending()
                .forEach((asked, from) -> requests.add(request(timings, asked, from, null, null)));
        return requests;
    }

    private static Map<String, @Nullable Object> request(
            Timings timings,
            String asked,
            Instant from,
            @Nullable String by,
            @Nullable Instant to) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("reviewer", named(timings, asked));
        json.put("requestedAt", from);
        json.put("answeredBy", by == null ? null : named(timings, by));
        json.put("answeredAt", to);
        json.put(
                "requestToReviewSeconds",
                to == null ? null : Duration.between(from, to).toSeconds());
        return json;
    }

    private static @Nullable String named(Timings timings, String key) {
        var known = timings.progress().participants().get(key);
        return known == null ? null : known.name();
    }

    private static List<String> estimated(Timings timings) {
        var progress = timings.progress();
        var names = new ArrayList<String>();
        addIf(names, "readyAt", progress.readyAt());
        addIf(names, "firstResponseAt", progress.firstResponseAt());
        addIf(names, "firstReviewAt", timings.stop(Timing.TIME_TO_FIRST_REVIEW));
        addIf(names, "approvedAt", progress.approvedAt());
        addIf(names, "effectivelyApprovedAt", timings.stop(Timing.TIME_TO_EFFECTIVE_APPROVAL));
        addIf(
                names,
                "firstAutomatedFeedbackAt",
                timings.stop(Timing.TIME_TO_FIRST_AUTOMATED_FEEDBACK));
        addIf(names, "mergedAt", progress.mergedAt());
        addIf(names, "closedAt", progress.closedAt());
        return names;
    }

    private static void addIf(List<String> names, String name, @Nullable Moment moment) {
        if (moment != null && moment.estimated()) {
            names.add(name);
        }
    }

    private static List<String> early(Timings timings) {
        var names = new ArrayList<String>();
        var ready = timings.progress().readyAt();
        for (var timing : Timing.values()) {
            var stop = timing.fromReady() ? timings.stop(timing) : null;
            if (stop != null && (ready == null || stop.at().isBefore(ready.at()))) {
                names.add(timing.word());
            }
        }
        return names;
    }

    private static @Nullable String size(
            @Nullable Stamped<Long> additions, @Nullable Stamped<Long> deletions) {
        if (additions == null || deletions == null) {
            return null;
        }
        var lines = additions.value() + deletions.value();
        if (lines < 10) {
            return "XS";
        }
        if (lines < 50) {
            return "S";
        }
        if (lines < 250) {
            return "M";
        }
        return lines < 1000 ? "L" : "XL";
    }

    private static <T extends Comparable<T>> @Nullable T value(@Nullable Stamped<T> stamped) {
        return stamped == null ? null : stamped.value();
    }

    private static @Nullable Instant at(@Nullable Moment moment) {
        return moment == null ? null : moment.at();
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
