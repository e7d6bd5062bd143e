package dev.turnaround.store;

import dev.turnaround.model.measure.Histogram;
import io.vertx.core.buffer.Buffer;

/// The counts of a histogram as few bytes: for each bucket in order how far it is from the one
/// before, and how many durations it holds, both in sevens of bits, the lowest first, the number's
/// sign in its lowest bit.
final class BucketBytes {
    private static final int MORE = 0x80;

    private BucketBytes() {}

    static Buffer of(Histogram histogram) {
        var bytes = Buffer.buffer();
        var last = 0;
        for (var entry : histogram.counts().entrySet()) {
            append(bytes, entry.getKey() - last);
            append(bytes, entry.getValue());
            last = entry.getKey();
        }
        return bytes;
    }

    /// Adds what the bytes hold. The sum of seconds is kept beside them.
    static void addTo(Histogram histogram, Buffer bytes) {
        var at = 0;
        var bucket = 0;
        while (at < bytes.length()) {
            var step = number(bytes, at);
            at += size(bytes, at);
            var times = number(bytes, at);
            at += size(bytes, at);
            bucket += (int) step;
            histogram.put(bucket, times);
        }
    }

    private static void append(Buffer bytes, long number) {
        var left = (number << 1) ^ (number >> 63);
        while ((left & ~0x7fL) != 0) {
            bytes.appendByte((byte) ((left & 0x7f) | MORE));
            left >>>= 7;
        }
        bytes.appendByte((byte) left);
    }

    private static int size(Buffer bytes, int at) {
        var end = at;
        while ((bytes.getByte(end) & MORE) != 0) {
            end++;
        }
        return end - at + 1;
    }

    private static long number(Buffer bytes, int from) {
        var number = 0L;
        for (var i = 0; i < size(bytes, from); i++) {
            number |= (bytes.getByte(from + i) & 0x7fL) << (7 * i);
        }
        return (number >>> 1) ^ -(number & 1);
    }
}
