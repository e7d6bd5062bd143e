package dev.turnaround.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.turnaround.ingest.Arrival;
import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.store.ChangeJson;
import dev.turnaround.store.DeliveryVerdict;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// What an entry of the log looks like.
final class EntryJson {
    /// A reader knows this one only. What is added that others may pass over needs no other number.
    private static final int VERSION = 1;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private EntryJson() {}

    /// An entry.
    ///
    /// @param id its own identity, the same however often it is read
    /// @param verdict what the door knows to become of it; null where there is something to fold
    /// @param about the pull request it would have been news of, by [PullRequestKey#id]
    /// @param change what there is to fold, or null
    record Entry(
            int version,
            String id,
            String connection,
            @Nullable String delivery,
            @Nullable String event,
            @Nullable String action,
            String receivedAt,
            @Nullable String verdict,
            @Nullable String reason,
            @Nullable String about,
            @Nullable JsonNode change) {}

    /// An entry that this version cannot read. Says nothing of what stands there.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why, null, false, false);
        }
    }

    /// The entry of an arrival.
    ///
    /// @param id an identity for it
    static byte[] write(Arrival arrival, String id) {
        var entry =
                switch (arrival.content()) {
                    case Arrival.News(var change) ->
                            entry(arrival, id, null, null, null, ChangeJson.write(change));
                    case Arrival.Nothing(var verdict, var reason, var about) ->
                            entry(arrival, id, verdict.word(), reason, about, null);
                    case Arrival.Listed _ ->
                            throw new IllegalArgumentException("nobody delivered it");
                };
        try {
            // By way of a text: half a surrogate pair becomes "?", as it does in the database.
            return MAPPER.writeValueAsString(entry).getBytes(UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an entry cannot be written", impossible);
        }
    }

    private static Entry entry(
            Arrival arrival,
            String id,
            @Nullable String verdict,
            @Nullable String reason,
            @Nullable PullRequestKey about,
            @Nullable JsonNode change) {
        return new Entry(
                VERSION,
                id,
                arrival.connection(),
                arrival.deliveryId(),
                arrival.event(),
                arrival.action(),
                arrival.receivedAt().toString(),
                verdict,
                reason,
                about == null ? null : about.id(),
                change);
    }

    /// The arrival of an entry.
    static Arrival read(byte @Nullable [] json) throws Unreadable {
        try {
            return arrival(MAPPER.readValue(json == null ? new byte[0] : json, Entry.class));
        } catch (IOException | IllegalArgumentException | DateTimeParseException junk) {
            throw new Unreadable("it is no entry");
        }
    }

    // Whoever wrote the entry may have left out what this version never leaves out.
    @SuppressWarnings("ConstantValue")
    private static Arrival arrival(@Nullable Entry entry) throws Unreadable {
        if (entry == null || entry.version != VERSION) {
            throw new Unreadable("it is of another version");
        }
        if (entry.id == null || entry.connection == null || entry.receivedAt == null) {
            throw new Unreadable("it is incomplete");
        }
        return new Arrival(
                entry.connection,
                entry.delivery,
                entry.event,
                entry.action,
                Instant.parse(entry.receivedAt),
                content(entry),
                entry.id);
    }

    private static Arrival.Content content(Entry entry) throws Unreadable {
        if (entry.change != null) {
            return Arrival.news(ChangeJson.read(entry.change));
        }
        if (entry.verdict == null || entry.reason == null) {
            throw new Unreadable("it says nothing");
        }
        return new Arrival.Nothing(
                DeliveryVerdict.of(entry.verdict),
                entry.reason,
                entry.about == null ? null : PullRequestKey.parse(entry.about));
    }

    /// By what entries are put in order: all about one pull request or issue stand in one
    /// partition.
    static String key(Arrival arrival) {
        return switch (arrival.content()) {
            case Arrival.News(var change) -> key(arrival.connection(), change);
            case Arrival.Nothing _, Arrival.Listed _ -> arrival.connection();
        };
    }

    private static String key(String connection, Change change) {
        return switch (change) {
            case Change.ToPullRequest told -> told.key().id();
            case Change.PullRequestGone gone -> gone.key().id();
            case Change.ToIssue told -> told.key().word();
            case Change.IssueGone gone -> gone.key().word();
            case Change.ToRepository _ -> connection;
        };
    }
}
