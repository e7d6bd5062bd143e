package dev.turnaround.provider;

/// What a repository or project holds that is worth reading.
public enum Subject {
    PULL_REQUESTS,
    ISSUES
}
