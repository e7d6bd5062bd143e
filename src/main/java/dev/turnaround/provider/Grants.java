package dev.turnaround.provider;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Keeps the grant of one connection, for all processes that use it.
///
/// Thread safety: safe. Every call may wait, so call on a virtual thread.
public interface Grants {

    /// Of a connection that signs in with what its operator gave.
    Grants NONE = new NoGrants();

    /// The grant there is; null before somebody consented, and after it was lost.
    @Nullable Grant current();

    /// Puts another grant in the place of one that is worn out. Of many who ask at the same time,
    /// in whatever process, one exchanges it and the others get what that one got: a refresh token
    /// is good for one use, and two uses look like theft to the provider.
    ///
    /// The new grant is kept before it is handed out.
    ///
    /// @param worn which one is no longer good
    /// @param exchange asks the provider for the next; whatever it throws is passed on and changes
    ///   nothing
    Grant replace(Grant worn, UnaryOperator<Grant> exchange);

    /// The provider does not take it any more, nor gives another: somebody has to consent anew.
    ///
    /// @param worn which one; if there is another by now, nothing is lost
    /// @param why for the operator, without any secret
    void lost(Grant worn, String why);
}
