package dev.turnaround.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips what needs a browser where there is none, and says so where it is seen: a test that is
/// silently skipped looks like one that passed.
final class NeedsChromium implements ExecutionCondition {
    private static final ConditionEvaluationResult VERDICT =
            Chromium.missing()
                    .map(missing ->
                            skip(
                                    "BROWSER TESTS ARE SKIPPED: there is no %s on this machine (apt-get install chromium nodejs, or set CHROMIUM)"
                                            .formatted(missing)))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("there is a browser"));

    private static ConditionEvaluationResult skip(String reason) {
        System.out.println(reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return VERDICT;
    }
}
