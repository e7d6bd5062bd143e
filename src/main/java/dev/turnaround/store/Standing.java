package dev.turnaround.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What administrators have said of an account.
///
/// @param person whose it is; null when nobody has said
/// @param bot whether it is a bot; null when the provider's word counts
public record Standing(@Nullable UUID person, @Nullable Boolean bot) {
    /// Nothing.
    public static final Standing NONE = new Standing(null, null);
}
