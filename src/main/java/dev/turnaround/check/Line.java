package dev.turnaround.check;

import dev.turnaround.provider.Api;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A connection as its API is reached.
///
/// @param connection its id
/// @param provider the word for its provider
/// @param address where its API is; null when nobody said and the provider has no public site
/// @param api what speaks with it; null without credentials
public record Line(String connection, String provider, @Nullable URI address, @Nullable Api api) {}
