package dev.turnaround.simulator.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Answers a [GraphQuery] out of objects.
///
/// Nothing is answered that was not asked for, and a field that a type does not have is refused
/// with the whole query, as GitLab does.
final class GraphAnswer {
    /// GitLab's, per connection.
    private static final int PAGE_MAX = 100;

    private GraphAnswer() {}

    /// A type of the schema: its fields, each as a text, a number, a truth value, null, another
    /// thing, or a list of things.
    record Shape<T>(String name, Map<String, Field<T>> fields) {}

    /// How a field is answered.
    @FunctionalInterface
    interface Field<T> {
        @Nullable Object of(T value, GraphQuery.Arguments arguments);
    }

    /// A value of a type.
    record Thing<T>(Shape<T> type, T value) {}

    /// A page of a connection.
    record Connection<T>(
            Shape<T> type, List<T> all, List<T> page, boolean more, @Nullable String cursor) {}

    /// A field that is not in the schema.
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown(String field, String type) {
            super("Field '" + field + "' doesn't exist on type '" + type + "'");
        }
    }

    /// The page that `first` and `after` ask for. A cursor names the last item by its number, which
    /// `after` looks up wherever it is by then.
    static <T> Connection<T> connection(
            Shape<T> type, List<T> all, GraphQuery.Arguments arguments, Function<T, String> place) {
        var first = arguments.get("first") instanceof Integer asked ? asked : PAGE_MAX;
        var size = Math.min(PAGE_MAX, first);
        var after = arguments.get("after") instanceof String cursor ? decoded(cursor) : null;
        var rest =
                after == null
                        ? all
                        : all.stream()
                                .filter(one -> place.apply(one).compareTo(after) > 0)
                                .toList();
        var page = rest.subList(0, Math.min(size, rest.size()));
        var last = page.isEmpty() ? null : encoded(place.apply(page.getLast()));
        return new Connection<>(type, all, page, rest.size() > page.size(), last);
    }

    private static String encoded(String place) {
        return Base64.getEncoder().encodeToString(place.getBytes(UTF_8));
    }

    private static String decoded(String cursor) {
        return new String(Base64.getDecoder().decode(cursor), UTF_8);
    }

    /// The answer's `data`.
    ///
    /// @throws Unknown when something is asked for that is not there
    static ObjectNode of(GraphQuery query, Thing<?> root) {
        return object(query, query.selections(), root);
    }

    private static <T> ObjectNode object(
            GraphQuery query, List<GraphQuery.Selection> selections, Thing<T> thing) {
        var node = Json.object();
        for (var selection : selections) {
            var field = thing.type().fields().get(selection.field());
            if (field == null) {
                throw new Unknown(selection.field(), thing.type().name());
            }
            put(query, node, selection, field.of(thing.value(), selection.arguments()));
        }
        return node;
    }

    private static void put(
            GraphQuery query,
            ObjectNode node,
            GraphQuery.Selection selection,
            @Nullable Object value) {
        var name = selection.alias();
        switch (value) {
            case null -> node.putNull(name);
            case String text -> node.put(name, text);
            case Integer number -> node.put(name, number);
            case Long number -> node.put(name, number);
            case Boolean flag -> node.put(name, flag);
            case Thing<?> thing ->
                    node.set(name, object(query, query.flat(selection.selections()), thing));
            case Connection<?> connection -> node.set(name, page(query, selection, connection));
            default -> throw new IllegalStateException("no value of GraphQL: " + name);
        }
    }

    private static <T> ObjectNode page(
            GraphQuery query, GraphQuery.Selection selection, Connection<T> connection) {
        var node = Json.object();
        for (var part : query.flat(selection.selections())) {
            switch (part.field()) {
                case "count" -> node.put(part.alias(), connection.all().size());
                case "pageInfo" -> {
                    var info = node.putObject(part.alias());
                    for (var one : query.flat(part.selections())) {
                        switch (one.field()) {
                            case "hasNextPage" -> info.put(one.alias(), connection.more());
                            case "endCursor" -> info.put(one.alias(), connection.cursor());
                            default -> throw new Unknown(one.field(), "PageInfo");
                        }
                    }
                }
                case "nodes" -> {
                    ArrayNode nodes = node.putArray(part.alias());
                    for (var one : connection.page()) {
                        nodes.add(
                                object(
                                        query,
                                        query.flat(part.selections()),
                                        new Thing<>(connection.type(), one)));
                    }
                }
                default -> throw new Unknown(part.field(), connection.type().name() + "Connection");
            }
        }
        return node;
    }

    /// What GitLab counts a query as: each field one, and those of a connection again for each
    /// hundred items that it may have.
    static int complexity(GraphQuery query) {
        return sum(query.selections(), one -> complexity(query, one));
    }

    private static int complexity(GraphQuery query, GraphQuery.Selection selection) {
        var below = sum(query.flat(selection.selections()), one -> complexity(query, one));
        var first = selection.arguments().get("first");
        var items = first instanceof Integer asked ? Math.min(PAGE_MAX, asked) : 0;
        return 1 + below + below * items / 100;
    }

    private static int sum(
            List<GraphQuery.Selection> selections, ToIntFunction<GraphQuery.Selection> each) {
        return selections.stream().mapToInt(each).sum();
    }
}
