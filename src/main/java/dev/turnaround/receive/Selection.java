package dev.turnaround.receive;

import dev.turnaround.model.Repository;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which repositories of a connection are wanted. They are chosen by name; once chosen, one is
/// followed by its identity, so that renaming it does not lose it.
public final class Selection {
    private final @Nullable Set<String> names;
    private final Set<String> followed = ConcurrentHashMap.newKeySet();

    private Selection(@Nullable Set<String> names) {
        this.names = names;
    }

    /// Every repository.
    public static Selection all() {
        return new Selection(null);
    }

    /// The named ones, in any case.
    ///
    /// @param known identities of repositories that were stored before, and so are followed
    public static Selection of(Collection<String> names, Collection<String> known) {
        var selection =
                new Selection(
                        names.stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .collect(Collectors.toUnmodifiableSet()));
        selection.followed.addAll(known);
        return selection;
    }

    /// Whether what is told of the repository is wanted.
    ///
    /// @param repository null when the telling does not say; then it is wanted only where all are
    public boolean wants(@Nullable Repository repository) {
        if (names == null) {
            return true;
        }
        if (repository == null) {
            return false;
        }
        if (followed.contains(repository.id())) {
            return true;
        }
        if (names.contains(repository.name().value().toLowerCase(Locale.ROOT))) {
            followed.add(repository.id());
            return true;
        }
        return false;
    }
}
