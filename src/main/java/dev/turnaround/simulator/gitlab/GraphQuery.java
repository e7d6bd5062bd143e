package dev.turnaround.simulator.gitlab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A GraphQL query that was read: as much of the language as readers of an API need.
///
/// <https://spec.graphql.org/October2021/#sec-Language>
final class GraphQuery {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*,*\\s*(?:#[^\\n]*\\s*)*(\\.\\.\\.|\"(?:[^\"\\\\]|\\\\.)*\"|-?\\d+|[_A-Za-z]\\w*|[{}()\\[\\]:!$@=])\\s*");

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Object> variables;
    private final Map<String, List<Selection>> fragments = new HashMap<>();
    private List<Selection> root = List.of();
    private int next;

    private GraphQuery(String text, Map<String, Object> variables) {
        this.variables = variables;
        var matcher = TOKEN.matcher(text);
        var end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end < text.stripTrailing().length()) {
            throw new IllegalArgumentException("Parse error at " + end);
        }
    }

    /// A field, or a fragment in its place.
    ///
    /// @param alias under which name it is answered
    /// @param fragment the name of a fragment; null for a field
    /// @param included what its directive said
    record Selection(
            String alias,
            String field,
            Arguments arguments,
            List<Selection> selections,
            @Nullable String fragment,
            boolean included) {}

    /// What is given to a field.
    record Arguments(Map<String, @Nullable Object> values) {
        static final Arguments NONE = new Arguments(Map.of());

        /// The value; null when there is none.
        @Nullable Object get(String name) {
            return values.get(name);
        }
    }

    /// Reads it.
    ///
    /// @throws IllegalArgumentException when it is none
    static GraphQuery read(String text, Map<String, Object> variables) {
        var query = new GraphQuery(text, variables);
        query.document();
        return query;
    }

    /// What it asks for, with fragments in place.
    List<Selection> selections() {
        return flat(root);
    }

    /// What a field asks for, with fragments in place.
    List<Selection> flat(List<Selection> selections) {
        var flat = new ArrayList<Selection>();
        for (var selection : selections) {
            if (!selection.included()) {
                continue;
            }
            if (selection.fragment() == null) {
                flat.add(selection);
            } else {
                flat.addAll(flat(fragments.getOrDefault(selection.fragment(), List.of())));
            }
        }
        return flat;
    }

    private void document() {
        while (next < tokens.size()) {
            if (peek().equals("fragment")) {
                take();
                var name = take();
                take();
                take();
                fragments.put(name, selectionSet());
            } else {
                while (!peek().equals("{")) {
                    take();
                }
                root = selectionSet();
            }
        }
    }

    private List<Selection> selectionSet() {
        var selections = new ArrayList<Selection>();
        expect("{");
        while (!peek().equals("}")) {
            selections.add(selection());
        }
        take();
        return selections;
    }

    private Selection selection() {
        if (peek().equals("...")) {
            take();
            var name = take();
            return new Selection(name, name, Arguments.NONE, List.of(), name, included());
        }
        var alias = take();
        var field = alias;
        if (peek().equals(":")) {
            take();
            field = take();
        }
        var arguments = peek().equals("(") ? arguments() : Arguments.NONE;
        var included = included();
        var selections = peek().equals("{") ? selectionSet() : List.<Selection>of();
        return new Selection(alias, field, arguments, selections, null, included);
    }

    private boolean included() {
        var included = true;
        while (next < tokens.size() && peek().equals("@")) {
            take();
            var directive = take();
            var condition = Boolean.TRUE.equals(arguments().get("if"));
            included &= directive.equals("include") == condition;
        }
        return included;
    }

    private Arguments arguments() {
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        expect("(");
        while (!peek().equals(")")) {
            var name = take();
            expect(":");
            arguments.put(name, value());
        }
        take();
        return new Arguments(arguments);
    }

    private @Nullable Object value() {
        var token = take();
        if (token.equals("$")) {
            return variables.get(take());
        }
        if (token.equals("[")) {
            var list = new ArrayList<@Nullable Object>();
            while (!peek().equals("]")) {
                list.add(value());
            }
            take();
            return list;
        }
        if (token.startsWith("\"")) {
            return token.substring(1, token.length() - 1);
        }
        if (token.equals("true") || token.equals("false")) {
            return Boolean.valueOf(token);
        }
        if (token.equals("null")) {
            return null;
        }
        return token.matches("-?\\d+") ? (Object) Integer.valueOf(token) : token;
    }

    private String peek() {
        if (next >= tokens.size()) {
            throw new IllegalArgumentException("Parse error: unexpected end");
        }
        return tokens.get(next);
    }

    private String take() {
        var token = peek();
        next++;
        return token;
    }

    private void expect(String token) {
        if (!take().equals(token)) {
            throw new IllegalArgumentException("Parse error: expected " + token);
        }
    }
}
