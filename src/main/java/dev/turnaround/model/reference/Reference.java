package dev.turnaround.model.reference;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// One thing that a pull request or an issue points at.
///
/// | target | means |
/// | --- | --- |
/// | `ENG-12` | an issue key, spelled in capitals |
/// | `eng-12` | the same, spelled otherwise: it counts only once its project is known |
/// | `#12` | issue 12 of the same repository |
/// | `acme/web#12` | issue 12 of the repository that has this name |
/// | `https://…` | whatever has this address |
///
/// @param evidence where it was found
/// @param target what it points at, in one of the forms above
public record Reference(Evidence evidence, String target) implements Comparable<Reference> {

    private static final Comparator<Reference> ORDER =
            Comparator.comparing(Reference::evidence).thenComparing(Reference::target);

    /// Whether the target has the form of an issue key.
    public boolean isKey() {
        return target.indexOf('#') < 0 && target.indexOf(':') < 0 && target.indexOf('-') > 0;
    }

    /// The issue key in its usual spelling. Only where [#isKey].
    public String key() {
        return target.toUpperCase(Locale.ROOT);
    }

    /// The project that the issue key belongs to. Only where [#isKey].
    public String project() {
        return key().substring(0, key().lastIndexOf('-'));
    }

    /// What an issue must be called to be meant.
    ///
    /// @param connection the connection of whatever refers to it
    /// @param repository identity of the repository of whatever refers to it
    public Sought sought(String connection, String repository) {
        if (isKey()) {
            return Sought.anywhere(key());
        }
        return target.startsWith("#")
                ? Sought.within(connection, repository + target)
                : Sought.of(connection, target);
    }

    /// Whether the target is an issue key of one of these projects.
    ///
    /// @param projects the keys of projects, in capitals, former ones too
    public boolean inProject(Collection<String> projects) {
        return isKey() && projects.contains(project());
    }

    @Override
    public int compareTo(Reference other) {
        return ORDER.compare(this, other);
    }
}
