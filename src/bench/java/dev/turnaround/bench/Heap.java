package dev.turnaround.bench;

import com.sun.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;

/// How much of the heap is really needed.
final class Heap {
    private Heap() {}

    /// What the last collection left, in MB; 0 before there was one.
    static long leftMegabytes() {
        return leftMegabytes(ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class));
    }

    /// What the last collection by one of these left, in MB; 0 before there was one.
    static long leftMegabytes(List<GarbageCollectorMXBean> collectors) {
        return collectors.stream()
                        .map(GarbageCollectorMXBean::getLastGcInfo)
                        .filter(info -> info != null)
                        .max((one, other) -> Long.compare(one.getEndTime(), other.getEndTime()))
                        .map(info ->
                                info.getMemoryUsageAfterGc().values().stream()
                                        .mapToLong(MemoryUsage::getUsed)
                                        .sum())
                        .orElse(0L)
                >> 20;
    }
}
