package dev.turnaround.model.measure;

/// Logarithmic buckets: each holds the durations that one value stands for, with a relative error
/// of at most 1 % after rounding to whole seconds.
///
/// The walls are half as far apart as 1 % would allow, which leaves the other half for the
/// rounding; a value below 100 s is met exactly. 17 years are 2,000 buckets, few of which are ever
/// used.
public final class Buckets {
    /// Of no time at all.
    public static final int ZERO = 0;

    private static final double GAMMA = 1.005 / 0.995;
    private static final double LOG_GAMMA = StrictMath.log(GAMMA);

    private Buckets() {}

    /// The bucket of a duration in seconds. The same on every machine, which [Math#log] does not
    /// promise.
    public static int of(long seconds) {
        return seconds <= 0
                ? ZERO
                : 1 + (int) StrictMath.ceil(StrictMath.log((double) seconds) / LOG_GAMMA);
    }

    /// The seconds that stand for all durations of a bucket.
    public static long seconds(int bucket) {
        return bucket == ZERO
                ? 0
                : StrictMath.round(2 * StrictMath.pow(GAMMA, bucket - 1.0) / (GAMMA + 1));
    }
}
