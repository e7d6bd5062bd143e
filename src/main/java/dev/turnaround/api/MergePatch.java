package dev.turnaround.api;

import io.vertx.core.json.JsonObject;

/// Changes of a JSON document by another: <https://www.rfc-editor.org/rfc/rfc7396>
final class MergePatch {

    private MergePatch() {}

    /// The document with the changes in it; neither is changed itself.
    static JsonObject apply(JsonObject document, JsonObject patch) {
        var merged = document.copy();
        for (var entry : patch) {
            if (entry.getValue() == null) {
                merged.remove(entry.getKey());
            } else if (entry.getValue() instanceof JsonObject inner) {
                var before =
                        merged.getValue(entry.getKey()) instanceof JsonObject there
                                ? there
                                : new JsonObject();
                merged.put(entry.getKey(), apply(before, inner));
            } else {
                merged.put(entry.getKey(), entry.getValue());
            }
        }
        return merged;
    }
}
