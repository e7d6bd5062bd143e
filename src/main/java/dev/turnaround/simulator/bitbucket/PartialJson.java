package dev.turnaround.simulator.bitbucket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The part of an answer that `fields` asks for.
///
/// A list of paths makes the answer these alone. A `+` before a path adds to it what it would leave
/// out, a `-` leaves it out.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#partial-response>
final class PartialJson {
    private final List<String> only;
    private final List<String> more;
    private final List<String> less;

    private PartialJson(List<String> paths) {
        this.only = paths.stream().filter(path -> !path.matches("[+-].*")).toList();
        this.more = signed(paths, "+");
        this.less = signed(paths, "-");
    }

    private static List<String> signed(List<String> paths, String sign) {
        return paths.stream()
                .filter(path -> path.startsWith(sign))
                .map(path -> path.substring(1))
                .toList();
    }

    /// What the value of `fields` asks for; null for everything.
    static PartialJson of(@Nullable String fields) {
        return new PartialJson(
                fields == null
                        ? List.of()
                        : Stream.of(fields.split(",", -1)).map(String::strip).toList());
    }

    /// Whether something that is left out otherwise was asked for.
    boolean names(String path) {
        return Stream.concat(only.stream(), more.stream())
                .anyMatch(one -> one.equals(path) || one.startsWith(path + "."));
    }

    /// What is left of an answer.
    ObjectNode of(ObjectNode whole) {
        return object(whole, "");
    }

    private ObjectNode object(ObjectNode whole, String path) {
        var part = Json.object();
        whole.properties()
                .forEach(field -> {
                    var name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                    if (kept(name)) {
                        part.set(field.getKey(), node(field.getValue(), name));
                    }
                });
        return part;
    }

    private JsonNode node(JsonNode whole, String path) {
        if (whole instanceof ObjectNode object) {
            return object(object, path);
        }
        if (whole instanceof ArrayNode list) {
            var part = list.arrayNode();
            list.forEach(element -> part.add(node(element, path)));
            return part;
        }
        return whole;
    }

    private boolean kept(String path) {
        return !less.contains(path)
                && (only.isEmpty() || only.stream().anyMatch(one -> touches(one, path)));
    }

    private static boolean touches(String asked, String path) {
        return asked.equals(path)
                || asked.startsWith(path + ".")
                || path.startsWith(asked + ".")
                || asked.equals("*");
    }
}
