package dev.turnaround.check;

import dev.turnaround.provider.Step;
import java.util.List;
import java.util.function.Supplier;

/// What a step may take for granted of those before it.
final class Steps {

    private Steps() {}

    /// Takes a step, unless one before it failed.
    static Step after(List<Step> before, String name, Supplier<Step> step) {
        return before.stream()
                .filter(one -> one.result() == Step.Result.FAILED)
                .findFirst()
                .map(failed ->
                        Step.skipped(name, "not tried, because " + failed.name() + " failed"))
                .orElseGet(step);
    }

    static boolean failed(List<Step> steps) {
        return steps.stream().anyMatch(one -> one.result() == Step.Result.FAILED);
    }
}
