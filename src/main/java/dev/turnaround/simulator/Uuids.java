package dev.turnaround.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// UUIDs that come again with the same seed.
public final class Uuids {
    private static final long VERSION_CLEAR = 0xffff_ffff_ffff_0fffL;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_CLEAR = 0x3fff_ffff_ffff_ffffL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Uuids() {}

    /// A new one.
    public static UUID next(RandomGenerator random) {
        return new UUID(
                (random.nextLong() & VERSION_CLEAR) | VERSION_4,
                (random.nextLong() & VARIANT_CLEAR) | VARIANT);
    }

    /// The one of a thing, always the same.
    ///
    /// @param kind what sort of thing, such as `user`
    /// @param id its number among those
    public static UUID of(String kind, long id) {
        return UUID.nameUUIDFromBytes((kind + ":" + id).getBytes(US_ASCII));
    }
}
