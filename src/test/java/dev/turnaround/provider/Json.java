package dev.turnaround.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Bodies taken apart and put together in other ways.
///
/// A path is the names from the top, with dots between them and `[]` after the name of a list, such
/// as `requested_teams[].slug`.
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Values that hardly any field is meant to have.
    static final List<JsonNode> ODD =
            List.of(
                    NODES.nullNode(),
                    NODES.booleanNode(true),
                    NODES.numberNode(0),
                    NODES.numberNode(-1),
                    NODES.numberNode(7),
                    NODES.numberNode(new BigInteger("1" + "0".repeat(60))),
                    NODES.numberNode(new BigDecimal("1e400")),
                    NODES.textNode(""),
                    NODES.textNode("\u0000\ud800"),
                    NODES.textNode("2026-03-09T09:15:04Z"),
                    NODES.arrayNode(),
                    NODES.arrayNode().add(NODES.arrayNode()).add(1).addNull(),
                    NODES.objectNode(),
                    NODES.objectNode().put("id", "x").put("number", "y").put("body", 1));

    private Json() {}

    /// The tree, or a missing node when the bytes are no JSON object.
    static JsonNode tree(byte[] body) {
        try {
            var tree = MAPPER.reader().readTree(body);
            return tree.isObject() ? tree : MissingNode.getInstance();
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The paths of all values.
    static Set<String> paths(JsonNode tree) {
        var paths = new TreeSet<String>();
        collect(tree, "", false, paths);
        return paths;
    }

    /// The paths of all texts.
    static Set<String> textPaths(JsonNode tree) {
        var paths = new TreeSet<String>();
        collect(tree, "", true, paths);
        return paths;
    }

    private static void collect(JsonNode node, String path, boolean textOnly, Set<String> paths) {
        if (!path.isEmpty() && (node.isTextual() || !textOnly)) {
            paths.add(path);
        }
        for (var field : node.properties()) {
            collect(field.getValue(), child(path, field.getKey()), textOnly, paths);
        }
        if (node.isArray()) {
            node.forEach(element -> collect(element, path + "[]", textOnly, paths));
        }
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// The body with every value at a path replaced.
    static byte[] replaced(JsonNode tree, String path, JsonNode by) {
        return bytes(replaced(tree, "", path, by));
    }

    private static JsonNode replaced(JsonNode node, String here, String path, JsonNode by) {
        if (here.equals(path)) {
            return by;
        }
        if (!path.startsWith(here)) {
            return node;
        }
        if (node.isObject()) {
            var copy = NODES.objectNode();
            for (var field : node.properties()) {
                copy.set(
                        field.getKey(),
                        replaced(field.getValue(), child(here, field.getKey()), path, by));
            }
            return copy;
        }
        if (node.isArray()) {
            var copy = NODES.arrayNode();
            node.forEach(element -> copy.add(replaced(element, here + "[]", path, by)));
            return copy;
        }
        return node;
    }

    /// The body with space between everything.
    static byte[] pretty(JsonNode tree) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The body with the fields of every object in reverse order.
    static byte[] reversed(JsonNode tree) {
        return bytes(reverse(tree));
    }

    private static JsonNode reverse(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var copy = NODES.objectNode();
            for (var field : new ArrayList<>(object.properties()).reversed()) {
                copy.set(field.getKey(), reverse(field.getValue()));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = NODES.arrayNode();
            array.forEach(element -> copy.add(reverse(element)));
            return copy;
        }
        return node;
    }

    /// A list of one.
    static JsonNode list(JsonNode element) {
        return NODES.arrayNode().add(element);
    }

    /// The body of a tree.
    static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
