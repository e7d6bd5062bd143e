package dev.turnaround.receive;

import dev.turnaround.model.Repository;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which repositories of a connection are wanted.
///
/// They are chosen by name, and from then on a name means the repository that bore it, by identity:
/// renaming it or giving it to another owner neither loses one that was chosen nor brings back one
/// that was left out. A name means as well whatever bears it now.
///
/// Thread safety: safe; asking never waits.
public final class Selection {
    private static final String ANY_OF_OWNER = "/*";

    private final Rule rule;
    private final Memory memory;

    /// Identities that a word of the rule means.
    private final Set<Bond> bonds = ConcurrentHashMap.newKeySet();

    /// A selection.
    ///
    /// @param known what words meant before
    public Selection(Rule rule, Collection<Bond> known, Memory memory) {
        this.rule = rule;
        this.memory = memory;
        bonds.addAll(known);
    }

    /// What somebody wrote down.
    ///
    /// @param listed names that are wanted; null when all are but the others
    /// @param owners organisations, groups or workspaces whose repositories alone are wanted, with
    ///   all below them; empty for anybody's
    /// @param except names that are not wanted
    /// @param exactCase whether names that differ in case are different
    public record Rule(
            @Nullable List<String> listed,
            List<String> owners,
            List<String> except,
            boolean exactCase) {
        /// Every repository.
        public static final Rule ALL = new Rule(null, List.of(), List.of(), false);

        /// Copies the lists.
        public Rule {
            listed = listed == null ? null : List.copyOf(listed);
            owners = List.copyOf(owners);
            except = List.copyOf(except);
        }

        boolean isAll() {
            return listed == null && owners.isEmpty() && except.isEmpty();
        }

        /// A word as it is remembered.
        String word(String name) {
            return exactCase ? name : name.toLowerCase(Locale.ROOT);
        }
    }

    /// A word that means a repository.
    ///
    /// @param word a name, or an owner and what makes it mean all of his
    /// @param repository identity at the provider
    public record Bond(String word, String repository) {}

    /// Remembers what words mean, beyond the life of this process.
    @FunctionalInterface
    public interface Memory {
        /// Remembers one more. What cannot be remembered now is tried again at the next telling.
        Future<?> remember(Bond bond);
    }

    /// Whether what is told of the repository is wanted.
    ///
    /// @param repository null when the telling does not say; then it is wanted only where all are
    public boolean wants(@Nullable Repository repository) {
        if (rule.isAll()) {
            return true;
        }
        if (repository == null) {
            return false;
        }
        var listed = rule.listed();
        return listed == null
                ? ofOwners(repository) && !any(rule.except(), repository)
                : any(listed, repository);
    }

    /// Whether a word that somebody wrote down means the repository.
    public boolean means(String name, Repository repository) {
        var word = rule.word(name);
        return word.equals(rule.word(repository.name().value()))
                || bonds.contains(new Bond(word, repository.id()));
    }

    /// Remembers that a name means the repository, whatever it will be called.
    public Future<?> bind(String name, Repository repository) {
        var bond = bond(name, repository);
        return memory.remember(bond).onSuccess(_ -> bonds.add(bond));
    }

    private Bond bond(String name, Repository repository) {
        return new Bond(rule.word(name), repository.id());
    }

    private boolean any(List<String> names, Repository repository) {
        var found = false;
        for (var name : names) {
            if (means(name, repository)) {
                found = true;
                keep(bond(name, repository));
            }
        }
        return found;
    }

    private boolean ofOwners(Repository repository) {
        if (rule.owners().isEmpty()) {
            return true;
        }
        var found = false;
        for (var owner : rule.owners()) {
            var bond = new Bond(rule.word(owner) + ANY_OF_OWNER, repository.id());
            if (rule.word(repository.name().value()).startsWith(rule.word(owner) + "/")) {
                found = true;
                keep(bond);
            } else if (bonds.contains(bond)) {
                found = true;
            }
        }
        return found;
    }

    private void keep(Bond bond) {
        if (bonds.add(bond)) {
            memory.remember(bond).onFailure(_ -> bonds.remove(bond));
        }
    }
}
