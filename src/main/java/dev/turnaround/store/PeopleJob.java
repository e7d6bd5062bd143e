package dev.turnaround.store;

import dev.turnaround.model.Account;
import java.util.List;
import java.util.Map;

/// A recomputation that somebody's act asks for: every pull request in which one of some accounts
/// takes part is folded again.
///
/// @param version what was folded with this version of the [Directory] or a later one is right
/// @param before what was said of the accounts before the act
/// @param accounts whose pull requests are concerned
/// @param place how far it has come
public record PeopleJob(
        long version, Map<Account, Standing> before, List<Account> accounts, Place place) {

    /// A place in a recomputation.
    ///
    /// @param account which of the accounts it is at, from 1; behind the last when it is over
    /// @param repository up to where it has come in it: a repository's identity
    /// @param number and a pull request there
    public record Place(int account, String repository, long number) {
        /// The beginning of the next account.
        public Place nextAccount() {
            return new Place(account + 1, "", 0);
        }
    }

    /// Whether nothing is left to fold.
    public boolean isDone() {
        return place.account() > accounts.size();
    }
}
