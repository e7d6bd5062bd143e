package dev.turnaround.model.people;

import dev.turnaround.model.Account;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an account looks like.
///
/// @param login what people know it by
/// @param name the person's, as the provider tells it; null when it does not
/// @param email null when the provider does not tell it
/// @param bot whether it is no human's
/// @param person whose it is; null when nobody has said
public record Profile(
        Account account,
        String login,
        @Nullable String name,
        @Nullable String email,
        boolean bot,
        @Nullable UUID person) {}
