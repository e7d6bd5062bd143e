package dev.turnaround.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Words that sing wherever they turn up: each is planted in one place of one delivery, so that it
/// tells where it came from.
final class Canaries {
    /// Stands in every title, which is kept: who does not find it, searches wrongly.
    static final String NIGHTINGALE = "nightingale";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern SONG = Pattern.compile("canary\\w*");

    /// What is kept, as GitHubTest lists it in full, by the last name of its path.
    private static final Set<String> KEPT =
            Set.of("action", "full_name", "html_url", "login", "ref", "slug", "title");

    /// What is kept too, but is called like much that is not.
    private static final String KEPT_TYPE = ".issue.type.name";

    /// What decides whether and how a delivery is read.
    private static final Set<String> READ = Set.of("after", "state", "type");

    private final Map<String, String> places = new LinkedHashMap<>();

    /// The delivery's body with a canary in each text that is not kept, and in what a diff or a
    /// commit would bring along. Bytes that are no JSON object stay as they are.
    byte[] everywhere(String name, byte[] body) {
        if (!(tree(body) instanceof ObjectNode tree)) {
            return body;
        }
        eachText(tree, name, this::plant);
        bring(tree, name);
        return bytes(tree);
    }

    /// The delivery's body, once for each value in it that is not kept, with a canary in its place.
    List<byte[]> oneByOne(String name, byte[] body) {
        var places = new ArrayList<Place>();
        var tree = tree(body);
        eachValue(tree, name, places::add);
        var bodies = new ArrayList<byte[]>();
        for (var place : places) {
            var before = place.value();
            place.put(TextNode.valueOf(hatch(place.path())));
            bodies.add(bytes(tree));
            place.put(before);
        }
        return bodies;
    }

    /// Those that a text holds, with where they were planted.
    Set<String> singingIn(String text) {
        var found = new TreeSet<String>();
        SONG.matcher(text)
                .results()
                .forEach(song ->
                        found.add(places.getOrDefault(song.group(), song.group() + ", recorded")));
        return found;
    }

    /// Where they were planted.
    Set<String> places() {
        return new TreeSet<>(places.values());
    }

    private String hatch(String path) {
        var name = "canary" + places.size();
        places.put(name, path);
        return name;
    }

    private void plant(Place place) {
        var name = place.name();
        if (name.equals("title")) {
            place.put(TextNode.valueOf(NIGHTINGALE));
        } else if (name.equals("body")) {
            place.put(
                    TextNode.valueOf(
                            "%s\n\n```java\n%s\n```\n\n`%s`"
                                    .formatted(
                                            hatch(place.path()),
                                            hatch(place.path() + " fenced"),
                                            hatch(place.path() + " inline"))));
        } else if (!place.kept() && !READ.contains(name) && !name.endsWith("_at")) {
            place.put(TextNode.valueOf(hatch(place.path())));
        }
    }

    private void bring(ObjectNode tree, String name) {
        for (var holder : List.of("", "pull_request", "issue", "review", "comment")) {
            if (tree.at(holder.isEmpty() ? "" : "/" + holder) instanceof ObjectNode object) {
                var path = name + "." + holder;
                var file = object.putArray("files").addObject();
                for (var field : List.of("filename", "previous_filename", "patch", "contents")) {
                    file.put(field, hatch(path + ".files[]." + field));
                }
                object.put("suggestion", hatch(path + ".suggestion"));
            }
        }
        var commit = tree.putArray("commits").addObject();
        commit.put("message", hatch(name + ".commits[].message"));
        commit.putArray("modified").add(hatch(name + ".commits[].modified"));
    }

    /// A value in a tree, and how to put another one there.
    private record Place(String path, String name, JsonNode value, Consumer<JsonNode> to) {
        boolean kept() {
            return KEPT.contains(name) || path.endsWith(KEPT_TYPE);
        }

        void put(JsonNode other) {
            to.accept(other);
        }
    }

    private static void eachText(JsonNode tree, String path, Consumer<Place> visitor) {
        each(
                tree,
                path,
                place -> {
                    if (place.value().isTextual()) {
                        visitor.accept(place);
                    }
                });
    }

    private static void eachValue(JsonNode tree, String path, Consumer<Place> visitor) {
        each(
                tree,
                path,
                place -> {
                    if (!place.kept()) {
                        visitor.accept(place);
                    }
                });
    }

    private static void each(JsonNode tree, String path, Consumer<Place> visitor) {
        if (tree instanceof ObjectNode object) {
            for (var field : List.copyOf(object.properties())) {
                var name = field.getKey();
                visit(
                        new Place(
                                path + "." + name,
                                name,
                                field.getValue(),
                                other -> object.set(name, other)),
                        visitor);
            }
        } else if (tree instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                var at = i;
                visit(
                        new Place(path + "[]", "", array.get(i), other -> array.set(at, other)),
                        visitor);
            }
        }
    }

    private static void visit(Place place, Consumer<Place> visitor) {
        if (place.value().isContainerNode()) {
            each(place.value(), place.path(), visitor);
        } else {
            visitor.accept(place);
        }
    }

    private static JsonNode tree(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException _) {
            return MAPPER.missingNode();
        }
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
