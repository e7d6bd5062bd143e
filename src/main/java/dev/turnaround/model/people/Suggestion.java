package dev.turnaround.model.people;

import dev.turnaround.model.Account;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A guess that two accounts are one person's.
///
/// @param account one that is linked to nobody
/// @param other what it resembles
/// @param person whose the other one is; null when that is linked to nobody either
/// @param reasons what they have in common; never empty
public record Suggestion(
        Account account, Account other, @Nullable UUID person, Set<Reason> reasons) {
    public Suggestion {
        reasons = Set.copyOf(reasons);
    }

    /// How likely it is, in percent: several reasons say more than one, and none is a proof.
    public int confidence() {
        var doubt = 1.0;
        for (var reason : reasons) {
            doubt *= 1 - reason.percent() / 100.0;
        }
        return (int) Math.floor(100 * (1 - doubt));
    }
}
