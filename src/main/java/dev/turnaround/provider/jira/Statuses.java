package dev.turnaround.provider.jira;

import dev.turnaround.model.issue.Category;
import dev.turnaround.model.issue.Status;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What the statuses of a site mean: changes name them without their category.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-statuses/>
final class Statuses {
    private final Site site;
    private final Call call;
    // An empty category is one that nobody can tell, so that nobody asks for it twice.
    private final AtomicReference<Map<String, Optional<Category>>> known =
            new AtomicReference<>(Map.of());

    Statuses(Site site, Call call) {
        this.site = site;
        this.call = call;
    }

    /// The status, with what it means.
    Status known(Status told) {
        if (told.category() != null) {
            return told;
        }
        var meaning = known.get().get(told.id());
        if (meaning == null) {
            meaning = learn(told.id());
        }
        return new Status(told.id(), told.name(), meaning.orElse(null));
    }

    private Optional<Category> learn(String wanted) {
        var now = new HashMap<>(known.get());
        now.putAll(Site.readList(site.ask(call), Statuses::list));
        var meaning = now.computeIfAbsent(wanted, _ -> Optional.empty());
        known.set(Map.copyOf(now));
        return meaning;
    }

    private static Map<String, Optional<Category>> list(Fields in) throws IOException {
        var all = new HashMap<String, Optional<Category>>();
        while (in.next()) {
            if (in.enterList()) {
                while (in.nextElement()) {
                    var status = SnapshotReader.status(in);
                    if (status != null) {
                        all.put(status.id(), Optional.ofNullable(status.category()));
                    }
                }
            }
        }
        return all;
    }

    @Nullable Status nullable(@Nullable Status told) {
        return told == null ? null : known(told);
    }
}
