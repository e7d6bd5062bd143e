package dev.turnaround.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnaround.model.Change;

/// A [Change] as JSON, with facts and attributes in the form in which they are kept.
public final class ChangeJson {
    private static final ObjectMapper MAPPER =
            StateJson.mapper().addMixIn(Change.class, ChangeTypes.class);

    private ChangeJson() {}

    /// The JSON of a change.
    public static JsonNode write(Change change) {
        return MAPPER.valueToTree(change);
    }

    /// The change that [#write] wrote.
    ///
    /// @throws IllegalArgumentException when it was not written by this version
    public static Change read(JsonNode json) {
        try {
            return MAPPER.treeToValue(json, Change.class);
        } catch (JsonProcessingException foreign) {
            // What it found is not told: it may be anything.
            throw new IllegalArgumentException("it was not written by this version");
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Change.ToPullRequest.class, name = "pull_request"),
        @JsonSubTypes.Type(value = Change.ToIssue.class, name = "issue"),
        @JsonSubTypes.Type(value = Change.PullRequestGone.class, name = "pull_request_gone"),
        @JsonSubTypes.Type(value = Change.IssueGone.class, name = "issue_gone"),
        @JsonSubTypes.Type(value = Change.ToRepository.class, name = "repository"),
    })
    private interface ChangeTypes {}
}
