package dev.turnaround.contract;

import dev.turnaround.store.DeliveryRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line of the delivery log as the API and the stream show it.
public final class DeliveryJson {

    private DeliveryJson() {}

    /// The fields in the order of the contract.
    ///
    /// @param provider the word for the connection's provider
    public static Map<String, @Nullable Object> of(DeliveryRecord record, String provider) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", record.deliveryId());
        json.put("provider", provider);
        json.put("connection", record.connection());
        json.put("event", record.event());
        json.put("action", record.action());
        json.put("verdict", record.verdict().word());
        json.put("reason", record.reason());
        json.put("receivedAt", record.receivedAt());
        json.put("latencyMillis", record.latency().toNanos() / 1_000_000.0);
        json.put("pullRequest", record.pullRequest() == null ? null : record.pullRequest().id());
        return json;
    }
}
