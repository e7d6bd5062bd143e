package dev.turnaround.simulator.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// JSON as the API takes it.
final class Wire {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Wire() {}

    /// The tree of a text; an absent one when it is no JSON.
    static JsonNode tree(String json) {
        try {
            return MAPPER.reader().readTree(json);
        } catch (JsonProcessingException malformed) {
            return MAPPER.missingNode();
        }
    }
}
