package dev.turnaround.connection;

import java.util.Locale;

/// Where a connection stands.
public enum Origin {
    /// In the configuration, where alone it is changed.
    FILE,
    /// In the database: an administrator made it.
    MADE;

    /// The word for it in the contract.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
