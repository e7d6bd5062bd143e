package dev.turnaround.model.reference;

import java.util.Locale;

/// Where a reference was found, from the weakest to the strongest.
public enum Evidence {
    /// The text below the title.
    DESCRIPTION,
    /// The title, or an issue's summary.
    TITLE,
    /// The name of the branch that holds the change.
    BRANCH,
    /// A word that closes an issue at merge, or the provider's own list of what a merge closes.
    CLOSING,
    /// A link that people or a program made from an issue to something elsewhere.
    REMOTE_LINK,
    /// A link between two issues of one tracker.
    TRACKER;

    /// The name in the API, such as `remote_link`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
