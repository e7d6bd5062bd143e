package dev.turnaround.model.people;

import dev.turnaround.model.Account;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Guesses which accounts belong to one person.
public final class Suggestions {
    /// What so many have in common says nothing about any of them: `admin`, a shared mailbox.
    private static final int ALIKE_MAX = 8;

    private Suggestions() {}

    /// For each account that is linked to nobody, what it may be the same as, the likeliest first.
    ///
    /// Two accounts that are both linked to nobody are told once, under the first of them. Bots are
    /// left out. The order in which profiles come does not matter.
    public static List<Suggestion> of(Collection<Profile> profiles) {
        var humans =
                profiles.stream()
                        .filter(one -> !one.bot())
                        .sorted(Comparator.comparing(Profile::account))
                        .toList();
        var alike = new TreeMap<Pair, Set<Reason>>();
        gather(humans, Reason.EMAIL, one -> words(one.email()), alike);
        gather(humans, Reason.LOGIN, one -> login(one), alike);
        gather(humans, Reason.NAME, one -> name(one.name()), alike);
        var byAccount = new HashMap<Account, Profile>();
        humans.forEach(one -> byAccount.put(one.account(), one));
        return alike.entrySet().stream()
                .map(entry -> suggestion(entry.getKey(), entry.getValue(), byAccount))
                .collect(
                        Collectors.toMap(
                                Suggestions::question,
                                Function.identity(),
                                Suggestions::likelier,
                                TreeMap::new))
                .values()
                .stream()
                .sorted(
                        Comparator.comparingInt(Suggestion::confidence)
                                .reversed()
                                .thenComparing(Suggestion::account)
                                .thenComparing(Suggestion::other))
                .toList();
    }

    private record Pair(Account one, Account other) implements Comparable<Pair> {
        private static final Comparator<Pair> ORDER =
                Comparator.comparing(Pair::one).thenComparing(Pair::other);

        @Override
        public int compareTo(Pair that) {
            return ORDER.compare(this, that);
        }
    }

    private static void gather(
            List<Profile> humans,
            Reason reason,
            Function<Profile, @Nullable String> trait,
            Map<Pair, Set<Reason>> alike) {
        var byTrait = new HashMap<String, List<Profile>>();
        for (var one : humans) {
            var word = trait.apply(one);
            if (word != null && !word.isEmpty()) {
                byTrait.merge(word, List.of(one), Suggestions::together);
            }
        }
        for (var some : byTrait.values()) {
            if (some.size() > ALIKE_MAX) {
                continue;
            }
            for (var one : some) {
                for (var other : some) {
                    if (isQuestion(one, other, reason)) {
                        alike.computeIfAbsent(
                                        new Pair(one.account(), other.account()),
                                        _ -> EnumSet.noneOf(Reason.class))
                                .add(reason);
                    }
                }
            }
        }
    }

    private static List<Profile> together(List<Profile> some, List<Profile> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static boolean isQuestion(Profile one, Profile other, Reason reason) {
        if (one.person() != null || one.account().equals(other.account())) {
            return false;
        }
        if (other.person() == null && one.account().compareTo(other.account()) > 0) {
            return false;
        }
        // Within one provider nobody has the same login twice.
        return reason != Reason.LOGIN
                || !one.account().connection().equals(other.account().connection());
    }

    private static Suggestion suggestion(
            Pair pair, Set<Reason> reasons, Map<Account, Profile> byAccount) {
        var other = byAccount.get(pair.other());
        return new Suggestion(
                pair.one(), pair.other(), other == null ? null : other.person(), reasons);
    }

    /// A person is suggested once for an account, whichever of their accounts resembles it most.
    private static String question(Suggestion one) {
        return one.account().word()
                + "\n"
                + (one.person() == null ? one.other().word() : one.person().toString());
    }

    private static Suggestion likelier(Suggestion one, Suggestion other) {
        return one.confidence() >= other.confidence() ? one : other;
    }

    private static @Nullable String words(@Nullable String text) {
        return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    /// Where a provider tells the number alone, the number stands in for the login.
    private static @Nullable String login(Profile one) {
        return one.login().equals("#" + one.account().id()) ? null : words(one.login());
    }

    /// Without accents, dots and capitals, the words in order.
    private static @Nullable String name(@Nullable String name) {
        if (name == null) {
            return null;
        }
        var plain =
                Normalizer.normalize(name, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "")
                        .toLowerCase(Locale.ROOT);
        return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
