package dev.turnaround.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Slows down who guesses tokens.
///
/// After [#FREE] wrong ones an address waits, twice as long after each further one; the waiting is
/// forgotten when the address has been quiet for a while. What it sends meanwhile is not looked at:
/// an administrator may have chosen a token that can be guessed. A right token does not make up for
/// wrong ones, or who has one that may look could guess one that may change.
///
/// A guesser with many addresses meets the limit over all of them. Tokens that were right a short
/// while ago are let through whoever guesses, so that neither limit shuts out the programs that run
/// already, nor those who sit behind one address with a broken one. Sessions are not throttled:
/// their 256 random bits are always ours.
///
/// Each process counts for itself and forgets when it ends. Memory is bounded: the addresses that
/// were quiet for longest are forgotten first.
final class Throttle {
    /// So many wrong ones cost nothing.
    static final int FREE = 5;

    /// So many wrong ones a minute from all addresses together, then everybody waits.
    static final int OVERALL = 300;

    private static final Duration OVERALL_WINDOW = Duration.ofMinutes(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final Duration WELCOME = Duration.ofHours(1);
    private static final int ADDRESSES_MAX = 10_000;
    private static final int TOKENS_MAX = 1_000;

    private final InstantSource clock;
    private final Map<String, Failures> addresses = new Recent<>(ADDRESSES_MAX);
    private final Map<String, Instant> welcome = new Recent<>(TOKENS_MAX);
    private Instant windowBegan = Instant.EPOCH;
    private int windowCount;

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last) {
        Instant waitsUntil() {
            if (count < FREE) {
                return last;
            }
            // More doublings than it takes to come to the longest wait.
            var doublings = Math.min(count - FREE, 20);
            var wait = FIRST_WAIT.multipliedBy(1L << doublings);
            return last.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        }
    }

    /// How long somebody has to wait before what they show is looked at; null for not at all.
    ///
    /// @param address null where it is not known
    /// @param hash of the token that is shown
    synchronized @Nullable Duration pause(@Nullable String address, byte[] hash) {
        var now = clock.instant();
        var known = welcome.get(HexFormat.of().formatHex(hash));
        if (known != null && known.plus(WELCOME).isAfter(now)) {
            return null;
        }
        var until = now;
        var failures = addresses.get(group(address));
        if (failures != null && failures.waitsUntil().isAfter(until)) {
            until = failures.waitsUntil();
        }
        var windowEnds = windowBegan.plus(OVERALL_WINDOW);
        if (windowCount >= OVERALL && windowEnds.isAfter(until)) {
            until = windowEnds;
        }
        return until.isAfter(now) ? Duration.between(now, until) : null;
    }

    /// It was wrong.
    synchronized void failed(@Nullable String address) {
        var now = clock.instant();
        addresses.compute(
                group(address),
                (_, before) ->
                        before == null || before.last().plus(FORGOTTEN_AFTER).isBefore(now)
                                ? new Failures(1, now)
                                : new Failures(before.count() + 1, now));
        if (!windowBegan.plus(OVERALL_WINDOW).isAfter(now)) {
            windowBegan = now;
            windowCount = 0;
        }
        windowCount++;
    }

    /// It was right.
    synchronized void succeeded(byte[] hash) {
        welcome.put(HexFormat.of().formatHex(hash), clock.instant());
    }

    synchronized int size() {
        return addresses.size() + welcome.size();
    }

    /// A network of IPv6 is given out as a whole, so that its addresses count as one.
    static String group(@Nullable String address) {
        if (address == null) {
            return "";
        }
        var plain = address.startsWith("[") ? address.substring(1) : address;
        if (!plain.contains(":") || plain.startsWith("::")) {
            return plain;
        }
        var parts = plain.split("::", 2)[0].split(":");
        return String.join(":", Arrays.asList(parts).subList(0, Math.min(4, parts.length))) + "::";
    }

    /// Forgets what was used longest ago.
    private static final class Recent<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1;
        private final int max;

        Recent(int max) {
            super(16, 0.75f, true);
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > max;
        }
    }
}
