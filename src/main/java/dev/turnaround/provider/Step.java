package dev.turnaround.provider;

import org.jspecify.annotations.Nullable;

/// One step of a connection's health check.
///
/// @param name what was tried, such as `authenticated`
/// @param detail what was seen, for people; holds no secret
/// @param advice what to do about it; null when there is nothing to do
public record Step(String name, Result result, String detail, @Nullable String advice) {

    /// How it went.
    public enum Result {
        OK,
        /// It works, but not as it should.
        WARNING,
        FAILED,
        /// It was not tried, because a step before it failed or does not apply.
        SKIPPED
    }

    /// A step that went well.
    public static Step ok(String name, String detail) {
        return new Step(name, Result.OK, detail, null);
    }

    /// A step that failed.
    public static Step failed(String name, Diagnosis diagnosis) {
        return new Step(name, Result.FAILED, diagnosis.what(), diagnosis.advice());
    }

    /// A step that was not tried.
    public static Step skipped(String name, String why) {
        return new Step(name, Result.SKIPPED, why, null);
    }
}
