package dev.turnaround.store;

import dev.turnaround.model.measure.Figures;
import dev.turnaround.model.measure.Histogram;
import dev.turnaround.model.measure.Variant;
import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What is counted of one metric at one place, in all its variants, as few bytes.
///
/// One after the other of those that hold something: the variant's place in [Variant], the clocks
/// that began and that ended, the sum of seconds, the number of buckets; then for each bucket in
/// order how far it is from the one before, and how many durations it holds. Each number is in
/// sevens of bits, the lowest first, its sign in its lowest bit.
final class FigureBytes {
    private static final int MORE = 0x80;
    private static final Variant[] VARIANTS = Variant.values();

    private FigureBytes() {}

    static Buffer of(Map<Variant, Figures> variants) {
        var bytes = Buffer.buffer();
        variants.forEach((variant, figures) -> {
            append(bytes, variant.ordinal());
            append(bytes, figures.begun());
            append(bytes, figures.ended());
            append(bytes, figures.stopped().seconds());
            append(bytes, figures.stopped());
        });
        return bytes;
    }

    private static void append(Buffer bytes, Histogram stopped) {
        append(bytes, stopped.size());
        var last = new int[1];
        stopped.forEach((bucket, times) -> {
            append(bytes, bucket - last[0]);
            append(bytes, times);
            last[0] = bucket;
        });
    }

    private static void append(Buffer bytes, long number) {
        var left = (number << 1) ^ (number >> 63);
        while ((left & ~0x7fL) != 0) {
            bytes.appendByte((byte) ((left & 0x7f) | MORE));
            left >>>= 7;
        }
        bytes.appendByte((byte) left);
    }

    /// What the bytes hold.
    static Map<Variant, Figures> read(Buffer bytes) {
        return read(bytes, EnumSet.allOf(Variant.class));
    }

    /// What the bytes hold of these variants.
    static Map<Variant, Figures> read(Buffer bytes, Set<Variant> wanted) {
        var variants = new EnumMap<Variant, Figures>(Variant.class);
        var numbers = new Numbers(bytes.getBytes());
        while (numbers.more()) {
            var variant = VARIANTS[(int) numbers.next()];
            if (wanted.contains(variant)) {
                variants.put(variant, figures(numbers));
            } else {
                numbers.skip(3);
                numbers.skip(2 * numbers.next());
            }
        }
        return variants;
    }

    private static Figures figures(Numbers numbers) {
        var figures = new Figures();
        figures.begin(numbers.next());
        figures.end(numbers.next());
        figures.stopped().addSeconds(numbers.next());
        var bucket = 0;
        for (var buckets = numbers.next(); buckets > 0; buckets--) {
            bucket += (int) numbers.next();
            figures.stopped().put(bucket, numbers.next());
        }
        return figures;
    }

    private static final class Numbers {
        private final byte[] bytes;
        private int at;

        Numbers(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean more() {
            return at < bytes.length;
        }

        void skip(long numbers) {
            for (var left = numbers; left > 0; at++) {
                if ((bytes[at] & MORE) == 0) {
                    left--;
                }
            }
        }

        long next() {
            var number = 0L;
            var shift = 0;
            byte sevens;
            do {
                sevens = bytes[at++];
                number |= (sevens & 0x7fL) << shift;
                shift += 7;
            } while ((sevens & MORE) != 0);
            return (number >>> 1) ^ -(number & 1);
        }
    }
}
