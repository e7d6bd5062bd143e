package dev.turnaround.api;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A flat list as comma-separated values: <https://www.rfc-editor.org/rfc/rfc4180>
final class Csv {

    private Csv() {}

    static String of(List<String> columns, List<Map<String, @Nullable Object>> rows) {
        var csv = new StringBuilder(String.join(",", columns)).append("\r\n");
        for (var row : rows) {
            csv.append(
                            columns.stream()
                                    .map(column -> cell(value(row, column)))
                                    .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return csv.toString();
    }

    /// `author.login` looks into an object within the row.
    private static @Nullable Object value(Map<String, @Nullable Object> row, String column) {
        var dot = column.indexOf('.');
        if (dot < 0) {
            return row.get(column);
        }
        return row.get(column.substring(0, dot)) instanceof Map<?, ?> inner
                ? inner.get(column.substring(dot + 1))
                : null;
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        var text =
                value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                        : value.toString();
        // A spreadsheet takes a text that begins so for a formula; titles come from strangers.
        if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
