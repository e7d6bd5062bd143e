package dev.turnaround.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Where a page ended, in a form that says to its holder: do not look inside.
final class Cursor {

    private Cursor() {}

    static String write(List<String> parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    /// @throws IllegalArgumentException when it was not written by [#write] with so many parts
    static List<String> read(String cursor, int count) {
        var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        var parts = text.lines().toList();
        if (parts.size() != count) {
            throw new IllegalArgumentException("a foreign cursor");
        }
        return parts;
    }
}
