package dev.turnaround.api;

import dev.turnaround.check.Line;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A connection as the API may show it: without its secrets.
///
/// @param line how its API is reached
/// @param webhookUrl where its webhooks are to be posted
/// @param selected the names of its repositories or projects; null for all
public record Connected(Line line, URI webhookUrl, @Nullable List<String> selected) {
    /// Copies the list.
    public Connected {
        selected = selected == null ? null : List.copyOf(selected);
    }

    /// Its id.
    public String id() {
        return line.connection();
    }
}
