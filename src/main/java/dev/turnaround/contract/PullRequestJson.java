package dev.turnaround.contract;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Clock;
import dev.turnaround.model.Moment;
import dev.turnaround.model.Participant;
import dev.turnaround.model.Phase;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Stamped;
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
    /// @param now up to when the running phase is counted
    public static Map<String, @Nullable Object> of(
            Tied tied, String provider, Directory directory, Instant now) {
        var pullRequest = tied.pullRequest();
        var key = pullRequest.key();
        var told = pullRequest.attributes();
        var progress = pullRequest.progress();
        var author = progress.opened().actor();
        var json = new LinkedHashMap<String, @Nullable Object>(64);
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
        json.put("openedAt", progress.opened().at());
        json.put("readyAt", at(progress.readyAt()));
        json.put("firstResponseAt", at(progress.firstResponseAt()));
        json.put("approvedAt", at(progress.approvedAt()));
        json.put("mergedAt", at(progress.mergedAt()));
        json.put(
                "closedAt",
                at(progress.mergedAt() == null ? progress.closedAt() : progress.mergedAt()));
        json.put("updatedAt", told.updatedAt());
        for (var clock : Clock.values()) {
            json.put(clock.word() + "Seconds", seconds(progress.elapsed(clock)));
        }
        json.put("phaseSeconds", phaseSeconds(progress.spentUntil(now)));
        json.put("late", TargetJson.late(directory.due(pullRequest)));
        json.put("reviewRounds", progress.reviewRounds());
        json.put("issues", tied.issues());
        json.put("attribution", isLinked(author, key.connection(), directory));
        json.put("estimated", estimated(pullRequest));
        json.put("early", early(pullRequest));
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

    private static List<String> estimated(PullRequest pullRequest) {
        var progress = pullRequest.progress();
        var names = new ArrayList<String>();
        addIf(names, "readyAt", progress.readyAt());
        addIf(names, "firstResponseAt", progress.firstResponseAt());
        addIf(names, "approvedAt", progress.approvedAt());
        addIf(names, "mergedAt", progress.mergedAt());
        addIf(names, "closedAt", progress.closedAt());
        return names;
    }

    private static void addIf(List<String> names, String name, @Nullable Moment moment) {
        if (moment != null && moment.estimated()) {
            names.add(name);
        }
    }

    private static List<String> early(PullRequest pullRequest) {
        var names = new ArrayList<String>();
        for (var clock : Clock.values()) {
            if (pullRequest.progress().early(clock)) {
                names.add(clock.word());
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
