package dev.turnaround.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The recorded deliveries, read once: properties ask for them a thousand times.
final class Recordings {
    private static final Map<Path, List<RecordedDelivery>> READ = new ConcurrentHashMap<>();

    private Recordings() {}

    static List<RecordedDelivery> of(Path folders) {
        return READ.computeIfAbsent(folders, RecordedDelivery::all);
    }
}
