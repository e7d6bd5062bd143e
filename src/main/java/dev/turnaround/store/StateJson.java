package dev.turnaround.store;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.turnaround.model.Act;
import dev.turnaround.model.Answer;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Progress;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Settled;
import dev.turnaround.model.Span;
import dev.turnaround.model.Strand;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.IssueProgress;
import dev.turnaround.model.issue.IssueStrand;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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
                    .addMixIn(IssueAct.class, IssueActTypes.class)
                    .addMixIn(Span.class, SpanAsWord.class)
                    .addMixIn(Answer.class, WithoutNames.class)
                    .build();

    private static final ObjectWriter STATE_WRITER = MAPPER.writerFor(State.class);
    private static final ObjectReader STATE_READER = MAPPER.readerFor(State.class);
    private static final ObjectWriter ACT_WRITER = MAPPER.writerFor(Act.class);
    private static final ObjectReader ACT_READER = MAPPER.readerFor(Act.class);
    private static final ObjectWriter ISSUE_WRITER = MAPPER.writerFor(IssueState.class);
    private static final ObjectReader ISSUE_READER = MAPPER.readerFor(IssueState.class);
    private static final ObjectWriter ISSUE_ACT_WRITER = MAPPER.writerFor(IssueAct.class);
    private static final ObjectReader ISSUE_ACT_READER = MAPPER.readerFor(IssueAct.class);

    private StateJson() {}

    /// A mapper of one's own that knows what is known here.
    static ObjectMapper mapper() {
        return MAPPER.copy();
    }

    /// What the column `state` of a pull request holds.
    ///
    /// @param settled null when nothing is
    record State(Attributes attributes, Progress progress, @Nullable Settled<Strand> settled) {

        static State of(PullRequest one) {
            return new State(one.attributes(), one.progress(), orNull(one.settled()));
        }

        PullRequest pullRequest(PullRequestKey key) {
            return new PullRequest(key, attributes, progress, orNothing(settled));
        }
    }

    /// What the column `state` of an issue holds.
    ///
    /// @param settled null when nothing is
    record IssueState(
            IssueAttributes attributes,
            IssueProgress progress,
            @Nullable Settled<IssueStrand> settled) {

        static IssueState of(Issue one) {
            return new IssueState(one.attributes(), one.progress(), orNull(one.settled()));
        }

        Issue issue(IssueKey key) {
            return new Issue(key, attributes, progress, orNothing(settled));
        }
    }

    private static <S extends Enum<S>> @Nullable Settled<S> orNull(Settled<S> settled) {
        return settled.untils().isEmpty() ? null : settled;
    }

    private static <S extends Enum<S>> Settled<S> orNothing(@Nullable Settled<S> settled) {
        return settled == null ? Settled.nothing() : settled;
    }

    static String write(State state) {
        return write(STATE_WRITER, state);
    }

    static State readState(String json) {
        return read(STATE_READER, State.class, json);
    }

    static String write(Act act) {
        return write(ACT_WRITER, act);
    }

    static Act readAct(String json) {
        return read(ACT_READER, Act.class, json);
    }

    static String write(IssueState state) {
        return write(ISSUE_WRITER, state);
    }

    static IssueState readIssueState(String json) {
        return read(ISSUE_READER, IssueState.class, json);
    }

    static String write(IssueAct act) {
        return write(ISSUE_ACT_WRITER, act);
    }

    static IssueAct readIssueAct(String json) {
        return read(ISSUE_ACT_READER, IssueAct.class, json);
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(value.getClass() + " cannot be written", impossible);
        }
    }

    private static <T> T read(ObjectReader reader, Class<T> type, String json) {
        try {
            return reader.readValue(json, type);
        } catch (IOException foreign) {
            throw new IllegalStateException("it was not written by this version", foreign);
        }
    }

    @JsonSerialize(converter = ToWord.class)
    @JsonDeserialize(converter = FromWord.class)
    private interface SpanAsWord {}

    private static final class ToWord extends StdConverter<Span, String> {
        @Override
        public String convert(Span span) {
            return span.word();
        }
    }

    private static final class FromWord extends StdConverter<String, Span> {
        @Override
        public Span convert(String word) {
            return Span.parse(word);
        }
    }

    /// There can be several in one state, which is written with every fact: their names would be
    /// most of it.
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private interface WithoutNames {}

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

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = IssueAct.Created.class, name = "created"),
        @JsonSubTypes.Type(value = IssueAct.Moved.class, name = "moved"),
        @JsonSubTypes.Type(value = IssueAct.Placed.class, name = "placed"),
        @JsonSubTypes.Type(value = IssueAct.Assigned.class, name = "assigned"),
        @JsonSubTypes.Type(value = IssueAct.Commented.class, name = "commented"),
        @JsonSubTypes.Type(value = IssueAct.Linked.class, name = "linked"),
        @JsonSubTypes.Type(value = IssueAct.Deleted.class, name = "deleted"),
        @JsonSubTypes.Type(value = IssueAct.Seen.class, name = "seen"),
    })
    private interface IssueActTypes {}
}
