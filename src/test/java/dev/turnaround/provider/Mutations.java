package dev.turnaround.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Bodies made wrong in ways that happen: bytes damaged or cut off, fields missing, of another
/// type, numbers written as texts, things where others belong.
///
/// The same seed gives the same bodies.
final class Mutations {
    private static final int BYTES_MAX = 8;
    private static final int CHANGES_MAX = 4;

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /// One more wrong body.
    ///
    /// @param tree the body taken apart; missing when it is no JSON object
    byte[] of(byte[] body, JsonNode tree) {
        if (tree.isMissingNode()) {
            return random.nextBoolean() ? damaged(body) : cut(body);
        }
        return switch (random.nextInt(6)) {
            case 0 -> damaged(body);
            case 1 -> cut(body);
            default -> rebuilt(tree);
        };
    }

    private byte[] damaged(byte[] body) {
        var copy = body.clone();
        for (var times = 1 + random.nextInt(BYTES_MAX); times > 0 && copy.length > 0; times--) {
            var at = random.nextInt(copy.length);
            copy[at] =
                    (byte)
                            (random.nextBoolean()
                                    ? random.nextInt(256)
                                    : copy[at] ^ 1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] cut(byte[] body) {
        return body.length == 0 ? body : Arrays.copyOf(body, random.nextInt(body.length));
    }

    private byte[] rebuilt(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        for (var times = 1 + random.nextInt(CHANGES_MAX); times > 0; times--) {
            var places = new ArrayList<Place>();
            collect(copy, places);
            if (!places.isEmpty()) {
                change(places.get(random.nextInt(places.size())), places);
            }
        }
        return Json.bytes(copy);
    }

    /// A value within an object or a list.
    private record Place(JsonNode parent, String name, int index) {
        JsonNode value() {
            return parent instanceof ArrayNode list ? list.get(index) : parent.get(name);
        }

        /// Nothing where an earlier change has taken the value away.
        void replace(JsonNode by) {
            switch (parent) {
                case ArrayNode list -> list.set(index, by);
                case ObjectNode object -> object.set(name, by);
                default -> {}
            }
        }

        void remove() {
            switch (parent) {
                case ArrayNode list -> list.remove(index);
                case ObjectNode object -> object.remove(name);
                default -> {}
            }
        }
    }

    private static void collect(JsonNode node, List<Place> places) {
        for (var field : node.properties()) {
            places.add(new Place(node, field.getKey(), -1));
            collect(field.getValue(), places);
        }
        if (node.isArray()) {
            for (var index = 0; index < node.size(); index++) {
                places.add(new Place(node, "", index));
                collect(node.get(index), places);
            }
        }
    }

    private void change(Place place, List<Place> places) {
        switch (random.nextInt(5)) {
            case 0 -> place.remove();
            // A copy, because a later change may be within it.
            case 1 -> place.replace(Json.ODD.get(random.nextInt(Json.ODD.size())).deepCopy());
            // What stands somewhere else in the body, such as a person where a list belongs.
            case 2 -> place.replace(places.get(random.nextInt(places.size())).value().deepCopy());
            case 3 -> place.replace(new TextNode(place.value().asText()));
            default -> place.replace(Json.list(place.value().deepCopy()));
        }
    }
}
