package dev.turnaround.trace.otel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A message of protocol buffers, field by field, as far as traces need it.
///
/// <https://protobuf.dev/programming-guides/encoding/>
record Wire(List<Field> fields) {
    /// One field.
    ///
    /// @param value a Long, or a ByteBuffer for what has a length
    record Field(int number, Object value) {}

    static Wire read(ByteBuffer message) {
        var in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        var fields = new ArrayList<Field>();
        while (in.hasRemaining()) {
            var tag = varint(in);
            fields.add(
                    new Field(
                            (int) (tag >>> 3),
                            switch ((int) (tag & 7)) {
                                case 0 -> varint(in);
                                case 1 -> in.getLong();
                                case 2 -> slice(in, (int) varint(in));
                                case 5 -> Integer.toUnsignedLong(in.getInt());
                                default -> throw new IllegalStateException("tag " + tag);
                            }));
        }
        return new Wire(fields);
    }

    private static long varint(ByteBuffer in) {
        var value = 0L;
        for (var shift = 0; ; shift += 7) {
            var one = in.get();
            value |= (long) (one & 0x7f) << shift;
            if (one >= 0) {
                return value;
            }
        }
    }

    private static ByteBuffer slice(ByteBuffer in, int length) {
        var slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        return slice;
    }

    /// All messages in the fields of a number.
    List<Wire> all(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> read((ByteBuffer) field.value()))
                .toList();
    }

    boolean has(int number) {
        return fields.stream().anyMatch(field -> field.number() == number);
    }

    /// A number; 0 where there is none.
    long number(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> (Long) field.value())
                .findFirst()
                .orElse(0L);
    }

    private ByteBuffer bytes(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> ((ByteBuffer) field.value()).duplicate())
                .findFirst()
                .orElse(ByteBuffer.allocate(0));
    }

    String text(int number) {
        return UTF_8.decode(bytes(number)).toString();
    }

    /// Bytes in hexadecimal digits.
    String hex(int number) {
        var hex = new StringBuilder();
        for (var bytes = bytes(number); bytes.hasRemaining(); ) {
            hex.append("%02x".formatted(bytes.get()));
        }
        return hex.toString();
    }
}
