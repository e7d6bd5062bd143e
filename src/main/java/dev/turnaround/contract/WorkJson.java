package dev.turnaround.contract;

import dev.turnaround.model.work.Chunks;
import dev.turnaround.model.work.Item;
import dev.turnaround.store.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What belongs together, as the API shows it.
public final class WorkJson {

    private WorkJson() {}

    /// The fields in the order of the contract.
    ///
    /// @param providerOf the word for a connection's provider
    public static Map<String, @Nullable Object> of(Work work, UnaryOperator<String> providerOf) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", Long.toString(work.id()));
        json.put("kind", work.contributors().size() > 1 ? "superchunk" : "chunk");
        json.put("state", work.open() ? "open" : "closed");
        json.put("settling", work.loose());
        json.put("firstAt", work.firstAt());
        json.put("lastAt", work.lastAt());
        json.put("contributors", work.contributors().stream().map(WorkJson::contributor).toList());
        json.put("itemCount", work.itemCount());
        json.put("items", work.items().stream().map(one -> item(one, providerOf)).toList());
        json.put("ties", work.ties().stream().map(WorkJson::tie).toList());
        json.put("chunks", work.chunks().stream().map(WorkJson::chunk).toList());
        return json;
    }

    /// The same as a flat row.
    public static Map<String, @Nullable Object> row(Map<String, @Nullable Object> json, Work work) {
        var row = new LinkedHashMap<String, @Nullable Object>(json);
        row.put("contributors", work.contributors().stream().map(WorkJson::called).toList());
        row.put("items", work.items().stream().map(one -> one.item().word()).toList());
        return row;
    }

    private static String called(Work.Contributor one) {
        return one.name() == null ? one.id() : one.name();
    }

    private static Map<String, @Nullable Object> contributor(Work.Contributor one) {
        var person = one.id().startsWith("person:");
        var id = one.id().substring(one.id().indexOf(':') + 1);
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", one.id());
        json.put("name", one.name());
        json.put("person", person ? id : null);
        json.put("identity", person ? null : id);
        return json;
    }

    private static Map<String, @Nullable Object> item(
            Work.Member member, UnaryOperator<String> providerOf) {
        var item = member.item();
        var isKey = item.kind() == Item.Kind.KEY;
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("item", item.word());
        json.put("kind", isKey ? "issue" : item.kind().word());
        json.put("id", isKey ? null : item.id());
        json.put("provider", isKey ? null : providerOf.apply(item.connection()));
        json.put("connection", isKey ? null : item.connection());
        json.put("repository", member.repository());
        json.put(
                "number", item.kind() == Item.Kind.PULL_REQUEST ? Long.valueOf(item.name()) : null);
        json.put("key", member.key());
        json.put("title", member.title());
        json.put("url", member.url());
        json.put("state", member.state());
        json.put("open", member.open());
        json.put("contributor", member.contributor());
        json.put("firstAt", member.firstAt());
        json.put("lastAt", member.lastAt());
        return json;
    }

    private static Map<String, @Nullable Object> tie(Work.Tie tie) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("from", tie.from().word());
        json.put("to", tie.to().word());
        json.put("evidence", tie.evidence());
        json.put("weak", tie.weak());
        return json;
    }

    private static Map<String, Object> chunk(Chunks.Chunk<Item> chunk) {
        List<String> items = chunk.items().stream().map(Item::word).toList();
        return Map.of("contributor", chunk.contributor(), "items", items);
    }
}
