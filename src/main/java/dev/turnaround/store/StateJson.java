package dev.turnaround.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.turnaround.model.Act;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Progress;
import dev.turnaround.model.Reviewer;

/// The JSON in which state and facts are kept. The model knows nothing of it: what it needs to be
/// told stands here.
final class StateJson {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .addMixIn(Act.class, ActTypes.class)
                    .addMixIn(Reviewer.class, ReviewerTypes.class)
                    .build();

    private static final ObjectWriter STATE_WRITER = MAPPER.writerFor(State.class);
    private static final ObjectReader STATE_READER = MAPPER.readerFor(State.class);
    private static final ObjectWriter ACT_WRITER = MAPPER.writerFor(Act.class);
    private static final ObjectReader ACT_READER = MAPPER.readerFor(Act.class);

    private StateJson() {}

    /// What the column `state` holds.
    record State(Attributes attributes, Progress progress) {}

    static String write(State state) {
        try {
            return STATE_WRITER.writeValueAsString(state);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("state cannot be written", impossible);
        }
    }

    static State readState(String json) {
        try {
            return STATE_READER.readValue(json);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("state was not written by this version", foreign);
        }
    }

    static String write(Act act) {
        try {
            return ACT_WRITER.writeValueAsString(act);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a fact cannot be written", impossible);
        }
    }

    static Act readAct(String json) {
        try {
            return ACT_READER.readValue(json);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("a fact was not written by this version", foreign);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Act.Opened.class, name = "opened"),
        @JsonSubTypes.Type(value = Act.Ready.class, name = "ready"),
        @JsonSubTypes.Type(value = Act.Draft.class, name = "draft"),
        @JsonSubTypes.Type(value = Act.ReviewRequested.class, name = "review_requested"),
        @JsonSubTypes.Type(value = Act.ReviewRequestRemoved.class, name = "review_request_removed"),
        @JsonSubTypes.Type(value = Act.Commented.class, name = "commented"),
        @JsonSubTypes.Type(value = Act.Reviewed.class, name = "reviewed"),
        @JsonSubTypes.Type(value = Act.Dismissed.class, name = "dismissed"),
        @JsonSubTypes.Type(value = Act.Unapproved.class, name = "unapproved"),
        @JsonSubTypes.Type(value = Act.Withdrawn.class, name = "withdrawn"),
        @JsonSubTypes.Type(value = Act.ApprovalsReset.class, name = "approvals_reset"),
        @JsonSubTypes.Type(value = Act.Pushed.class, name = "pushed"),
        @JsonSubTypes.Type(value = Act.Merged.class, name = "merged"),
        @JsonSubTypes.Type(value = Act.Closed.class, name = "closed"),
        @JsonSubTypes.Type(value = Act.Reopened.class, name = "reopened"),
        @JsonSubTypes.Type(value = Act.Seen.class, name = "seen"),
    })
    private interface ActTypes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Reviewer.Person.class, name = "person"),
        @JsonSubTypes.Type(value = Reviewer.Team.class, name = "team"),
    })
    private interface ReviewerTypes {}
}
