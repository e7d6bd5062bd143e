package dev.turnaround.model.people;

import java.util.Locale;

/// Why two accounts may be one person's, the stronger the higher.
public enum Reason {
    /// The same e-mail address. Providers check addresses before they show them.
    EMAIL(95),
    /// The same login at two providers. People like to keep theirs, but short ones are taken by
    /// others elsewhere.
    LOGIN(70),
    /// The same name, whatever its accents, dots and order of words.
    NAME(50);

    private final int percent;

    Reason(int percent) {
        this.percent = percent;
    }

    /// How likely it is by this alone, in percent.
    int percent() {
        return percent;
    }

    /// The name in the API, such as `email`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
