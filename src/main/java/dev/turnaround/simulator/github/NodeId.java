package dev.turnaround.simulator.github;

import java.nio.ByteBuffer;
import java.util.Base64;

/// GitHub's newer node ids: a prefix and the numbers of the object and its owners, packed.
///
/// GitHub calls them opaque; this is what real ones turn out to hold (MessagePack of `[0, ids…]`).
final class NodeId {
    private static final int FIX_ARRAY = 0x90;
    private static final int UINT_32 = 0xce;
    private static final int UINT_64 = 0xcf;
    private static final int LONGEST = 1 + 1 + 4 * 9;

    private NodeId() {}

    static String of(String prefix, long... ids) {
        var packed = ByteBuffer.allocate(LONGEST);
        packed.put((byte) (FIX_ARRAY | (ids.length + 1)));
        packed.put((byte) 0);
        for (var id : ids) {
            if (id >>> 32 == 0) {
                packed.put((byte) UINT_32).putInt((int) id);
            } else {
                packed.put((byte) UINT_64).putLong(id);
            }
        }
        packed.flip();
        var bytes = new byte[packed.remaining()];
        packed.get(bytes);
        return prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
