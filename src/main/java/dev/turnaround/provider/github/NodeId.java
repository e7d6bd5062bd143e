package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The number of an issue's own that is in its node id, where that is all a delivery tells.
///
/// Node ids are opaque by GitHub's word, and come in two encodings of which one object may have
/// both: <https://docs.github.com/en/graphql/guides/migrating-graphql-global-node-ids>. Both hold
/// the number that `issue.id` is; what is in neither is not guessed at.
final class NodeId {
    private static final String PREFIX = "I_";
    private static final Pattern LEGACY = Pattern.compile("0[0-9]+:Issue([1-9][0-9]{0,17})");

    // MessagePack: <https://github.com/msgpack/msgpack/blob/master/spec.md>
    private static final int EMPTY_LIST = 0x90;
    private static final int LIST_OF_THREE = 0x93;
    private static final int SMALL_MAX = 0x7f;
    private static final int ONE_BYTE = 0xcc;
    private static final int TWO_BYTES = 0xcd;
    private static final int FOUR_BYTES = 0xce;
    private static final int EIGHT_BYTES = 0xcf;

    private NodeId() {}

    /// `issue.id`; null when the node id is not an issue's, or of an encoding that is not known.
    static @Nullable Long issue(String nodeId) {
        try {
            return nodeId.startsWith(PREFIX)
                    ? packed(Base64.getUrlDecoder().decode(nodeId.substring(PREFIX.length())))
                    : legacy(Base64.getDecoder().decode(nodeId));
        } catch (IllegalArgumentException | BufferUnderflowException _) {
            return null;
        }
    }

    /// The numbers of a version, of the repository and of the issue.
    private static @Nullable Long packed(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        if (Byte.toUnsignedInt(in.get()) != LIST_OF_THREE || number(in) != 0) {
            return null;
        }
        var repository = number(in);
        var issue = number(in);
        return repository > 0 && issue > 0 && !in.hasRemaining() ? issue : null;
    }

    /// The node id of something by its numbers, in the newer encoding. Whether GitHub still makes
    /// them so is for the caller to find out.
    ///
    /// @param prefix the word for the kind, such as `I`
    static String of(String prefix, long... numbers) {
        var out = ByteBuffer.allocate(2 + numbers.length * (1 + Long.BYTES));
        out.put((byte) (EMPTY_LIST + 1 + numbers.length)).put((byte) 0);
        for (var number : numbers) {
            put(out, number);
        }
        return prefix
                + "_"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOf(out.array(), out.position()));
    }

    private static void put(ByteBuffer out, long number) {
        if (number <= SMALL_MAX) {
            out.put((byte) number);
        } else if (number <= 0xff) {
            out.put((byte) ONE_BYTE).put((byte) number);
        } else if (number <= 0xffff) {
            out.put((byte) TWO_BYTES).putShort((short) number);
        } else if (number <= 0xffff_ffffL) {
            out.put((byte) FOUR_BYTES).putInt((int) number);
        } else {
            out.put((byte) EIGHT_BYTES).putLong(number);
        }
    }

    private static long number(ByteBuffer in) {
        var first = Byte.toUnsignedInt(in.get());
        return switch (first) {
            case ONE_BYTE -> Byte.toUnsignedLong(in.get());
            case TWO_BYTES -> Short.toUnsignedLong(in.getShort());
            case FOUR_BYTES -> Integer.toUnsignedLong(in.getInt());
            case EIGHT_BYTES -> in.getLong();
            default -> first <= SMALL_MAX ? first : -1;
        };
    }

    private static @Nullable Long legacy(byte[] bytes) {
        var text = LEGACY.matcher(new String(bytes, ISO_8859_1));
        return text.matches() ? Long.valueOf(text.group(1)) : null;
    }
}
