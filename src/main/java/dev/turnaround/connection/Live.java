package dev.turnaround.connection;

import dev.turnaround.check.Line;
import dev.turnaround.model.Fetch;
import dev.turnaround.model.Repository;
import dev.turnaround.receive.Connection;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A connection that works.
///
/// @param given what somebody wrote down
/// @param version of what is kept; 0 for those of the configuration
/// @param secretsSetAt when its secrets were given, by their keys, where that is known
/// @param door what takes its webhooks
/// @param line how its API is reached
public record Live(
        Settings.Connection given,
        Origin origin,
        long version,
        Map<String, Instant> secretsSetAt,
        Connection door,
        Line line) {

    /// Copies the map.
    public Live {
        secretsSetAt = Map.copyOf(secretsSetAt);
    }

    /// A secret as it may be shown.
    ///
    /// @param key such as `auth.token`
    /// @param hint its last three characters; empty for a short one
    /// @param setAt null when nobody knows
    public record Shown(String key, String hint, @Nullable Instant setAt) {}

    /// Its id.
    public String id() {
        return given.id();
    }

    /// The word for its provider.
    public String provider() {
        return given.provider();
    }

    /// The names of its repositories or projects; null for all. A provider has one or the other;
    /// whichever is listed is what is wanted.
    public @Nullable List<String> selected() {
        return selected(given);
    }

    /// What of it is taken.
    public Fetch fetch() {
        return given.fetch();
    }

    /// Whether the repository or project is selected.
    public boolean wants(Repository repository) {
        return door.selection().wants(repository);
    }

    /// The owners whose repositories alone are meant; empty for anybody's.
    public List<String> owners() {
        return owners(given);
    }

    static List<String> owners(Settings.Connection given) {
        return given.repositories() instanceof Settings.Selection.All(var owners, _)
                ? owners
                : List.of();
    }

    /// The names of those that are left out where all are meant.
    public List<String> except() {
        return except(given);
    }

    static List<String> except(Settings.Connection given) {
        return given.repositories() instanceof Settings.Selection.All(_, var except)
                ? except
                : List.of();
    }

    static @Nullable List<String> selected(Settings.Connection given) {
        var names = new ArrayList<String>();
        var all = true;
        for (var some : List.of(given.repositories(), given.projects())) {
            if (some instanceof Settings.Selection.Listed(var listed)) {
                names.addAll(listed);
                all = false;
            }
        }
        return all ? null : names;
    }

    /// Its secrets, the newest of a kind where there are two.
    public List<Shown> secrets() {
        var shown = new ArrayList<Shown>();
        secretsOf(given)
                .forEach((key, secret) ->
                        shown.add(new Shown(key, secret.hint(), secretsSetAt.get(key))));
        return shown;
    }

    /// The secrets of a connection by their keys, in a lasting order.
    static Map<String, Secret> secretsOf(Settings.Connection given) {
        var secrets = new LinkedHashMap<String, Secret>();
        collect("auth", given.auth(), secrets);
        if (!given.webhook().secrets().isEmpty()) {
            secrets.put("webhook.secrets", given.webhook().secrets().getFirst());
        }
        given.webhook().others().entrySet().stream()
                .filter(kind -> !kind.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .forEach(kind ->
                        secrets.put("webhook." + kind.getKey(), kind.getValue().getFirst()));
        return secrets;
    }

    private static void collect(
            String path, Settings.Credential.Group group, Map<String, Secret> secrets) {
        group.entries().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> {
                    var key = path + "." + entry.getKey();
                    switch (entry.getValue()) {
                        case Settings.Credential.Single(var value) -> secrets.put(key, value);
                        case Settings.Credential.Group inner -> collect(key, inner, secrets);
                    }
                });
    }
}
