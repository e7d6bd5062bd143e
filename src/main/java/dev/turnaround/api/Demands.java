package dev.turnaround.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What each call of the contract asks of its caller, as `security` says there.
///
/// Version 3.1 of OpenAPI lets a scheme that is not OAuth name roles, which are our scopes:
/// <https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object>
final class Demands {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    // As the contract's own router has it: what is written out comes before what stands for
    // anything.
    private static final Comparator<Demand> CONCRETE_FIRST =
            Comparator.comparing(demand ->
                    demand.segments().stream()
                            .map(segment -> isTemplate(segment) ? "1" : "0")
                            .collect(Collectors.joining()));

    private final List<Demand> demands;

    private Demands(List<Demand> demands) {
        this.demands = demands;
    }

    /// What one call asks.
    ///
    /// @param scope null for a call that is open to all
    record Demand(
            String operation,
            String method,
            String path,
            List<String> segments,
            @Nullable Scope scope) {

        private boolean fits(List<String> asked) {
            if (segments.size() != asked.size()) {
                return false;
            }
            for (var i = 0; i < asked.size(); i++) {
                var segment = segments.get(i);
                if (isTemplate(segment) ? asked.get(i).isEmpty() : !segment.equals(asked.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Reads the contract.
    ///
    /// @throws IllegalStateException when it says of a call something that is not known here
    static Demands of(JsonObject document) {
        var common = document.getJsonArray("security", new JsonArray());
        var found = new ArrayList<Demand>();
        for (var path : document.getJsonObject("paths")) {
            for (var operation : (JsonObject) path.getValue()) {
                if (METHODS.contains(operation.getKey())) {
                    var described = (JsonObject) operation.getValue();
                    var id = described.getString("operationId");
                    found.add(
                            new Demand(
                                    id,
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    segments(path.getKey()),
                                    scope(id, described.getJsonArray("security", common))));
                }
            }
        }
        return new Demands(found.stream().sorted(CONCRETE_FIRST).toList());
    }

    /// Every call.
    List<Demand> all() {
        return demands;
    }

    /// What the call asks that answers this request; null when there is none.
    ///
    /// @param path normalised, as the router sees it
    @Nullable Demand of(String method, String path) {
        var asked = segments(path);
        return demands.stream()
                .filter(demand -> demand.method().equals(method) && demand.fits(asked))
                .findFirst()
                .orElse(null);
    }

    /// The alternatives are ways to say who one is, by token or by session. All ask for the same.
    private static @Nullable Scope scope(String operation, JsonArray alternatives) {
        var words = new LinkedHashSet<String>();
        for (var alternative : alternatives) {
            for (var scheme : (JsonObject) alternative) {
                words.add(
                        ((JsonArray) scheme.getValue())
                                .stream().map(String::valueOf).collect(Collectors.joining(" ")));
            }
        }
        if (alternatives.isEmpty()) {
            return null;
        }
        if (words.size() != 1) {
            throw new IllegalStateException(operation + " asks for one scope, not " + words);
        }
        return Scope.of(words.getFirst());
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private static boolean isTemplate(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
