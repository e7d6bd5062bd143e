package dev.turnaround.contract;

import dev.turnaround.store.Gap;
import dev.turnaround.store.RepositoryHealth;
import dev.turnaround.store.RepositoryHealths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A repository or project as the API shows it.
public final class RepositoryJson {

    private RepositoryJson() {}

    /// The fields in the order of the contract.
    ///
    /// @param provider the word for its provider
    public static Map<String, @Nullable Object> of(RepositoryHealth health, String provider) {
        var counts = new LinkedHashMap<String, Object>();
        counts.put("processed", health.processed());
        counts.put("ingested", health.ingested());
        counts.put("skipped", health.skipped());
        counts.put("failed", health.failed());
        counts.put("merged", health.merged());
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", health.connection() + ":" + health.id());
        json.put("provider", provider);
        json.put("connection", health.connection());
        json.put("repository", health.name());
        json.put("repositoryId", health.id());
        json.put("autoSync", health.autoSync());
        json.put("pullRequests", counts);
        json.put("completeness", health.completeness());
        json.put("liveFacts", health.liveFacts());
        json.put("facts", health.facts());
        json.put("lastDeliveryAt", health.lastDeliveryAt());
        json.put("lastSyncAt", health.lastSyncAt());
        json.put("gap", json(health.gap()));
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> json(@Nullable Gap gap) {
        if (gap == null) {
            return null;
        }
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("since", gap.since());
        json.put("reason", gap.reason().word());
        json.put("confirmed", gap.missed() != null);
        json.put("missed", gap.missed());
        return json;
    }

    /// The same, with the pull requests of each author.
    public static Map<String, @Nullable Object> of(
            RepositoryHealth health, String provider, List<RepositoryHealths.OfAuthor> authors) {
        var json = of(health, provider);
        json.put("byGitUser", authors.stream().map(RepositoryJson::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(RepositoryHealths.OfAuthor one) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", one.author());
        json.put("login", one.login());
        json.put("ingested", one.ingested());
        json.put("merged", one.merged());
        return json;
    }
}
